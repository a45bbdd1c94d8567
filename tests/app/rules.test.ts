/** A rule while it is edited: units, limits that follow what is watched, scopes by what the fleet has. */

import { expect, test } from 'vitest';
import {
  draftOf,
  freeName,
  isPercent,
  ruleOfDraft,
  scopeKindOf,
  scopeOfKind,
  valuesOf,
  withMetric,
  withSignal,
} from '../../src/app/views/alerts/rules/rule-draft.ts';
import { checkRule } from '../../src/core/alert/rule-check.ts';
import { PLAIN_RULE } from '../../src/core/alert/rules.ts';
import { BUILT_IN_RULES } from '../../src/core/alert/rules-host.ts';
import { CATALOGUE } from '../../src/core/domain/metrics.ts';
import { SIGNALS } from '../../src/core/domain/rule-parts.ts';
import { makeWorld } from '../../src/core/sim/world.ts';
import fc from '../property.ts';

const { fleet } = makeWorld(42, 20);

test('what is put into the fields and read back is the same rule', () => {
  for (const rule of BUILT_IN_RULES) expect(ruleOfDraft(draftOf(rule))).toEqual(rule);
  fc.assert(
    fc.property(
      fc.constantFrom(...CATALOGUE.map(({ id }) => id)),
      fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      fc.integer({ min: 0, max: 600_000 }),
      (metric, limit, seconds) => {
        const threshold = Number(limit.toPrecision(10));
        const rule = { ...PLAIN_RULE, metric, threshold, clear: threshold, for: seconds * 1000 };
        expect(ruleOfDraft(draftOf(rule))).toEqual(rule);
      },
    ),
    { numRuns: 300 },
  );
});

test('ratios are typed in percent, everything else as it is', () => {
  const cpu = draftOf(PLAIN_RULE);
  expect([isPercent(PLAIN_RULE), cpu.typed.threshold]).toEqual([true, '90']);
  expect(ruleOfDraft({ ...cpu, typed: { ...cpu.typed, threshold: ' 97.5% ' } }).threshold).toBe(
    0.975,
  );
  expect(ruleOfDraft({ ...cpu, typed: { ...cpu.typed, threshold: '97,5' } }).threshold).toBe(0.975);
  for (const text of ['', 'many', '1..2'])
    expect(ruleOfDraft({ ...cpu, typed: { ...cpu.typed, threshold: text } }).threshold).toBeNaN();
  const load = draftOf({ ...PLAIN_RULE, metric: 'load', threshold: 8 });
  expect([load.typed.threshold, ruleOfDraft(load).threshold]).toEqual(['8', 8]);
  const score = draftOf({ ...PLAIN_RULE, signal: 'score', threshold: 0.6 });
  expect(score.typed.threshold).toBe('0.6');
});

test('another thing to watch takes metric and limits along, so that the rule stays one', () => {
  for (const from of SIGNALS) {
    for (const to of SIGNALS) {
      const begun = withSignal(draftOf({ ...PLAIN_RULE, id: 'A' }), from, fleet);
      const changed = ruleOfDraft(withSignal(begun, to, fleet));
      expect(changed.signal).toBe(to);
      expect(
        checkRule(changed, [], () => true),
        `${from} → ${to}`,
      ).toEqual([]);
    }
  }
});

test('another metric keeps limits of the same unit only', () => {
  const cpu = draftOf({ ...PLAIN_RULE, threshold: 0.7 });
  expect(withMetric(cpu, 'memory').typed.threshold).toBe('70');
  expect(withMetric(cpu, 'latency').typed.threshold).toBe('');
});

test('scopes are offered by what the fleet has', () => {
  expect(valuesOf(fleet, 'role')).toContain('db');
  expect(valuesOf(fleet, 'shoe_size')).toEqual([]);
  const [role] = scopeOfKind('role', [], fleet);
  expect(role).toMatchObject({ label: 'role', op: '=' });
  expect(valuesOf(fleet, 'role')).toContain(role.value);
  expect(scopeKindOf([role])).toBe('role');
  expect(scopeKindOf([{ ...role, op: '=~' }])).toBe('labels');
  expect(scopeKindOf([])).toBe('all');
  expect(scopeOfKind('labels', [role], fleet)).toEqual([role]);
});

test('a copy gets a name of its own', () => {
  expect(freeName('A', (name) => ['A', 'A_2'].includes(name))).toBe('A_3');
});
