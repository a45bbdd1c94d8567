/** PromQL text for the queries behind answers: matchers, windows, rankings. The query engine reads it like anyone's. */
import { type MetricId, metricById } from '../domain/metrics.ts';
import { GROUP_ROLES, rolesMeant, type Slots } from '../domain/question.ts';
import { formatDuration, MINUTE, type Ms } from '../domain/time.ts';

/** The slots a selector is made of. */
export type Subject = Pick<Slots, 'server' | 'group' | 'roles' | 'except'>;

/** Label matchers for the servers or groups a question names and those it sets aside, `{…}` or nothing. */
export function matchers(slots: Subject): string {
  const aside = slots.except.server.filter((name) => !slots.server.includes(name));
  const asideRoles = slots.except.group.flatMap((group) => GROUP_ROLES[group]);
  const parts =
    slots.server.length > 0
      ? [label('instance', slots.server)]
      : [
          ...(slots.group.length > 0 ? [label('role', rolesMeant(slots))] : []),
          ...(aside.length > 0 ? [label('instance', aside, '!')] : []),
          ...(asideRoles.length > 0 ? [label('role', asideRoles, '!')] : []),
        ];
  return parts.length === 0 ? '' : `{${parts.join(',')}}`;
}

/** A selector of one metric for the named servers. */
export function selector(metric: MetricId, slots: Subject): string {
  return `${metricById(metric)?.prom ?? metric}${matchers(slots)}`;
}

/** Longer windows than this are sampled instead of read in full. */
const READ_IN_FULL = 10 * MINUTE;
/** Points a sampled window has about. */
const POINTS = 60;

/** A range no shorter than a minute, in Prometheus notation; a long one as a subquery of about `points` points, so that no answer reads millions of samples. */
export function range(length: Ms, points = POINTS): string {
  const whole = formatDuration(Math.max(MINUTE, Math.round(length / MINUTE) * MINUTE));
  return length <= READ_IN_FULL
    ? whole
    : `${whole}:${formatDuration(Math.ceil(length / points / MINUTE) * MINUTE)}`;
}

/** A matcher for one of `values`, or for none of them with `not`. */
function label(name: string, values: readonly string[], not: '' | '!' = ''): string {
  const escaped = values.map((value) => value.replace(/["\\]/g, '\\$&'));
  return values.length === 1
    ? `${name}${not}="${escaped[0]}"`
    : `${name}${not === '' ? '=~' : '!~'}"${escaped.map((value) => value.replace(/[.+*?()[\]{}|^$]/g, '\\\\$&')).join('|')}"`;
}
