/** Rules replayed over written series: the series become a fleet, and the same state machine judges it at every evaluation. */
import { type AlertRecord, makeAlerts } from './alert/alerts.ts';
import { withBudget } from './detect/budget.ts';
import { DEFAULT_DETECTOR, makeDetector } from './detect/detectors.ts';
import type { Fleet, Server } from './domain/fleet.ts';
import { type Metric, metricById } from './domain/metrics.ts';
import { PRESENCE, type Rule } from './domain/rule.ts';
import type { Labels } from './domain/series.ts';
import { DEFAULT_SESSION } from './domain/session.ts';
import type { EpochMs, Ms } from './domain/time.ts';
import { fillExpression, NODE_EXPORTER } from './formats/prometheus-mapping.ts';
import { evaluate } from './query/evaluate.ts';
import { makeMatcher } from './query/matchers.ts';
import { parsePromql } from './query/promql.ts';
import type { SampleSource } from './query/source.ts';
import { labelKey } from './query/value.ts';
import { makePresence, outlookFor } from './rule-signals.ts';

/** An alert that fires, with the labels of the series it looks at. */
export interface FiringAlert {
  readonly rule: Rule;
  readonly labels: Labels;
  readonly value: number;
}

/** Course of one server in one metric, on the grid of evaluations. */
interface Course {
  readonly labels: Labels;
  readonly values: Float64Array;
}

/**
 * Evaluates `rules` at 0, every, … up to `end`.
 * @param look called after every evaluation; `alerts` reads those that fire then
 */
export function replayAlerts(
  source: SampleSource,
  rules: readonly Rule[],
  every: Ms,
  end: EpochMs,
  look: (t: EpochMs, alerts: () => readonly FiringAlert[]) => void,
): void {
  const ids = [...new Set([...rules.map(({ metric }) => metric), ...Object.keys(NODE_EXPORTER)])];
  const metrics = ids.filter((id) => id !== PRESENCE).map(metricOf);
  const read = (metric: Metric) => coursesOf(source, metric, every, end);
  const courses = metrics.map(read);
  const up = read({ ...metricOf(PRESENCE), prom: PRESENCE });
  const columns = new Map<string, Labels>();
  for (const each of [...courses, up])
    for (const [key, { labels }] of each) columns.set(key, { ...labels, ...columns.get(key) });
  const keys = [...columns.keys()];
  const fleet: Fleet = {
    metrics,
    servers: keys.map((key, index) => serverOf(key, index)),
    links: [],
    racks: [],
  };
  const size = metrics.length * keys.length;
  const alerts = makeAlerts(fleet, rules, every, (rule) =>
    Int32Array.from(keys.flatMap((key, s) => (isInScope(rule, columns.get(key) ?? {}) ? [s] : []))),
  );
  const presence = makePresence(fleet);
  const outlook = outlookFor(fleet, every, rules);
  const detector = rules.some(({ signal }) => signal === 'score')
    ? withBudget(
        makeDetector(DEFAULT_DETECTOR, size, every),
        keys.length,
        every,
        DEFAULT_SESSION.budget,
      )
    : undefined;
  const values = new Float32Array(size);
  const scores = new Float32Array(size).fill(Number.NaN);
  const reachable = new Uint8Array(keys.length);

  for (let t = 0, k = 0; t <= end; t += every, k++) {
    courses.forEach((course, m) => {
      keys.forEach((key, s) => {
        values[m * keys.length + s] = course.get(key)?.values[k] ?? Number.NaN;
      });
    });
    keys.forEach((key, s) => {
      reachable[s] = up.get(key)?.values[k] === 0 ? 0 : 1;
    });
    detector?.update({ t, values }, scores);
    presence.step(t, values);
    outlook.step(t, values);
    const { predicted } = outlook;
    alerts.step({ t, values, predicted, scores, reachable, reporting: presence.reporting });
    look(t, () =>
      [...alerts.active()]
        .filter(({ state }) => state !== 'pending')
        .map((record) => firing(record, courses, metrics, up, keys)),
    );
  }
}

function firing(
  { rule, column, value }: AlertRecord,
  courses: readonly ReadonlyMap<string, Course>[],
  metrics: readonly Metric[],
  up: ReadonlyMap<string, Course>,
  keys: readonly string[],
): FiringAlert {
  const m = metrics.findIndex(({ id }) => id === rule.metric);
  const { __name__: _, ...labels } = (courses[m] ?? up).get(keys[column])?.labels ?? {};
  return { rule, labels, value };
}

/** A metric's series under one of our names, else computed from node_exporter's; by instance, or by all labels where one has several. */
function coursesOf(
  source: SampleSource,
  metric: Metric,
  every: Ms,
  end: EpochMs,
): ReadonlyMap<string, Course> {
  const names = [...new Set([metric.prom, metric.otel.replaceAll('.', '_'), metric.id])];
  const plain = parsePromql(`{__name__=~"${names.join('|')}"}`);
  const options = { start: 0, end, step: Math.max(1, every) };
  let { series } = evaluate(plain, source, options);
  if (series.length === 0 && Object.hasOwn(NODE_EXPORTER, metric.id)) {
    const expr = fillExpression(NODE_EXPORTER[metric.id], '', every).replaceAll('{}', '');
    ({ series } = evaluate(parsePromql(expr), source, options));
  }
  const courses = new Map<string, Course>();
  for (const { labels, values } of series) {
    const key = labels.instance ?? '';
    courses.set(courses.has(key) || key === '' ? labelKey(labels) : key, { labels, values });
  }
  return courses;
}

function isInScope({ scope }: Rule, labels: Labels): boolean {
  return scope.every(({ label, op, value }) =>
    makeMatcher(label, op, value, { position: 0, length: 0 }).test(labels[label] ?? ''),
  );
}

function metricOf(id: string): Metric {
  const own = { id, otel: id, prom: id, unit: '{value}', bad: 'both' } as const;
  const [min, max] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  return metricById(id) ?? { ...own, min, max };
}

function serverOf(name: string, index: number): Server {
  return {
    ...{ id: name, index, name, role: 'other', tier: 'platform', services: [] },
    ...{ ip: '', os: '', kernel: '', cores: 0, memory: 0, storage: 0, provider: '' },
    ...{ environment: '', location: '', place: undefined, bootedAt: undefined, people: undefined },
  };
}
