/** Reading the snapshot for answers: values, states, subjects of a question, and the evidence they make. */
import { fleetMetric, type Server, seriesIndex } from '../domain/fleet.ts';
import { type Anomaly, STATUS, type Status } from '../domain/incident.ts';
import { type MetricId, metricById, type Unit } from '../domain/metrics.ts';
import type { PhraseArg, Quantity } from '../domain/phrase.ts';
import { GROUP_ROLES, type MetricPlan, type Question, rolesMeant } from '../domain/question.ts';
import type { MatrixSeries } from '../domain/series.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../domain/time.ts';
import type { Answerer, AssistantContext, Draft, Evidence, Paragraph, Proposal } from './answer.ts';

/** A change smaller than this share counts as none. */
export const FLAT = 0.03;

/** Whom a question is about. `unknown` holds names no server has. */
export interface Subject {
  readonly kind: 'named' | 'group' | 'fleet';
  readonly servers: readonly Server[];
  readonly unknown: readonly string[];
}

/** Named servers, else those of the named groups, else all. A group without members is an empty subject. */
export function subjectOf(question: Question, context: AssistantContext): Subject {
  const { server: names, group, except } = question.slots;
  const aside = new Set(except.group.flatMap((name) => GROUP_ROLES[name]));
  const servers = context.fleet.servers.filter(
    ({ name, role }) => names.includes(name) || !(except.server.includes(name) || aside.has(role)),
  );
  if (names.length > 0) {
    const known = names
      .map((name) => servers.find((server) => server.name === name))
      .filter((server) => server !== undefined);
    return {
      kind: 'named',
      servers: known,
      unknown: names.filter((name) => !known.some((server) => server.name === name)),
    };
  }
  if (group.length > 0) {
    const roles = new Set(rolesMeant(question.slots));
    return {
      kind: 'group',
      servers: servers.filter((server) => roles.has(server.role)),
      unknown: [],
    };
  }
  return { kind: 'fleet', servers, unknown: [] };
}

/** Newest value of a metric of a server; NaN when the fleet has no such metric or no sample. */
export function sampleOf(context: AssistantContext, metric: string, server: Server): number {
  const m = fleetMetric(context.fleet, metric);
  return m < 0 ? Number.NaN : context.snapshot.values[seriesIndex(context.fleet, m, server.index)];
}

/** State of a server by the snapshot. */
export function statusOf(context: AssistantContext, server: Server): Status {
  return STATUS[context.snapshot.status[server.index]] ?? 'unk';
}

/** A number with the metric's unit, ready for a phrase. */
export function amount(n: number, metric: string): Quantity {
  return { n, unit: unitOf(metric) };
}

/** Unit of a catalogue metric; a bare number for others. */
export function unitOf(metric: string): Unit {
  return metricById(metric)?.unit ?? '{value}';
}

/** A metric's name as a phrase argument. */
export function metricName(metric: string): PhraseArg {
  return metricById(metric) === undefined ? metric : { term: `metric.${metric}` };
}

/** An integer as a phrase argument. */
export function count(n: number): Quantity {
  return { n, unit: 'count' };
}

/** Counts by kind as a list of those that are not zero: 13 OK, 2 in warning. `terms` maps each kind to its phrase. */
export function parts(counts: readonly (readonly [term: string, n: number])[]): PhraseArg {
  return { list: counts.filter(([, n]) => n > 0).map(([term, n]) => ({ term, n })) };
}

/** Servers per state, those that are not empty. */
export function stateCounts(context: AssistantContext, servers: readonly Server[]): PhraseArg {
  return parts(
    STATUS.map((status) => [
      `part.${status}`,
      servers.filter((server) => statusOf(context, server) === status).length,
    ]),
  );
}

/** The first tick of the replay: alerts and anomalies are known from here on. */
export function knownSince({ snapshot }: AssistantContext): number {
  return snapshot.t - Math.max(0, snapshot.tick - 1) * snapshot.step;
}

/** An instant as a phrase argument: of the day shown by its clock time, of another day with its date. */
export function instant(t: number, context: AssistantContext): Quantity {
  const day = (at: number): number => Math.floor((at + context.zoneOffsetMinutes * MINUTE) / DAY);
  return { n: t, unit: Number.isNaN(t) || day(t) === day(context.now) ? 'time' : 'moment' };
}

