/** PromQL text for the queries behind answers: matchers, windows, rankings. The query engine reads it like anyone's. */
import { type MetricId, metricById } from '../domain/metrics.ts';
import { GROUP_ROLES, type Slots } from '../domain/question.ts';
import { formatDuration, MINUTE, type Ms } from '../domain/time.ts';

/** Label matchers for the servers or groups a question names, `{…}` or nothing. */
export function matchers(slots: Pick<Slots, 'server' | 'group'>): string {
  if (slots.server.length > 0) return label('instance', slots.server);
  if (slots.group.length > 0)
    return label(
      'role',
      slots.group.flatMap((group) => GROUP_ROLES[group]),
    );
  return '';
}

/** A selector of one metric for the named servers. */
export function selector(metric: MetricId, slots: Pick<Slots, 'server' | 'group'>): string {
  return `${metricById(metric)?.prom ?? metric}${matchers(slots)}`;
}

/** Longer windows than this are sampled instead of read in full. */
const READ_IN_FULL = 10 * MINUTE;
/** Points a sampled window has about. */
const POINTS = 60;

/** A range no shorter than a minute, in Prometheus notation; a long one as a subquery of about sixty points, so that no answer reads millions of samples. */
export function range(length: Ms): string {
  const whole = formatDuration(Math.max(MINUTE, Math.round(length / MINUTE) * MINUTE));
  return length <= READ_IN_FULL
    ? whole
    : `${whole}:${formatDuration(Math.ceil(length / POINTS / MINUTE) * MINUTE)}`;
}

function label(name: string, values: readonly string[]): string {
  const escaped = values.map((value) => value.replace(/["\\]/g, '\\$&'));
  return values.length === 1
    ? `{${name}="${escaped[0]}"}`
    : `{${name}=~"${escaped.map((value) => value.replace(/[.+*?()[\]{}|^$]/g, '\\\\$&')).join('|')}"}`;
}
