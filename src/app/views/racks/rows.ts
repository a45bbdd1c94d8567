/** Racks as figures: space, power, heat and alerts of each, for the page of all racks, its table and its file. Pure. */
import type { Fleet } from '../../../core/domain/fleet.ts';
import type { Status } from '../../../core/domain/incident.ts';
import type { Snapshot } from '../../../core/domain/snapshot.ts';
import { type RackFacts, type RackModel, rackFacts } from './model.ts';

/** Share of a feed from which it warns: breakers are rated for 80 % continuous load. */
const FEED_WARNS = 0.8;
/** From calm to grave. */
const GRAVER = ['ok', 'unk', 'warn', 'off', 'crit'] as const satisfies readonly Status[];

/** One rack at an instant. */
export interface RackRow extends RackFacts {
  readonly model: RackModel;
  /** Share of its feed and of its units that is used, 0–1; NaN where the feed is unknown. */
  readonly load: number;
  readonly space: number;
  /** Gravest status of its servers. */
  readonly worst: Status;
}

/** One row for each rack, in their order. */
export function rackRows(
  fleet: Fleet,
  snapshot: Snapshot,
  models: readonly RackModel[],
): readonly RackRow[] {
  return models.map((model) => {
    const facts = rackFacts(fleet, snapshot, model);
    return {
      ...facts,
      model,
      load: facts.power / model.rack.powerLimit,
      space: model.used / model.rack.units,
      worst: GRAVER.findLast((status) => facts.counts[status] > 0) ?? 'ok',
    };
  });
}

/** Head of the file; stable names, in English, as other exports. */
export const RACK_COLUMNS = [
  'rack',
  'site',
  'room',
  'row',
  'servers',
  'units',
  'units_used',
  'power_watts',
  'power_limit_watts',
  'hottest_celsius',
  'coolest_celsius',
  'cpu_mean',
  'critical',
  'warning',
  'offline',
  'stale',
] as const;

/** A rack as cells under `RACK_COLUMNS`; `undefined` where nothing is known. */
export function rackCells(row: RackRow): readonly (string | number | undefined)[] {
  const { model, counts } = row;
  const { rack } = model;
  const known = (n: number) => (Number.isNaN(n) ? undefined : Math.round(n * 1000) / 1000);
  return [
    rack.name,
    rack.site,
    rack.room,
    rack.row,
    model.slots.length,
    rack.units,
    model.used,
    known(row.power),
    known(rack.powerLimit),
    known(row.hottest),
    known(row.coolest),
    known(row.cpu),
    counts.crit,
    counts.warn,
    counts.off,
    counts.unk,
  ];
}

/** How a feed under this share of its load is marked. */
export function feedStatus(load: number): Status {
  return load >= 1 ? 'crit' : load >= FEED_WARNS ? 'warn' : 'ok';
}

/** What the page of all racks lets stand out. */
export const LENSES = ['none', 'trouble', 'power', 'space'] as const;
/** One of them. */
export type Lens = (typeof LENSES)[number];
/** Units that make a rack a place for something new. */
const ROOMY = 10;

/** Whether a rack stands out: with trouble, near the end of its feed, or with room to spare. */
export function seenBy(lens: Lens, { worst, load, model }: RackRow): boolean {
  if (lens === 'trouble') return worst !== 'ok';
  if (lens === 'power') return load >= FEED_WARNS;
  if (lens === 'space') return model.rack.units - model.used >= ROOMY;
  return true;
}
