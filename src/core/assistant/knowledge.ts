/** Advice per metric in trouble: what to check first, what eases it, what prevents it. Keys of the answers dictionary, in the order to try. */
import type { MetricId } from '../domain/metrics.ts';

/** Steps for each metric of the catalogue. */
const ADVICE: Readonly<Record<MetricId, readonly string[]>> = {
  cpu: ['advice.cpu.find', 'advice.cpu.ease', 'advice.cpu.prevent'],
  load: ['advice.cpu.find', 'advice.cpu.ease', 'advice.cpu.prevent'],
  memory: ['advice.memory.find', 'advice.memory.ease', 'advice.memory.prevent'],
  disk: ['advice.disk.find', 'advice.disk.ease', 'advice.disk.prevent'],
  disk_io: ['advice.io.find', 'advice.io.ease', 'advice.io.prevent'],
  net_in: ['advice.net.find', 'advice.net.ease', 'advice.net.prevent'],
  net_out: ['advice.net.find', 'advice.net.ease', 'advice.net.prevent'],
  request_rate: ['advice.demand.find', 'advice.demand.ease', 'advice.demand.prevent'],
  latency: ['advice.latency.find', 'advice.latency.ease', 'advice.latency.prevent'],
  latency_p95: ['advice.latency.find', 'advice.latency.ease', 'advice.latency.prevent'],
  error_ratio: ['advice.errors.find', 'advice.errors.ease', 'advice.errors.prevent'],
  temperature: ['advice.heat.find', 'advice.heat.ease', 'advice.heat.prevent'],
  power: ['advice.heat.find', 'advice.heat.ease', 'advice.heat.prevent'],
};

/** What to do for any trouble. */
const GENERAL = ['advice.general.scope', 'advice.general.change', 'advice.general.record'] as const;

/** Three steps for a metric; general ones when it is none of the catalogue's. */
export function adviceFor(metric: string | undefined): readonly string[] {
  return (
    (metric !== undefined &&
      new Map<string, readonly string[]>(Object.entries(ADVICE)).get(metric)) ||
    GENERAL
  );
}
