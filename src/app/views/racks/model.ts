/** Racks with what stands in them: halls, rows, slots and the facts of one cabinet. */
import { type Fleet, fleetMetric, type Rack } from '../../../core/domain/fleet.ts';
import { STATUS, type Status } from '../../../core/domain/incident.ts';
import type { Snapshot } from '../../../core/domain/snapshot.ts';

/** Units of a rack a source names but does not describe. */
const USUAL_UNITS = 42;
/** How much a server in trouble draws the eye to its room; no number of lesser ones outweighs a graver one. */
const WEIGHTS: Readonly<Record<Status, number>> = { crit: 1e8, off: 1e8, unk: 1e4, warn: 1, ok: 0 };

/** A server in its rack; `unit` is its lowest, 1-based from the bottom. */
export interface Slot {
  readonly server: number;
  readonly unit: number;
  readonly height: number;
}

/** A cabinet and its servers, from the top down. */
export interface RackModel {
  readonly rack: Rack;
  readonly slots: readonly Slot[];
  /** Units taken. */
  readonly used: number;
}

/** Racks of one room. */
export interface Hall {
  /** `site/room`. */
  readonly key: string;
  readonly site: string;
  readonly room: string;
  /** Names of the rows, front to back. */
  readonly rows: readonly string[];
  readonly racks: readonly RackModel[];
}

/** Every rack that holds a server, in the fleet's order. Racks only the servers name get usual sizes and no power limit (NaN). */
export function rackModels(fleet: Fleet): readonly RackModel[] {
  const racks = new Map<string, Rack>(fleet.racks.map((rack) => [rack.name, rack]));
  const slots = new Map<string, Slot[]>();
  for (const { index, place } of fleet.servers) {
    if (!place) continue;
    if (!racks.has(place.rack)) {
      const position = [...racks.values()].filter(
        (rack) => rack.site === place.site && rack.room === place.room && rack.row === place.row,
      ).length;
      racks.set(place.rack, {
        name: place.rack,
        site: place.site,
        room: place.room,
        row: place.row,
        position,
        units: USUAL_UNITS,
        powerLimit: NaN,
      });
    }
    const list = slots.get(place.rack);
    const slot = { server: index, unit: place.unit, height: place.height };
    if (list) list.push(slot);
    else slots.set(place.rack, [slot]);
  }
  const models: RackModel[] = [];
  for (const rack of racks.values()) {
    const inside = slots.get(rack.name);
    if (!inside) continue;
    inside.sort((a, b) => b.unit - a.unit);
    models.push({ rack, slots: inside, used: inside.reduce((sum, slot) => sum + slot.height, 0) });
  }
  return models;
}

/** Racks by room; rows in the order of their names. */
export function halls(models: readonly RackModel[]): readonly Hall[] {
  const rooms = new Map<string, RackModel[]>();
  for (const model of models) {
    const key = `${model.rack.site}/${model.rack.room}`;
    const list = rooms.get(key);
    if (list) list.push(model);
    else rooms.set(key, [model]);
  }
  return [...rooms].map(([key, racks]) => {
    const rows = [...new Set(racks.map(({ rack }) => rack.row))].sort(
      (a, b) => a.length - b.length || (a < b ? -1 : 1),
    );
    return { key, site: racks[0].rack.site, room: racks[0].rack.room, rows, racks };
  });
}

/** The room with most servers critical or offline, else unknown, else warned of; the first of equals. */
export function gravestHall(
  rooms: readonly Hall[],
  { status }: Pick<Snapshot, 'status'>,
): Hall | undefined {
  const weightOf = (hall: Hall): number => {
    let weight = 0;
    for (const { slots } of hall.racks)
      for (const { server } of slots) weight += WEIGHTS[STATUS[status[server]]];
    return weight;
  };
  let [gravest, most] = [rooms.at(0), 0];
  for (const hall of rooms) {
    const weight = weightOf(hall);
    if (weight > most) [gravest, most] = [hall, weight];
  }
  return gravest;
}

/** Figures of one rack at an instant; NaN where nothing is measured. */
export interface RackFacts {
  readonly counts: Readonly<Record<Status, number>>;
  /** Warmest and coolest server, °C. */
  readonly hottest: number;
  readonly coolest: number;
  readonly hottestServer: number;
  /** Watts drawn, of those servers that report. */
  readonly power: number;
  /** Mean processor utilisation of those that report, 0–1. */
  readonly cpu: number;
}

/** Facts of any number of racks; a rack's own are those of a list of one. */
export function rackFacts(fleet: Fleet, snapshot: Snapshot, ...models: RackModel[]): RackFacts {
  const counts = { ok: 0, warn: 0, crit: 0, off: 0, unk: 0 };
  const n = fleet.servers.length;
  const temperature = fleetMetric(fleet, 'temperature');
  const watts = fleetMetric(fleet, 'power');
  const processor = fleetMetric(fleet, 'cpu');
  let hottest = NaN;
  let coolest = NaN;
  let hottestServer = -1;
  let power = NaN;
  let [busy, measured] = [0, 0];
  for (const { server } of models.flatMap(({ slots }) => slots)) {
    counts[STATUS[snapshot.status[server]]]++;
    const t = temperature < 0 ? NaN : snapshot.values[temperature * n + server];
    if (!Number.isNaN(t) && !(t <= hottest)) {
      hottest = t;
      hottestServer = server;
    }
    if (!Number.isNaN(t) && !(t >= coolest)) coolest = t;
    const w = watts < 0 ? NaN : snapshot.values[watts * n + server];
    if (!Number.isNaN(w)) power = (Number.isNaN(power) ? 0 : power) + w;
    const c = processor < 0 ? NaN : snapshot.values[processor * n + server];
    if (Number.isNaN(c)) continue;
    busy += c;
    measured++;
  }
  return { counts, hottest, coolest, hottestServer, power, cpu: busy / measured };
}

/** One line of an elevation, from the top: a server, or units nobody uses. */
export type Shelf =
  | { readonly kind: 'server'; readonly slot: Slot }
  | { readonly kind: 'gap'; readonly unit: number; readonly height: number };

/**
 * A rack from the top down, gaps included. `unit` is the lowest of a gap.
 * @param upTo units higher up are left out; nothing may stand there
 */
export function elevation(model: RackModel, upTo = model.rack.units): readonly Shelf[] {
  const shelves: Shelf[] = [];
  let top = Math.min(upTo, model.rack.units);
  for (const slot of model.slots) {
    const free = top - (slot.unit + slot.height - 1);
    if (free > 0) shelves.push({ kind: 'gap', unit: slot.unit + slot.height, height: free });
    shelves.push({ kind: 'server', slot });
    top = Math.min(top, slot.unit - 1);
  }
  if (top > 0) shelves.push({ kind: 'gap', unit: 1, height: top });
  return shelves;
}
