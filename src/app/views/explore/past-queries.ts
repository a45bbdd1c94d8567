/** Queries run on this device, newest first, and those pinned to the Server screen. */
import type { Engine } from '../../engine.tsx';
import { createKept, type Kept } from '../../kept.ts';

const MOST_PAST = 50;
const MOST_PINNED = 8;

/** Kept queries. */
export interface Queries {
  readonly past: readonly string[];
  readonly pinned: readonly string[];
}

const kept = new WeakMap<Engine, Kept<Queries>>();

/** The queries of this device, read once. */
export function queriesOf(engine: Engine): Kept<Queries> {
  let found = kept.get(engine);
  if (!found) {
    found = createKept<Queries>(engine, 'queries', { past: [], pinned: [] }, parse);
    kept.set(engine, found);
  }
  return found;
}

/** With `promql` as the newest. */
export function remembered(queries: Queries, promql: string): Queries {
  return { ...queries, past: [promql, ...without(queries.past, promql)].slice(0, MOST_PAST) };
}

/** Without `promql` among the recent ones. */
export function forgotten(queries: Queries, promql: string): Queries {
  return { ...queries, past: without(queries.past, promql) };
}

/** Pinned when it was not, else no more. */
export function togglePin(queries: Queries, promql: string): Queries {
  const { pinned } = queries;
  return {
    ...queries,
    pinned: pinned.includes(promql)
      ? without(pinned, promql)
      : [...pinned, promql].slice(-MOST_PINNED),
  };
}

const without = (list: readonly string[], promql: string) => list.filter((one) => one !== promql);

function parse(raw: unknown): Queries | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const texts = (value: unknown) =>
    Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
  return {
    past: texts('past' in raw ? raw.past : []),
    pinned: texts('pinned' in raw ? raw.pinned : []),
  };
}
