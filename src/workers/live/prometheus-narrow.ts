/**
 * Fleets larger than a browser should hold: Prometheus aggregates per job and names the hosts that matter, only those come over
 * the wire. The same expressions serve Thanos, Mimir and VictoriaMetrics.
 */
import type { EpochMs, Ms } from '../../core/domain/time.ts';
import { fillExpression, NODE_EXPORTER } from '../../core/formats/prometheus-mapping.ts';
import { type Target, targetKey } from '../../core/formats/prometheus-servers.ts';
import type { PrometheusClient } from './prometheus-client.ts';

/** Targets that are held one by one; beyond them the fleet is narrowed. */
export const HELD_MOST = 2000;
/** Hosts kept per metric that says who suffers. */
const WORST = 50;
const SUFFERING = ['cpu', 'memory', 'disk'] as const;

/** What is held of a Prometheus and how to ask for it. */
export interface Narrowing {
  readonly targets: readonly Target[];
  /** Expression that is 0 where a target is down. */
  readonly up: string;
  /** An expression per instance and job, limited to what is held. */
  wrap(promql: string): string;
}

/** One row per job with its average, and the hosts with the highest CPU, memory and disk use of all. */
export async function narrow(
  whole: Narrowing,
  filter: string,
  step: Ms,
  client: PrometheusClient,
  at: EpochMs,
  signal: AbortSignal,
): Promise<Narrowing> {
  const worst = await Promise.all(
    SUFFERING.map((id) => {
      const promql = fillExpression(NODE_EXPORTER[id], filter, step);
      return client.instant(`topk(${WORST}, ${promql})`, at, signal);
    }),
  );
  const kept = new Set(worst.flat().map(({ labels }) => targetKey(labels)));
  const hosts = whole.targets.filter((target) => kept.has(targetKey(target.labels)));
  const jobs = [...new Set(whole.targets.map(({ job }) => job))].sort();
  const groups = jobs.map((job): Target => {
    const count = whole.targets.filter((target) => target.job === job).length;
    return { instance: '', job, labels: { job, nodename: `${job} (${count})` } };
  });
  const matcher = `instance=~"${hosts.map(({ instance }) => literal(instance)).join('|')}"`;
  const up = `up{${filter === '' ? '' : `${filter},`}${matcher}}`;
  return {
    targets: [...groups, ...hosts],
    up,
    wrap: (promql) => `avg by (job) (${promql}) or ((${promql}) and on (instance, job) ${up})`,
  };
}

/** A literal inside a regular expression inside a PromQL string. */
const literal = (text: string): string =>
  text.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&').replace(/["\\]/gu, '\\$&');
