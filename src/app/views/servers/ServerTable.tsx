/** The server table: virtualised rows of fixed height, live cells, sparklines of what is visible, keyboard selection. */
import './server-table.css';
import { ArrowDown, ArrowUp } from 'lucide-solid';
import { createEffect, createMemo, createSignal, For, onCleanup, Show } from 'solid-js';
import type { Server } from '../../../core/domain/fleet.ts';
import { useEngine } from '../../engine.tsx';
import { servers as en } from '../../i18n/en/servers.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { servers as ko } from '../../i18n/ko/servers.ts';
import { useSession } from '../../session.ts';
import { useKeys } from '../../shortcuts.ts';
import { createTrends, type Trends } from '../../trends.ts';
import { useTerms } from '../../widgets/terms.ts';
import { type Column, fittingColumns } from './columns.ts';
import { MOST_COMPARED } from './comparison.ts';
import type { Sort } from './order.ts';
import { ServerRow } from './ServerRow.tsx';
import { SparkSheet } from './SparkSheet.tsx';

const words = { en, ko };
/** Rows drawn beyond the visible ones: while something moves, so that no holes are seen, and at rest, where each costs with every tick. */
const BEYOND = { moving: 5, resting: 1 } as const;
/** What has not moved for so long rests. */
const REST_MS = 2000;
/** Steps in which the visible part of the table is watched: one is less than a row. */
const SHARES = 24;

/**
 * Scrolls inside its parent, which must be a flex column of limited height. Narrow containers drop columns.
 * @param props.servers rows in order
 */