/** Selector of one series. */
export function seriesPromql(metric: string, server: string): string {
  return `${metricById(metric)?.prom ?? metric}{instance="${server.replace(/["\\]/g, '\\$&')}"}`;
}

/** Collects an answer's parts; evidence is numbered as it is cited, one number per series. */
export class Draughtsman {
  readonly #context: AssistantContext;
  readonly #paragraphs: Paragraph[] = [];
  readonly #evidence: Evidence[] = [];
  readonly #proposals: Proposal[] = [];
  #suggestions: readonly string[] = [];

  constructor(context: AssistantContext) {
    this.#context = context;
  }

  /** Adds a sentence; figures it cites come from `cite` and `citeQuery`. */
  say(key: string, args: Paragraph['args'] = {}, cite: readonly number[] = []): this {
    this.#paragraphs.push(cite.length === 0 ? { key, args } : { key, args, cite });
    return this;
  }

  /** Whether a sentence was said already. */
  says(key: string): boolean {
    return this.#paragraphs.some((paragraph) => paragraph.key === key);
  }

  /** Cites the newest sample of a series. @returns its number, 1-based */
  cite(metric: string, server: Server, anomalies: readonly Anomaly[] = []): number {
    const promql = seriesPromql(metric, server.name);
    const known = this.#evidence.findIndex((item) => item.promql === promql);
    if (known >= 0) return known + 1;
    const { t } = this.#context.snapshot;
    const value = sampleOf(this.#context, metric, server);
    return this.#evidence.push({
      metric,
      server: server.name,
      value,
      promql,
      start: t - HOUR,
      end: t,
      ...(anomalies.length > 0 ? { anomalies } : {}),
    });
  }

  /** Cites a figure that a query gave. @returns its number, 1-based */
  citeQuery(evidence: Evidence): number {
    return this.#evidence.push(evidence);
  }

  propose(proposal: Proposal): this {
    this.#proposals.push(proposal);
    return this;
  }

  suggest(...keys: readonly string[]): this {
    this.#suggestions = keys;
    return this;
  }

  done(): Draft {
    return {
      paragraphs: this.#paragraphs,
      evidence: this.#evidence,
      proposals: this.#proposals,
      suggestions: this.#suggestions,
    };
  }
}

/** Runs an instant query. @returns its series with one value each, missing ones left out */
export async function instantQuery(
  context: AssistantContext,
  promql: string,
  at: number,
): Promise<readonly { readonly series: MatrixSeries; readonly value: number }[]> {
  const matrix = await context.query(promql, at, at, SECOND);
  return matrix.series
    .map((series) => ({ series, value: series.values[0] }))
    .filter(({ value }) => !Number.isNaN(value));
}

/** Says which names are no server; true when nothing else is left to say. */
export function sayUnknown(draft: Draughtsman, subject: Subject): boolean {
  for (const name of subject.unknown) draft.say('unknown.server', { name });
  if (subject.kind === 'group' && subject.servers.length === 0) draft.say('unknown.group');
  return subject.servers.length === 0;
}

/** Tells one metric of a question. @returns whether there was anything to tell */
export type Teller = (
  draft: Draughtsman,
  question: Question,
  context: AssistantContext,
  subject: Subject,
  plan: MetricPlan,
) => Promise<boolean>;

/** The answer that tells each metric of the question in turn, or that there is nothing; `next` are the questions suggested after it. */
export function metricByMetric(tell: Teller, ...next: readonly string[]): Answerer {
  return async (question, context) => {
    const draft = new Draughtsman(context);
    const subject = subjectOf(question, context);
    if (sayUnknown(draft, subject) || question.plans.length === 0)
      return draft.suggest('ask.list').done();
    let said = 0;
    for (const plan of question.plans)
      if (await tell(draft, question, context, subject, plan)) said++;
    if (said === 0) return noData(draft, metricFor(question, 'cpu'));
    return draft.suggest(...next).done();
  };
}

/** The question's metric, or `fallback`. */
export function metricFor(question: Question, fallback: MetricId): MetricId {
  return question.metric ?? fallback;
}

/** Names of servers, at most `most` of them. */
export function names(servers: readonly Server[], most = 12): PhraseArg {
  return { list: servers.slice(0, most).map((server) => server.name) };
}

/** The answer when there is nothing to read. */
export function noData(draft: Draughtsman, metric: string): Draft {
  return draft
    .say('noData', { metric: metricName(metric) })
    .suggest('ask.status', 'ask.list')
    .done();
}
