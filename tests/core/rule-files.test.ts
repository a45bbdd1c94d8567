/** Rules as texts: templates, what is kept, Prometheus rule files out and in, tests in promtool's notation. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkRule } from '../../src/core/alert/rule-check.ts';
import { fillTemplate, templateFaults } from '../../src/core/alert/rule-text.ts';
import { PLAIN_RULE } from '../../src/core/alert/rules.ts';
import { BUILT_IN_RULES } from '../../src/core/alert/rules-host.ts';
import { SEVERITIES } from '../../src/core/domain/incident.ts';
import { CATALOGUE, metricById } from '../../src/core/domain/metrics.ts';
import { NO_DATA, PRESENCE, type Rule, ruleKey } from '../../src/core/domain/rule.ts';
import { HOUR, MINUTE } from '../../src/core/domain/time.ts';
import { readRules, writeRules } from '../../src/core/formats/rule-record.ts';
import { exportRules } from '../../src/core/rule-export.ts';
import { importRules } from '../../src/core/rule-import.ts';
import { testRules } from '../../src/core/rule-tests.ts';
import fc from '../property.ts';

const data = { labels: { instance: 'web-01', role: 'web' }, value: 0.9731 };

test('templates fill in labels and values as Prometheus does', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['{{ $labels.instance }} at {{ $value }}', 'web-01 at 0.9731'],
    ['{{$labels.role}}{{ $labels.none }}', 'web'],
    ['{{ $value | humanizePercentage }}', '97.31%'],
    ['{{ humanize $value }}', '973.1m'],
    ['{{ $value | printf "%.2f" }} of 1', '0.97 of 1'],
    ['{{ printf "%.1f%%" $value }}', '1.0%'],
    ['no placeholder', 'no placeholder'],
    ['{{ range query "up" }}', '{{ range query "up" }}'],
  ];
  for (const [template, text] of cases) expect(fillTemplate(template, data)).toBe(text);
  const told = (value: number, how: string) =>
    fillTemplate(`{{ $value | ${how} }}`, { ...data, value });
  expect([told(1_234_567, 'humanize'), told(3 * 2 ** 30, 'humanize1024')]).toEqual([
    '1.235M',
    '3Gi',
  ]);
  expect([told(93_784, 'humanizeDuration'), told(0.25, 'humanizeDuration')]).toEqual([
    '1d 2h 3m 4s',
    '250ms',
  ]);
  expect(told(Number.POSITIVE_INFINITY, 'humanize')).toBe('+Inf');
  expect(templateFaults('{{ $value | oops }} {{ $labels.a }}')).toEqual([
    { position: 0, text: '{{ $value | oops }}' },
  ]);
});

test('built-in rules are free of faults and say what they mean in both languages', () => {
  for (const rule of BUILT_IN_RULES) {
    const others = BUILT_IN_RULES.filter((other) => other !== rule);
    expect(checkRule(rule, others, () => true)).toEqual([]);
    for (const text of [rule.texts.summary, rule.texts.description])
      expect(text.en !== '' && text.ko !== '').toBe(true);
  }
});

test('a faulty rule is refused field by field', () => {
  const bad: Rule = {
    ...PLAIN_RULE,
    id: '9 lives',
    threshold: 0.5,
    clear: 0.6,
    for: -1,
    scope: [{ label: 'role', op: '=~', value: '(' }],
    texts: {
      summary: { en: '{{ $value | oops }}', ko: '' },
      description: { en: '', ko: '' },
      runbook: 'javascript:alert(1)',
    },
  };
  const problems = checkRule(bad, [], (pattern) => pattern !== '(');
  expect(problems.map(({ field, what }) => `${field} ${what}`)).toEqual([
    'id name',
    'clear clear',
    'for duration',
    'scope pattern',
    'summary template',
    'runbook address',
  ]);
  expect(
    checkRule({ ...PLAIN_RULE, id: 'A' }, [{ ...PLAIN_RULE, id: 'A' }], () => true)[0].what,
  ).toBe('taken');
  const cpu = { ...PLAIN_RULE, id: 'A', signal: 'predicted' } as const;
  expect(checkRule(cpu, [], () => true)[0].what).toBe('predictable');
});

const rules: fc.Arbitrary<Rule> = fc
  .record({
    id: fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,20}$/u),
    metric: fc.constantFrom(...CATALOGUE.map(({ id }) => id)),
    comparison: fc.constantFrom('>' as const, '<' as const),
    threshold: fc.integer({ min: -1000, max: 1000 }).map((n) => n / 8),
    margin: fc.integer({ min: 0, max: 8 }).map((n) => n / 8),
    for: fc.integer({ min: 0, max: 600 }).map((n) => n * 1000),
    keepFiring: fc.integer({ min: 0, max: 600 }).map((n) => n * 1000),
    signal: fc.constantFrom('value' as const, 'rate' as const),
    window: fc.integer({ min: 1, max: 60 }).map((n) => n * MINUTE),
    severity: fc.constantFrom(...SEVERITIES),
    noData: fc.constantFrom(...NO_DATA),
    scope: fc.array(
      fc.record({
        label: fc.constantFrom('instance', 'role', 'site', 'rack'),
        op: fc.constantFrom('=' as const, '!=' as const, '=~' as const),
        value: fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/u),
      }),
      { maxLength: 3 },
    ),
    summary: fc.string({ maxLength: 30 }).filter((text) => !text.includes('{{')),
  })
  .map(({ margin, summary, scope, ...rule }) => ({
    ...PLAIN_RULE,
    ...rule,
    scope: scope.filter(
      (one, i) =>
        scope.findIndex((other) => other.label === one.label && other.op === one.op) === i,
    ),
    clear: rule.comparison === '>' ? rule.threshold - margin : rule.threshold + margin,
    texts: { ...PLAIN_RULE.texts, summary: { en: summary, ko: '' } },
  }));

test('what is kept comes back: only differences are written, and a later built-in rule arrives', () => {
  fc.assert(
    fc.property(fc.array(rules, { maxLength: 5 }), (own) => {
      const unique = [...new Map(own.map((rule) => [ruleKey(rule), rule])).values()];
      const all = [
        ...BUILT_IN_RULES.slice(2).map((rule, i) => (i === 3 ? { ...rule, threshold: 0.5 } : rule)),
        ...unique.filter(
          (rule) => !BUILT_IN_RULES.some((other) => ruleKey(other) === ruleKey(rule)),
        ),
      ];
      const text = writeRules(all, BUILT_IN_RULES);
      expect(readRules(text, BUILT_IN_RULES)).toEqual({ rules: all, lost: 0 });
      const later = { ...PLAIN_RULE, id: 'AddedLater_in_2031' };
      expect(readRules(text, [...BUILT_IN_RULES, later]).rules).toContainEqual(later);
    }),
    { numRuns: 50 },
  );
  expect(JSON.parse(writeRules(BUILT_IN_RULES, BUILT_IN_RULES))).toEqual({
    version: 1,
    changed: [],
    removed: [],
  });
});

test('a damaged record never hides the built-in rules; a damaged row costs only itself', () => {
  for (const text of ['', '{', '[]', '{"version":2,"changed":[],"removed":[]}', 'null'])
    expect(readRules(text, BUILT_IN_RULES)).toEqual({ rules: BUILT_IN_RULES, lost: 1 });
  const own = { ...PLAIN_RULE, id: 'Mine' };
  const text = JSON.stringify({
    version: 1,
    changed: [{ id: 'x' }, own, 7],
    removed: ['HostDown/critical'],
  });
  const { rules: read, lost } = readRules(text, BUILT_IN_RULES);
  expect(lost).toBe(2);
  expect(read.map(({ id }) => id)).not.toContain('HostDown');
  expect(read.at(-1)).toEqual(own);
});

test('an exported rule is read back as the same condition', () => {
  fc.assert(
    fc.property(rules, fc.constantFrom('own' as const, 'node' as const), (rule, names) => {
      const { text } = exportRules([rule], { locale: 'en', names, step: 15_000 });
      const { rules: read, notes } = importRules(text, []);
      expect(notes.filter(({ isFatal }) => isFatal)).toEqual([]);
      const { nature: _n, sharesRack: _s, noData: _d, window, ahead: _a, ...rest } = rule;
      expect(read[0]).toMatchObject({ ...rest, ...(rule.signal === 'rate' ? { window } : {}) });
    }),
    { numRuns: 150 },
  );
});

test('all built-in rules survive Prometheus notation, both ways of naming', () => {
  for (const names of ['own', 'node'] as const) {
    const out = exportRules(BUILT_IN_RULES, { locale: 'ko', names, step: 15_000 });
    expect(out).toMatchObject({ written: BUILT_IN_RULES.length, notes: [] });
    const { rules: read, notes } = importRules(out.text, []);
    expect(notes).toEqual([]);
    for (const [i, rule] of BUILT_IN_RULES.entries()) {
      const { id, metric, signal, threshold, clear, severity, texts, scope } = rule;
      expect(read[i]).toMatchObject({
        id,
        metric,
        signal,
        threshold,
        clear,
        severity,
        texts,
        scope,
      });
      expect(read[i]).toMatchObject({ for: rule.for, keepFiring: rule.keepFiring });
    }
  }
});

test('rules that PromQL cannot say, and rules that are off, are told of and not written', () => {
  const score: Rule = { ...PLAIN_RULE, id: 'Odd', signal: 'score', threshold: 0.6, clear: 0.5 };
  const off: Rule = { ...PLAIN_RULE, id: 'Off', enabled: false };
  const told: Rule = {
    ...PLAIN_RULE,
    id: 'Gone',
    noData: 'alert',
    scope: [{ label: 'role', op: '=', value: 'db' }],
  };
  const { written, notes } = exportRules([score, off, told], {
    locale: 'en',
    names: 'node',
    step: 1000,
  });
  expect(written).toBe(1);
  expect(notes.map(({ rule, what, text }) => `${rule} ${what} ${text}`.trim())).toEqual([
    'Odd/warning score',
    'Off/warning off',
    'Gone/warning no-data',
    'Gone/warning label role',
  ]);
});

const promtool = (() => {
  try {
    execFileSync('promtool', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

test.skipIf(!promtool)('promtool accepts what is exported', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rules-'));
  const many = [...BUILT_IN_RULES, ...fc.sample(rules, { numRuns: 60, seed: 7 })];
  for (const names of ['own', 'node'] as const) {
    const file = join(folder, `${names}.yml`);
    writeFileSync(file, exportRules(many, { locale: 'en', names, step: 15_000 }).text);
    const told = execFileSync('promtool', ['check', 'rules', '--lint=none', file], {
      encoding: 'utf8',
    });
    expect(told).toContain(`SUCCESS: ${many.length} rules found`);
  }
});

const NODE_MIXIN = `
groups:
- name: node-exporter
  rules:
  - alert: NodeFilesystemAlmostOutOfSpace
    annotations:
      description: Filesystem on {{ $labels.device }} at {{ $labels.instance }} has only {{ printf "%.2f" $value }}% available space left.
      runbook_url: https://runbooks.example.com/space
      summary: Filesystem has less than 5% space left.
    expr: |
      (
        node_filesystem_avail_bytes{job="node",fstype!="",mountpoint!=""} / node_filesystem_size_bytes{job="node",fstype!="",mountpoint!=""} * 100 < 5
      and
        node_filesystem_readonly{job="node",fstype!="",mountpoint!=""} == 0
      )
    for: 30m
    labels:
      severity: warning
  - alert: NodeFilesystemSpaceFillingUp
    expr: node_filesystem_avail_bytes / node_filesystem_size_bytes * 100 < 40 and predict_linear(node_filesystem_avail_bytes{job="node"}[6h], 24*60*60) < 0
    for: 1h
    labels:
      severity: critical
  - alert: NodeCPUHighUsage
    expr: sum without(mode) (avg without (cpu) (rate(node_cpu_seconds_total{job="node", mode!~"idle|iowait|steal"}[2m]))) * 100 > 90
    for: 15m
    labels:
      severity: info
  - alert: HighLoad
    expr: node_load1{instance=~"web-01:9100"} >= 8
    labels: { severity: page, team: ops }
  - record: instance:node_load1:sum
    expr: sum(node_load1)
  - alert: InstanceDown
    expr: up == 0
    for: 5m
  - alert: Odd
    expr: sum(rate(http_requests_total[5m])) > 100
  - alert: Broken
    expr: node_load1 >
`;

test('a rule file of others: what can be said is read, the rest is told with its line', () => {
  const { rules: read, notes } = importRules(NODE_MIXIN, []);
  const brief = read.map(
    ({ id, metric, signal, comparison, threshold, severity, for: wait }) =>
      `${id} ${signal} ${metric} ${comparison} ${threshold} ${severity} ${wait / MINUTE}m`,
  );
  expect(brief).toEqual([
    'NodeFilesystemAlmostOutOfSpace value disk > 0.95 warning 30m',
    'NodeFilesystemSpaceFillingUp predicted disk > 1 critical 60m',
    'NodeCPUHighUsage value cpu > 0.9 info 15m',
    'HighLoad value load > 8 critical 0m',
    'InstanceDown reachable up absent 1 warning 5m',
  ]);
  expect(read[1].ahead).toBe(24 * HOUR);
  expect(read[0].texts.runbook).toBe('https://runbooks.example.com/space');
  expect(read[3].scope).toEqual([{ label: 'instance', op: '=', value: 'web-01' }]);
  const lines = NODE_MIXIN.split('\n');
  const told = notes.map(({ line, rule, what, isFatal }) => {
    return `${rule} ${what}${isFatal ? '!' : ''} @ ${lines[line - 1].trim().slice(0, 24)}`;
  });
  expect(told).toEqual([
    'NodeFilesystemAlmostOutOfSpace part @ expr: |',
    'NodeFilesystemAlmostOutOfSpace matcher @ expr: |',
    'NodeFilesystemSpaceFillingUp part @ expr: node_filesystem_av',
    'NodeFilesystemSpaceFillingUp matcher @ expr: node_filesystem_av',
    'NodeCPUHighUsage matcher @ expr: sum without(mode) ',
    'HighLoad equal @ expr: node_load1{instanc',
    'HighLoad label @ labels: { severity: page',
    ' record! @ - record: instance:node_',
    'Odd expr! @ expr: sum(rate(http_requ',
    'Broken syntax! @ expr: node_load1 >',
  ]);
});

test('metrics a source brings along are read by their own names', () => {
  const file =
    'groups: [{name: a, rules: [{alert: Q, expr: queue_depth{role="db"} * 2 > 30}]}]'.replace(
      'queue_depth{role="db"} * 2 > 30',
      '\'queue_depth{role="db"} * 2 > 30\'',
    );
  const own = (name: string) => (name === 'queue_depth' ? 'queue' : undefined);
  expect(importRules(file, [], own).rules[0]).toMatchObject({ metric: 'queue', threshold: 15 });
  expect(importRules(file, []).rules).toEqual([]);
});

test('an import never throws, whatever the text; taken names get a number', () => {
  const words = fc.constantFrom(
    'groups:',
    '- rules:',
    '  - alert: A',
    '    expr: up == 0',
    '\t',
    '{',
    '&a *a',
    '- ',
    '"',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(words, fc.string()), { maxLength: 30 }), (lines) => {
      const { rules: read, notes } = importRules(lines.join('\n'), []);
      for (const note of notes) expect(note.line).toBeGreaterThan(0);
      expect(new Set(read.map(ruleKey)).size).toBe(read.length);
    }),
    { numRuns: 300 },
  );
  const twice =
    'groups: [{name: a, rules: [{alert: A, expr: up == 0}, {alert: A, expr: node_load1 > 9}]}]';
  expect(importRules(twice, [{ ...PLAIN_RULE, id: 'A' }]).rules.map(({ id }) => id)).toEqual([
    'A_2',
    'A_3',
  ]);
});

const TESTS = `
evaluation_interval: 1m
tests:
  - interval: 1m
    name: cpu
    input_series:
      - series: 'system_cpu_utilization{instance="web-01", role="web"}'
        values: '0.5+0x9 0.97x20 _x3 stale'
      - series: 'system_cpu_utilization{instance="web-02", role="web"}'
        values: '0.5x40'
    alert_rule_test:
      - eval_time: 11m
        alertname: CPUSaturated
      - eval_time: 12m
        alertname: CPUSaturated
        exp_alerts:
          - exp_labels: { severity: warning, instance: web-01, role: web }
            exp_annotations: { summary: The CPU of web-01 is saturated. }
      - eval_time: 12m
        alertname: HostDown
      - eval_time: 12m
        alertname: Unheard
    promql_expr_test:
      - expr: max(system_cpu_utilization)
        eval_time: 12m
        exp_samples:
          - value: 0.97
      - expr: system_cpu_utilization > 2
        eval_time: 12m
      - expr: count(
        eval_time: 1m
  - interval: 1m
    input_series:
      - series: 'node_load1{instance="a:9100",job="node"}'
        values: '0+1x20'
      - series: 'up{instance="a:9100",job="node"}'
        values: '1x5 0x20'
    alert_rule_test:
      - eval_time: 5m
        alertname: HostDown
      - eval_time: 8m
        alertname: HostDown
        exp_alerts:
          - exp_labels: { severity: critical, instance: 'a:9100', job: node }
`;

test('tests in promtool notation run on the rules of this device', () => {
  const { results, faults } = testRules(TESTS, BUILT_IN_RULES);
  expect(faults).toEqual([]);
  const told = results.map(({ kind, subject, at, hasPassed, fault }) => {
    return `${kind} ${subject} ${at / MINUTE} ${hasPassed}${fault === undefined ? '' : ' !'}`;
  });
  expect(told).toEqual([
    'alert CPUSaturated 11 true',
    'alert CPUSaturated 12 true',
    'alert HostDown 12 true',
    'alert Unheard 12 false !',
    'expr max(system_cpu_utilization) 12 true',
    'expr system_cpu_utilization > 2 12 true',
    'expr count( 1 false !',
    'alert HostDown 5 true',
    'alert HostDown 8 true',
  ]);
  // The same file with another limit fails where it must.
  const changed = BUILT_IN_RULES.map((rule) => ({ ...rule, threshold: 0.99, clear: 0.98 }));
  expect(testRules(TESTS, changed).results[1].hasPassed).toBe(false);
});

test.skipIf(!promtool)(
  'promtool and our runner agree on exported rules over node_exporter series',
  () => {
    const tests = `
rule_files: [rules.yml]
evaluation_interval: 1m
tests:
  - interval: 1m
    input_series:
      - series: 'node_filesystem_avail_bytes{instance="db:9100",job="node",device="sda",fstype="ext4"}'
        values: '60x9 9x20 12x20 30x20'
      - series: 'node_filesystem_size_bytes{instance="db:9100",job="node",device="sda",fstype="ext4"}'
        values: '100x80'
      - series: 'node_cpu_seconds_total{instance="db:9100",job="node",mode="idle",cpu="0"}'
        values: '0+1x80'
    alert_rule_test:
AT
`;
    const rule: Rule = {
      ...PLAIN_RULE,
      id: 'Full',
      metric: 'disk',
      threshold: 0.9,
      clear: 0.85,
      for: 5 * MINUTE,
      keepFiring: 0,
      noData: 'resolve',
    };
    const busy: Rule = {
      ...PLAIN_RULE,
      id: 'Busy',
      metric: 'cpu',
      threshold: 0.9,
      clear: 0.9,
      keepFiring: 0,
    };
    const instants = Array.from({ length: 75 }, (_, i) => i);
    const ours = (at: number, name: string): boolean => {
      const text = tests.replace('AT', `      - { eval_time: ${at}m, alertname: ${name} }`);
      const [result] = testRules(text, [rule, busy]).results;
      return result.found.length > 0;
    };
    const labels = 'exp_labels: { severity: warning, instance: "db:9100", job: node }';
    const checks = ['Full', 'Busy'].flatMap((name) =>
      instants.map((at) => {
        const expected = ours(at, name) ? `, exp_alerts: [{ ${labels} }]` : '';
        return `      - { eval_time: ${at}m, alertname: ${name}${expected} }`;
      }),
    );
    expect(checks.filter((line) => line.includes('exp_alerts')).length).toBeGreaterThan(10);
    const folder = mkdtempSync(join(tmpdir(), 'rules-'));
    const plain = [rule, busy].map((one) => ({ ...one, texts: PLAIN_RULE.texts }));
    writeFileSync(
      join(folder, 'rules.yml'),
      exportRules(plain, { locale: 'en', names: 'node', step: 15_000 }).text,
    );
    writeFileSync(join(folder, 'tests.yml'), tests.replace('AT', checks.join('\n')));
    expect(readFileSync(join(folder, 'rules.yml'), 'utf8')).toContain('ALERTS');
    expect(() =>
      execFileSync('promtool', ['test', 'rules', join(folder, 'tests.yml')], {
        cwd: folder,
        stdio: 'pipe',
      }),
    ).not.toThrow();
  },
);

test('rules name metrics that exist', () => {
  for (const { metric } of BUILT_IN_RULES)
    expect(metric === PRESENCE || metricById(metric) !== undefined).toBe(true);
});
