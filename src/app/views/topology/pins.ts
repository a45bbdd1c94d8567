/** Nodes held where somebody put them, remembered on this device for each fleet. */
import { type Accessor, createMemo, createSignal } from 'solid-js';
import type { Session } from '../../../core/domain/session.ts';
import { isRecord } from '../../../core/formats/records.ts';
import type { Engine } from '../../engine.tsx';
import { createKept, type Kept } from '../../kept.ts';
import type { Places } from './arrange.ts';

/** Pins kept of one fleet at most. */
const MOST = 2000;

export interface Pins {
  readonly places: Accessor<Places>;
  /** Holds a node at a place, or moves one that is held. */
  pin(key: string, place: readonly [x: number, y: number]): void;
  unpin(key: string): void;
  clear(): void;
  /** Whether `undo` brings back what was cleared. */
  readonly canUndo: Accessor<boolean>;
  undo(): void;
}

type Stored = Readonly<Record<string, readonly [number, number]>>;

/** What tells fleets apart: a simulated one by seed and size, others by their file or connection. */
export function fleetKey({ source, file, seed, size }: Session): string {
  return source === 'sim' ? `sim-${seed}-${size}` : `${source}-${file ?? ''}`;
}

/** The pins of the fleet in the session; each fleet has its own. */
export function createPins(engine: Engine, session: Accessor<Session>): Pins {
  const known = new Map<string, Kept<Stored>>();
  const key = createMemo(() => fleetKey(session()));
  const kept = createMemo(() => {
    const name = key();
    const found = known.get(name);
    if (found) return found;
    const made = createKept<Stored>(engine, `topology-pins:${name}`, {}, parsePins);
    known.set(name, made);
    return made;
  });
  const [cleared, setCleared] = createSignal<{ readonly key: string; readonly pins: Stored }>();
  const change = (how: (pins: Stored) => Stored) => {
    setCleared(undefined);
    kept().update(how);
  };
  return {
    places: createMemo(() => new Map(Object.entries(kept().value()))),
    pin: (node, place) => change((pins) => ({ ...pins, [node]: place })),
    unpin: (node) =>
      change((pins) => Object.fromEntries(Object.entries(pins).filter(([name]) => name !== node))),
    clear() {
      const pins = kept().value();
      kept().update(() => ({}));
      setCleared({ key: key(), pins });
    },
    canUndo: () => cleared()?.key === key(),
    undo() {
      const last = cleared();
      if (last?.key === key()) change(() => last.pins);
    },
  };
}

/** Reads stored pins; what is damaged is left out. */
export function parsePins(raw: unknown): Stored | undefined {
  if (!isRecord(raw)) return undefined;
  const pins: [string, readonly [number, number]][] = [];
  for (const [key, place] of Object.entries(raw)) {
    if (!Array.isArray(place) || pins.length === MOST) continue;
    const [x, y]: unknown[] = place;
    if (typeof x === 'number' && typeof y === 'number' && Number.isFinite(x) && Number.isFinite(y))
      pins.push([key, [x, y]]);
  }
  return Object.fromEntries(pins);
}
