/** Labelled series (exposition text, Prometheus JSON) to a dataset: which server, which metric, what is known of both. */
import { ROLES, TIERS } from '../domain/fleet.ts';
import type { Labels } from '../domain/series.ts';
import { MAX_SIZE } from '../domain/session.ts';
import type { EpochMs } from '../domain/time.ts';
import type { Dataset, ProblemList } from './dataset.ts';
import { DatasetBuilder } from './dataset-builder.ts';
import { writeLabels } from './labels.ts';
import { knownMetric } from './metric-names.ts';
import type { ServerFacts } from './server-facts.ts';

/** Labels that name the server, first match wins. */
const SERVER_LABELS = ['instance', 'host_name', 'host', 'hostname', 'server', 'nodename'] as const;
/** Labels that describe the target, not what was measured there. */
const TARGET_LABELS: ReadonlySet<string> = new Set([
  '__name__',
  ...SERVER_LABELS,
  'job',
  'role',
  'tier',
  'site',
  'rack',
  'environment',
  'deployment_environment_name',
  'prometheus',
]);
/** Series outside the catalogue that one file may bring: this many in all, but never fewer than `LEAST_METRICS` per server. */
export const MAX_OWN_SERIES = 2000;
const LEAST_METRICS = 20;

/** Where a labelled series goes; `undefined` when it is over the cap. */
interface Slot {
  readonly server: number;
  readonly metric: number;
}

export class LabelledBuilder {
  readonly #builder: DatasetBuilder;
  readonly #problems: ProblemList;
  readonly #defaultServer: string;
  readonly #slots = new Map<Labels, Map<string, Slot | undefined>>();
  readonly #own = new Set<string>();

  /**
   * @param fileName the file's name without extension
   * @param defaultServer server of series that name none
   */
  constructor(fileName: string, defaultServer: string, problems: ProblemList) {
    this.#builder = new DatasetBuilder(fileName);
    this.#defaultServer = defaultServer;
    this.#problems = problems;
  }

  /** Adds one sample. NaN and ±Inf leave a gap; a series over the cap is listed once and dropped. */
  add(name: string, labels: Labels, t: EpochMs, value: number, line: number): void {
    let byName = this.#slots.get(labels);
    if (byName === undefined) {
      byName = new Map();
      this.#slots.set(labels, byName);
    }
    let slot = byName.get(name);
    if (slot === undefined) {
      if (byName.has(name)) return;
      slot = this.#slot(name, labels);
      byName.set(name, slot);
      if (slot === undefined) {
        this.#problems.add('too-many-series', line, 1, writeLabels(name, labels));
        return;
      }
    }
    this.#put(slot.server, slot.metric, t, value, line, name);
  }

  /** Adds a sample of a catalogue metric that was worked out from others. */
  addDerived(server: string, metric: string, t: EpochMs, value: number): void {
    this.#put(this.#builder.server(server), this.#builder.metric(metric), t, value, 0, metric);
  }

  /** Adds what is known about a server. */
  describe(server: string, facts: ServerFacts): void {
    this.#builder.describe(this.#builder.server(server), facts);
  }

  /** The server a label set belongs to. */
  serverOf(labels: Labels): string {
    for (const label of SERVER_LABELS) if (labels[label]) return labels[label];
    return this.#defaultServer;
  }

  finish(): Dataset {
    return this.#builder.finish(this.#problems);
  }

  #put(
    server: number,
    metric: number,
    t: EpochMs,
    value: number,
    line: number,
    name: string,
  ): void {
    const row = this.#builder.rowAt(server, t, line);
    if (!this.#builder.set(server, row, metric, value))
      this.#problems.add('duplicate-time', line, 1, name);
  }

  #slot(name: string, labels: Labels): Slot | undefined {
    const serverName = this.serverOf(labels);
    if (!this.#builder.hasServer(serverName) && this.#builder.serverCount >= MAX_SIZE)
      return undefined;
    const own: Record<string, string> = Object.create(null);
    for (const key of Object.keys(labels).sort())
      if (!TARGET_LABELS.has(key)) own[key] = labels[key];
    const metric = Object.keys(own).length === 0 ? name : writeLabels(name, own);
    if (metric !== name || knownMetric(name) === undefined) {
      const cap = Math.max(
        LEAST_METRICS,
        Math.floor(MAX_OWN_SERIES / Math.max(1, this.#builder.serverCount)),
      );
      if (!this.#own.has(metric) && this.#own.size >= cap) return undefined;
      this.#own.add(metric);
    }
    const server = this.#builder.server(serverName);
    this.#builder.describe(server, factsOf(labels));
    return { server, metric: this.#builder.metric(metric) };
  }
}

function factsOf(labels: Labels): ServerFacts {
  const role = ROLES.find((known) => known === labels.role);
  const tier = TIERS.find((known) => known === labels.tier);
  const environment = labels.environment ?? labels.deployment_environment_name;
  return {
    ...(role && { role }),
    ...(tier && { tier }),
    ...(environment && { environment }),
    ...(labels.site && { location: labels.site }),
  };
}
