/** What a reader chose of the fleet: grouping, open bubbles and filter, and the graph that follows from it. */
import { type Accessor, createEffect, createMemo, createSignal, on } from 'solid-js';
import { type Fleet, ROLES, type Role, type Server } from '../../../core/domain/fleet.ts';
import type { Snapshot } from '../../../core/domain/snapshot.ts';
import type { Engine } from '../../engine.tsx';
import { type Grouping, groupingsOf, MAX_SERVERS_SHOWN, pathTo } from './aggregate.ts';
import { filterServers, type MapFilter, NO_FILTER } from './filter.ts';
import { makeGraph, type TopologyGraph } from './graph.ts';

export interface MapChoice {
  /** What bubbles are made by; `undefined`: every server by itself. */
  readonly by: Accessor<Grouping | undefined>;
  setBy(by: Grouping | 'none' | undefined): void;
  /** Groupings that tell this fleet's servers apart. */
  readonly offered: Accessor<readonly Grouping[]>;
  /** Paths of open bubbles, in the order they were opened. */
  readonly open: Accessor<readonly string[]>;
  unfold(path: string): void;
  /** Folds a bubble and what is open in it; without one the one opened last. */
  fold(path?: string): void;
  foldAll(): void;
  readonly filter: Accessor<MapFilter>;
  setFilter(change: Partial<MapFilter>): void;
  readonly roles: Accessor<readonly Role[]>;
  /** Servers let through, and all. */
  readonly shown: Accessor<number>;
  readonly total: Accessor<number>;
  /** The graph to draw; the same object until something of it changes. */
  readonly graph: Accessor<TopologyGraph | undefined>;
}

/**
 * Keeps the choice. Needs a Solid owner.
 * @param focus the selected server: it is on the map whatever is filtered, and its bubbles open
 * @param key what tells fleets apart; servers of one may come and go
 * @param haystack words of a server that typed words are looked for in, lower case
 */
export function createChoice(
  engine: Pick<Engine, 'fleet' | 'snapshot'>,
  focus: Accessor<Server | undefined>,
  key: Accessor<string>,
  haystack: (server: Server) => string,
): MapChoice {
  const [chosen, setChosen] = createSignal<Grouping | 'none'>();
  const [open, setOpen] = createSignal<readonly string[]>([]);
  const [filter, setFilter] = createSignal<MapFilter>(NO_FILTER);
  const [focused, setFocused] = createSignal<number>();

  /** Judged anew with each snapshot only where the filter asks for a status. */
  const status = createMemo(() => (filter().status ? statusOf(engine.snapshot()) : undefined));
  const members = createMemo(
    () => {
      const fleet = engine.fleet();
      return fleet && filterServers(fleet, filter(), haystack, status(), focused());
    },
    undefined,
    { equals: sameList },
  );
  const total = () => engine.fleet()?.servers.length ?? 0;
  const shown = () => members()?.length ?? total();
  const offered = createMemo(() => {
    const fleet = engine.fleet();
    return fleet ? groupingsOf(fleet) : [];
  });
  const by = createMemo((): Grouping | undefined => {
    const choice = chosen();
    if (choice === 'none') return undefined;
    if (choice && offered().includes(choice)) return choice;
    return shown() > MAX_SERVERS_SHOWN ? offered().at(0) : undefined;
  });
  const graph = createMemo(() => {
    const fleet = engine.fleet();
    if (!fleet || fleet.servers.length === 0) return undefined;
    const passing = members();
    return makeGraph(fleet, {
      ...(passing ? { members: passing } : {}),
      by: by(),
      open: new Set(open()),
    });
  });
  const pathsTo = (fleet: Fleet, grouping: Grouping, server: number) =>
    pathTo(fleet, members() ?? fleet.servers.map(({ index }) => index), grouping, server);

  // A selected server must be on the map: the filter lets it through, its bubbles open. Another fleet begins folded.
  createEffect(
    on([focus, engine.fleet, key], ([server, fleet, now], before) => {
      setFocused(server?.index);
      const grouping = by();
      const kept = before?.[2] === now ? open() : [];
      const paths = server && fleet && grouping ? pathsTo(fleet, grouping, server.index) : [];
      setOpen([...kept, ...paths.filter((path) => !kept.includes(path))]);
    }),
  );

  return {
    by,
    setBy(next) {
      setChosen(next);
      const [fleet, grouping, server] = [engine.fleet(), by(), focus()];
      setOpen(fleet && grouping && server ? pathsTo(fleet, grouping, server.index) : []);
    },
    offered,
    open,
    unfold: (path) => setOpen((before) => (before.includes(path) ? before : [...before, path])),
    fold(path) {
      const folded = path ?? open().at(-1);
      setOpen((before) => before.filter((one) => one !== folded && !one.startsWith(`${folded}/`)));
    },
    foldAll: () => setOpen([]),
    filter,
    setFilter: (change) => setFilter((before) => ({ ...before, ...change })),
    roles: createMemo(() => {
      const present = new Set(engine.fleet()?.servers.map(({ role }) => role));
      return ROLES.filter((role) => present.has(role));
    }),
    shown,
    total,
    graph,
  };
}

function statusOf(snapshot: Snapshot | undefined): Uint8Array | undefined {
  return snapshot?.status;
}

function sameList(a: readonly number[] | undefined, b: readonly number[] | undefined): boolean {
  if (!a || !b) return a === b;
  return a.length === b.length && a.every((value, i) => value === b[i]);
}
