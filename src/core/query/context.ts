/** What an evaluation carries along: the reader, label sets of the fleet, the sample budget and the wish to stop. */
import { EdgeError } from '../domain/errors.ts';
import type { Labels, SeriesReader } from '../domain/series.ts';
import type { EpochMs, Ms } from '../domain/time.ts';
import { MINUTE } from '../domain/time.ts';
import type { Matcher } from './ast.ts';

/** Grid points of one query, as in Prometheus. */
export const MAX_POINTS = 11_000;
/** Samples one query may touch, as Prometheus' `query.max-samples`. */
export const MAX_SAMPLES = 50_000_000;
/** How long a sample stands for the present, at least. */
const LOOKBACK: Ms = 5 * MINUTE;

/** Something that can be asked whether to stop; an AbortSignal is one. */
export interface StopSignal {
  readonly aborted: boolean;
}

/** One series of the reader. */
export interface Target {
  readonly metric: number;
  readonly server: number;
  readonly labels: Labels;
}

export class Context {
  readonly reader: SeriesReader;
  readonly start: EpochMs;
  readonly end: EpochMs;
  /** 5 minutes, or 1.5 × the sampling step where that is longer. */
  readonly lookback: Ms;
  readonly #signal: StopSignal | undefined;
  readonly #servers: readonly Labels[];
  #samples = 0;

  constructor(reader: SeriesReader, start: EpochMs, end: EpochMs, signal: StopSignal | undefined) {
    this.reader = reader;
    this.start = start;
    this.end = end;
    this.lookback = Math.max(LOOKBACK, 1.5 * reader.step);
    this.#signal = signal;
    this.#servers = reader.fleet.servers.map((server) => {
      const all = {
        instance: server.name,
        role: server.role,
        tier: server.tier,
        site: server.place?.site ?? '',
        rack: server.place?.rack ?? '',
        environment: server.environment,
      };
      return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
    });
  }

  /** Counts samples against the budget. @throws EdgeError `query/too-many-points`, `abort/cancelled` */
  spend(samples: number): void {
    if (this.#signal?.aborted) throw new EdgeError('abort/cancelled', 'query cancelled');
    this.#samples += samples;
    if (this.#samples > MAX_SAMPLES) {
      throw new EdgeError('query/too-many-points', 'the query touches too many samples', {
        points: this.#samples,
        limit: MAX_SAMPLES,
      });
    }
  }

  /** Series that satisfy all matchers, in fleet order. A metric answers to its PromQL name, its OpenTelemetry name with underscores and its id. */
  select(matchers: readonly Matcher[]): readonly Target[] {
    const byName = matchers.filter(({ label }) => label === '__name__');
    const byLabel = matchers.filter(({ label }) => label !== '__name__');
    const servers: number[] = [];
    this.#servers.forEach((labels, server) => {
      if (
        byLabel.every((matcher) =>
          matcher.test(Object.hasOwn(labels, matcher.label) ? labels[matcher.label] : ''),
        )
      )
        servers.push(server);
    });
    const targets: Target[] = [];
    this.reader.fleet.metrics.forEach(({ id, otel, prom }, metric) => {
      const aliases = [prom, otel.replaceAll('.', '_'), id];
      const isNamed = byName.every((matcher) =>
        matcher.op === '=' || matcher.op === '=~'
          ? aliases.some(matcher.test)
          : aliases.every(matcher.test),
      );
      if (!isNamed) return;
      for (const server of servers)
        targets.push({ metric, server, labels: { __name__: prom, ...this.#servers[server] } });
    });
    return targets;
  }
}
