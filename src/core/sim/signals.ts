/** One formula per metric, from the moment of a server to a measured value in the metric's unit. */
import type { MetricId } from '../domain/metrics.ts';
import { whiteNoise } from '../numeric/noise.ts';
import { FX } from './effects.ts';
import type { Moment } from './moment.ts';
import { CALLEE_TAIL, OWN_TAIL } from './physics.ts';

/** Reads one metric off a moment. */
export type Signal = (h: Moment) => number;

/** Instrument noise of this server, metric and second; standard deviation 1. */
function jitter(h: Moment, channel: number): number {
  return whiteNoise(h.traits.key[h.s] + 64 + channel, h.second);
}

function clampRatio(x: number): number {
  return x < 0 ? 0 : x > 1 ? 1 : x;
}

function positive(x: number): number {
  return x < 0 ? 0 : x;
}

/** Requests answered: those that fail are cut short and half of them never counted. */
function served(h: Moment): number {
  return h.strain.offered * (1 - 0.5 * h.errors);
}

/** The formulas. A metric added to the catalogue must be given one here. */
export const SIGNALS = {
  cpu: (h) => clampRatio(h.cpu + 0.008 * (1.15 - h.cpu) * jitter(h, 0)),
  memory: (h) => clampRatio(h.strain.memory + 0.0012 * jitter(h, 1)),
  disk: (h) => clampRatio(h.strain.disk),
  disk_io: (h) => clampRatio(h.strain.io + 0.012 * (1.05 - h.strain.io) * jitter(h, 2)),
  net_in: (h) => {
    const { traits, s } = h;
    const flow =
      traits.netIdle[s] +
      served(h) * traits.bytesIn[s] * positive(1 + h.fx[h.row + FX.net]) +
      traits.backupBytes[s] * h.backup;
    return positive(flow * (h.payload + 0.03 * jitter(h, 3)));
  },
  net_out: (h) => {
    const { traits, s } = h;
    const flow =
      traits.netIdle[s] +
      served(h) * traits.bytesOut[s] * positive(1 + h.fx[h.row + FX.net]) +
      0.4 * traits.backupBytes[s] * h.backup;
    return positive(flow * (h.payload + 0.03 * jitter(h, 4)));
  },
  request_rate: (h) => positive(served(h) * (1 + 0.02 * jitter(h, 5))),
  latency: (h) => {
    const calm = h.strain.ownTime + h.wait;
    return positive((calm + h.fx[h.row + FX.wait]) * (h.sway + 0.02 * jitter(h, 6)));
  },
  latency_p95: (h) => {
    const calm = OWN_TAIL * h.strain.ownTime + CALLEE_TAIL * h.wait;
    return positive((calm + h.fx[h.row + FX.tail]) * (h.sway + 0.035 * jitter(h, 7)));
  },
  error_ratio: (h) => clampRatio(h.errors * (1 + 0.04 * jitter(h, 8))),
  load: (h) => {
    const blocked = 0.35 * positive(h.strain.io - 0.5);
    return positive(
      h.traits.cores[h.s] * (h.cpu * (1 + 0.35 * h.cpu) + blocked) * (1 + 0.025 * jitter(h, 9)),
    );
  },
  temperature: (h) => h.temperature + 0.1 * jitter(h, 10),
  power: (h) => {
    const { traits, s } = h;
    const fans = 2.2 * positive(h.temperature - 30);
    return positive(
      traits.wattsIdle[s] +
        (traits.wattsFull[s] - traits.wattsIdle[s]) * (0.9 * h.cpu + 0.1 * h.strain.io) +
        fans +
        1.5 * jitter(h, 11),
    );
  },
} as const satisfies Record<MetricId, Signal>;