export function ServerTable(props: {
  servers: readonly Server[];
  columns: readonly Column[];
  sort: Sort;
  onSort: (sort: Sort) => void;
  onReady?: (ready: boolean) => void;
  /** Names of rows that are checked; with `onMark` rows have a box, and `x` checks the selected one. */
  marked?: readonly string[];
  onMark?: (name: string) => void;
}) {
  const { t } = useWords(words);
  const terms = useTerms();
  const engine = useEngine();
  const session = useSession();
  const [scroller, setScroller] = createSignal<HTMLElement>();
  const [view, setView] = createSignal({ top: 0, height: 0, width: 0, row: 32 });
  const [shown, setShown] = createSignal({ above: 0, height: Number.POSITIVE_INFINITY });

  const [beyond, setBeyond] = createSignal<number>(BEYOND.resting);
  let rest: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(rest));
  const move = () => {
    clearTimeout(rest);
    setBeyond(BEYOND.moving);
    rest = setTimeout(() => setBeyond(BEYOND.resting), REST_MS);
  };
  const measure = () => {
    const element = scroller();
    if (!element) return;
    const row = Number.parseFloat(getComputedStyle(element).getPropertyValue('--row-h')) || 32;
    setView({
      top: element.scrollTop,
      height: element.clientHeight,
      width: element.clientWidth,
      row,
    });
  };
  const observer = new ResizeObserver(() => {
    measure();
    const element = scroller();
    if (!element) return;
    // Looked at anew: a share that stays the same is another height now.
    seen.unobserve(element);
    seen.observe(element);
  });
  onCleanup(() => observer.disconnect());
  /** What of the table the window shows: rows below its edge need no numbers every second. */
  const seen = new IntersectionObserver(
    ([{ boundingClientRect: box, intersectionRect: part }]) => {
      const isWhole = part.height >= box.height - 1;
      // All of it stays all of it when it grows, of which nobody is told.
      const seen = {
        above: part.top - box.top,
        height: isWhole ? Number.POSITIVE_INFINITY : part.height,
      };
      if (seen.above !== shown().above) move(); // The page scrolls under the window's edge.
      setShown(seen);
    },
    { threshold: Array.from({ length: SHARES + 1 }, (_, k) => k / SHARES) },
  );
  onCleanup(() => seen.disconnect());
  createEffect(() => {
    const element = scroller();
    if (!element) return;
    observer.observe(element);
    seen.observe(element);
  });

  const width = createMemo(() => view().width);
  const columns = createMemo(() => fittingColumns(props.columns, width()));
  const range = createMemo(
    () => {
      const { top, height, row } = view();
      const above = Math.max(0, shown().above);
      const tall = Math.min(height - above, shown().height);
      const count = props.servers.length;
      const first = Math.max(0, Math.floor((top + above) / row) - beyond());
      const last = Math.min(count, Math.ceil((top + above + tall) / row) + beyond());
      return [Math.min(first, count), Math.max(first, last)] as const;
    },
    undefined,
    { equals: (a, b) => a[0] === b[0] && a[1] === b[1] },
  );
  /** The same list while the same rows are seen, however often the whole is put in order. */
  const visible = createMemo(() => props.servers.slice(range()[0], range()[1]), undefined, {
    equals: (a, b) => a.length === b.length && a.every((server, i) => server === b[i]),
  });
  const trendMetrics = () =>
    columns()
      .filter((column) => column.kind === 'trend')
      .flatMap((column) => column.metrics);
  const trends: Trends = createTrends(() =>
    visible().flatMap((server) =>
      trendMetrics().map((metric) => ({ metric, server: server.name })),
    ),
  );
  createEffect(() => props.onReady?.(trends.isReady() && engine.snapshot() !== undefined));

  /** Series in trouble, for emphasis: open anomalies and alerts, by metric and server. */
  const hot = createMemo(() => {
    const now = engine.snapshot();
    const keys = new Map<string, 'crit' | 'warn'>();
    for (const anomaly of now?.anomalies ?? []) {
      if (anomaly.end === undefined) keys.set(`${anomaly.metric}/${anomaly.server}`, 'warn');
    }
    for (const alert of now?.alerts ?? []) {
      if (alert.state === 'resolved') continue;
      keys.set(`${alert.metric}/${alert.server}`, alert.severity === 'critical' ? 'crit' : 'warn');
    }
    return keys;
  });

  const selected = () => session.session().selected;
  const step = (by: 1 | -1) => {
    const at = props.servers.findIndex((server) => server.name === selected());
    const next = props.servers.at(
      at < 0 ? 0 : Math.min(props.servers.length - 1, Math.max(0, at + by)),
    );
    const element = scroller();
    if (!next || !element) return;
    session.adjust({ selected: next.name });
    const { row } = view();
    const top = props.servers.indexOf(next) * row;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + 2 * row > element.scrollTop + element.clientHeight) {
      element.scrollTop = top + 2 * row - element.clientHeight;
    }
  };
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    x: () => {
      const name = selected();
      if (!props.onMark || name === undefined) return false;
      if (!props.servers.some((server) => server.name === name)) return false;
      props.onMark(name);
      return true;
    },
    Enter: () => {
      const name = selected();
      if (!props.servers.some((server) => server.name === name)) return false;
      session.go({ view: 'server', selected: name });
      return true;
    },
  });

  const label = (column: Column) => {
    const key = `column.${column.id}`;
    return isColumnKey(key) ? t(key) : terms.metric(column.id, 'short');
  };
  const toggle = (column: Column) => {
    const isSame = props.sort.column.id === column.id;
    const flipped = props.sort.direction === 'ascending' ? 'descending' : 'ascending';
    props.onSort({ column, direction: isSame ? flipped : column.worst });
  };

  return (
    <section
      class="server-table"
      ref={setScroller}
      onScroll={() => {
        move();
        measure();
      }}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
      tabIndex={0}
      aria-label={t('table.caption')}
    >
      <table
        class="table"
        aria-rowcount={props.servers.length + 1}
        style={{ '--before': range()[0], '--after': props.servers.length - range()[1] }}
      >
        <caption class="visually-hidden">{t('table.caption')}</caption>
        <colgroup>
          <For each={columns()}>
            {(column) => <col style={{ '--w': `${column.width}rem` }} data-column={column.id} />}
          </For>
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            <For each={columns()}>
              {(column) => (
                <th
                  scope="col"
                  data-kind={column.kind}
                  data-column={column.id}
                  aria-sort={props.sort.column.id === column.id ? props.sort.direction : undefined}
                >
                  <button type="button" class="server-table__sort" onClick={() => toggle(column)}>
                    {label(column)}
                    <Show when={props.sort.column.id === column.id}>
                      <Show
                        when={props.sort.direction === 'ascending'}
                        fallback={<ArrowDown size={12} aria-hidden="true" />}
                      >
                        <ArrowUp size={12} aria-hidden="true" />
                      </Show>
                    </Show>
                  </button>
                </th>
              )}
            </For>
          </tr>
        </thead>
        <tbody>
          <For each={visible()}>
            {(server, i) => (
              <ServerRow
                server={server}
                index={range()[0] + i() + 2}
                columns={columns()}
                hot={hot()}
                isSelected={selected() === server.name}
                mark={
                  props.onMark && {
                    isOn: props.marked?.includes(server.name) ?? false,
                    isFull: (props.marked?.length ?? 0) >= MOST_COMPARED,
                    toggle: () => props.onMark?.(server.name),
                  }
                }
              />
            )}
          </For>
        </tbody>
      </table>
      <SparkSheet
        servers={visible()}
        columns={columns()}
        trends={trends}
        rowHeight={view().row}
        width={width()}
      />
    </section>
  );
}

/** Words of columns that are no single metric, or need more of its name. */
export function isColumnKey(key: string): key is keyof typeof en {
  return Object.hasOwn(en, key);
}
