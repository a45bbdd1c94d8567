/** The whole fleet at one instant: pure, O(1) in time, the same bits on every machine. */
import type { Frame } from '../domain/frame.ts';
import { CATALOGUE } from '../domain/metrics.ts';
import type { EpochMs } from '../domain/time.ts';
import { addEffect, CHANNELS, type Fault, FX, GONE, reachedAt } from './effects.ts';
import { makeMoment, setMoment } from './moment.ts';
import { eachFault } from './scenario.ts';
import { SIGNALS, type Signal } from './signals.ts';
import { siteDemand } from './workload.ts';
import type { World } from './world.ts';

const METRICS: readonly Signal[] = CATALOGUE.map((metric) => SIGNALS[metric.id]);

/**
 * Every metric of every server at `t`, shape [metric][server], NaN for servers that report nothing.
 * Depends on nothing but its arguments: any instant, in any order, costs the same.
 * @param out buffer to write into, metrics × servers; given one, no array of the size of the fleet is allocated
 * @throws Error when `out` has the wrong length
 */
export function frameAt(world: World, t: EpochMs, out?: Float32Array): Frame {
  const { traits, scratch, fleet } = world;
  const size = fleet.servers.length;
  const values = out ?? new Float32Array(METRICS.length * size);
  if (values.length !== METRICS.length * size)
    throw new Error(`frame buffer holds ${values.length} values, not ${METRICS.length * size}`);

  let struck = false;
  const strike = (fault: Fault) => {
    struck = true;
    for (let i = 0; i < fault.reached.length; i++)
      addEffect(fault, i, t, scratch, fault.reached[i] * CHANNELS);
  };
  eachFault(world, t, strike);

  const demand = new Float64Array(traits.siteKey.length);
  for (let i = 0; i < demand.length; i++)
    demand[i] = siteDemand(traits.siteKey[i], world.scenario, t);
  const h = makeMoment(traits, scratch);
  for (let s = 0; s < size; s++) {
    const row = s * CHANNELS;
    if (scratch[row + FX.dark] > 0) {
      for (let m = 0; m < METRICS.length; m++) values[m * size + s] = Number.NaN;
      continue;
    }
    setMoment(h, s, t, demand[traits.site[s]], row);
    for (let m = 0; m < METRICS.length; m++) values[m * size + s] = METRICS[m](h);
  }
  if (struck) scratch.fill(0);
  return { t, values };
}

/** Adds up what one server suffers at `t` into `row`, which has `CHANNELS` entries and is zeroed first. */
export function effectsOn(world: World, s: number, t: EpochMs, row: Float64Array): void {
  row.fill(0);
  eachFault(world, t, (fault) => {
    const i = reachedAt(fault, s);
    if (i >= 0) addEffect(fault, i, t, row, 0);
  });
}

/**
 * Whether probes reach a server at `t`: false while it or its rack's switch is down, true when only its exporter is silent.
 * Tells servers that are off from servers about which nothing is known.
 */
export function reachableAt(world: World, server: number, t: EpochMs): boolean {
  const row = new Float64Array(CHANNELS);
  effectsOn(world, server, t, row);
  return row[FX.dark] !== GONE;
}

/** `reachableAt` for the whole fleet: 1 reachable, 0 not. Writes into `out` when given one of the fleet's size. */
export function reachability(
  world: World,
  t: EpochMs,
  out: Uint8Array = new Uint8Array(world.fleet.servers.length),
): Uint8Array {
  out.fill(1);
  eachFault(world, t, (fault) => {
    if (fault.kind.dark !== 'gone' || t < fault.start || t >= fault.end) return;
    for (let i = 0; i < fault.reached.length; i++)
      if (fault.rows[i * CHANNELS + FX.dark] === GONE) out[fault.reached[i]] = 0;
  });
  return out;
}
