/** Fleet map beyond 600 servers: canvases of squares with a lens on hover and focus, and a brush; the server table is its DOM twin. */
import { createEffect, createMemo, createSignal, on, onCleanup, Show } from 'solid-js';
import { fleetMetric, type Server } from '../../../core/domain/fleet.ts';
import { onThemeChange } from '../../charts/colors.ts';
import { useEngine } from '../../engine.tsx';
import { overview as en } from '../../i18n/en/overview.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { overview as ko } from '../../i18n/ko/overview.ts';
import { useScope } from '../../scope.ts';
import { useSession } from '../../session.ts';
import { unitOf } from '../../unit-of.ts';
import { isTerm, useTerms } from '../../widgets/terms.ts';
import { around, attachBrush, type Rect } from './brush.ts';
import { CellLens } from './CellLens.tsx';
import { type Cell, cellAt, cellBeside, cellLayout, cellUnder, cornersOf } from './cell-layout.ts';
import { makeCellPainter, SILENT } from './cell-scene.ts';
import { heatStep, type Mode } from './colouring.ts';
import type { Cluster } from './grouping.ts';
import type { ImpactShown } from './impact-shown.ts';

const words = { en, ko };
/** Limits between the four shades of a healthy cell, by CPU. */
const SHADES = [0.3, 0.5, 0.7] as const;
const FIRST: Cell = { block: 0, position: 0 };

/** Pointer and keyboard both move the lens; a click or Enter opens the server; a drag or Shift with arrows narrows the screen. */
export function CellMap(props: {
  clusters: readonly Cluster[];
  /** Words of a group's title; left out, groups are tiers. */
  title?: (key: string) => string;
  /** Columns of groups with a row per site, where they are few; so when left out. */
  bySite?: boolean;
  mode: Mode;
  limits?: readonly number[];
  impact?: ImpactShown | undefined;
}) {
  const { t, format } = useWords(words);
  const terms = useTerms();
  const engine = useEngine();
  const session = useSession();
  const scope = useScope();
  const [base, setBase] = createSignal<HTMLCanvasElement>();
  const [marks, setMarks] = createSignal<HTMLCanvasElement>();
  const [width, setWidth] = createSignal(0);
  const [theme, setTheme] = createSignal(0);
  const [cursor, setCursor] = createSignal<Cell>();
  const [rect, setRect] = createSignal<Rect>();
  let anchor: Cell | undefined;
  onCleanup(onThemeChange(() => setTheme((n) => n + 1)));
  const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry.contentRect.width)));
  onCleanup(() => observer.disconnect());
  const size = () => engine.fleet()?.servers.length ?? 0;
  const layout = createMemo(() =>
    cellLayout(props.clusters, Math.max(320, width()), props.bySite ?? true),
  );
  const corners = createMemo(() => cornersOf(layout(), size()));
  const levels = createMemo(() => new Uint8Array(size()));
  const rows = createMemo(() => {
    const fleet = engine.fleet();
    return fleet ? [fleetMetric(fleet, 'cpu'), fleetMetric(fleet, props.mode)] : [-1, -1];
  });

  /** A painter over cleared canvases, anew with the theme, the mode, the words and the size. */
  const painter = createMemo(
    on(
      [base, marks, layout, theme, () => props.mode === 'health', width, terms.format.locale],
      () => {
        const contexts = [base(), marks()].map((element) => element?.getContext('2d'));
        const [cells, over] = contexts;
        if (!cells || !over || width() === 0) return undefined;
        const ratio = devicePixelRatio;
        for (const context of [cells, over]) {
          context.canvas.width = Math.round(width() * ratio);
          context.canvas.height = Math.round(layout().height * ratio);
          context.setTransform(ratio, 0, 0, ratio, 0, 0);
        }
        const made = makeCellPainter(cells, over, props.mode === 'health', size());
        const { heads } = layout();
        const names = heads.map(({ key }) => titleOf(key));
        made.title(
          layout(),
          { names, counts: heads.map(({ count }) => format.number(count, 0)) },
          width(),
        );
        return made;
      },
    ),
  );

  createEffect(() => {
    const now = engine.snapshot();
    const paint = painter();
    if (!now || !paint || now.status.length !== size()) return;
    setLevels(now.values, now.health);
    paint.paint({
      layout: layout(),
      corners: corners(),
      levels: levels(),
      status: now.status,
      scope: scope.members()?.mask,
      impact: props.impact?.impact,
    });
  });

  /** Shades of all servers, in place. */
  function setLevels(values: Float32Array, health: Float32Array): void {
    const out = levels();
    const count = out.length;
    const [cpu, metric] = rows();
    const limits = props.limits ?? [];
    const isHealth = props.mode === 'health';
    for (let s = 0; s < count; s++) {
      if (Number.isNaN(health[s])) out[s] = SILENT;
      else if (isHealth) {
        const load = cpu < 0 ? 0 : values[cpu * count + s];
        out[s] = load >= SHADES[1] ? (load >= SHADES[2] ? 3 : 2) : load >= SHADES[0] ? 1 : 0;
      } else
        out[s] = metric < 0 ? SILENT : (heatStep(limits, values[metric * count + s]) ?? SILENT);
    }
  }

  const titleOf = (key: string) => {
    const tier = `tier.${key}`;
    return props.title?.(key) ?? (isTerm(tier) ? terms.t(tier) : key);
  };
  const server = (): Server | undefined => {
    const cell = cursor();
    return cell ? layout().blocks[cell.block]?.servers.at(cell.position) : undefined;
  };
  const box = () => base()?.getBoundingClientRect();
  const point = (event: MouseEvent) => {
    const { left, top } = box() ?? { left: 0, top: 0 };
    return cellUnder(layout(), event.clientX - left, event.clientY - top);
  };
  /** The servers whose cells' middles lie in a rectangle of the map. */
  const within = (left: number, top: number, right: number, bottom: number): readonly number[] => {
    const at = corners();
    const half = layout().pitch / 2;
    const found: number[] = [];
    for (let s = 0; s < size(); s++) {
      const x = at[2 * s] + half;
      const y = at[2 * s + 1] + half;
      if (x >= left && x <= right && y >= top && y <= bottom) found.push(s);
    }
    return found;
  };
  const attach = (field: HTMLElement) =>
    onCleanup(
      attachBrush(field, {
        under: (area) => {
          const { left, top } = box() ?? { left: 0, top: 0 };
          return within(area.left - left, area.top - top, area.right - left, area.bottom - top);
        },
        onRect: setRect,
        onBrush: scope.set,
      }),
    );
  const openServer = () => {
    const name = server()?.name;
    if (name !== undefined) session.go({ view: 'server', selected: name });
  };
  const span = (from: Cell, to: Cell) => {
    const { pitch } = layout();
    const boxes = [from, to].map((cell) => {
      const [left, top] = cellAt(layout(), cell);
      return { left, top, right: left + pitch, bottom: top + pitch };
    });
    const all = around(boxes[0], boxes[1]);
    scope.set(within(all.left, all.top, all.right, all.bottom));
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter') openServer();
    else if (event.key === 'Escape') {
      if (!cursor()) scope.set([]);
      setCursor(undefined);
    } else if (event.key.startsWith('Arrow')) {
      const from = cursor();
      const next = from ? cellBeside(layout(), from, event.key) : FIRST;
      setCursor(next);
      anchor = event.shiftKey ? (anchor ?? from ?? next) : undefined;
      if (anchor) span(anchor, next);
      event.preventDefault();
    }
  };
  const spoken = () => {
    const current = server();
    if (!current) return '';
    const status = terms.status(engine.statusOf(current));
    const said =
      props.mode === 'health'
        ? t('map.cell', {
            server: current.name,
            status,
            health: format.number(engine.snapshot()?.health[current.index], 0),
          })
        : t('map.cellValue', {
            server: current.name,
            status,
            metric: terms.metric(props.mode),
            value: format.value(engine.value(props.mode, current), unitOf(props.mode)),
          });
    const part = props.impact?.wordOf(current.index);
    return part ? `${said}, ${part}` : said;
  };
  const place = () => cellAt(layout(), cursor() ?? FIRST);
  const relative = (area: Rect) => {
    const { left, top } = box() ?? { left: 0, top: 0 };
    return {
      '--x': `${area.left - left}px`,
      '--y': `${area.top - top}px`,
      '--bw': `${area.right - area.left}px`,
      '--bh': `${area.bottom - area.top}px`,
    };
  };

  return (
    <div class="cell-map">
      <div
        class="cell-map__field"
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys walk the cells.
        tabIndex={0}
        aria-label={t('map.grid', { count: size() })}
        ref={attach}
        onKeyDown={onKey}
        onFocus={() => cursor() ?? setCursor(FIRST)}
        onBlur={() => setCursor(undefined)}
        onPointerMove={(event) => setCursor(rect() ? undefined : point(event))}
        onPointerLeave={() => setCursor(undefined)}
        onClick={openServer}
        style={{ '--h': `${layout().height}px`, '--pitch': `${layout().pitch}px` }}
      >
        <canvas
          ref={(element) => {
            setBase(element);
            observer.observe(element);
          }}
          class="cell-map__canvas"
        />
        <canvas ref={setMarks} class="cell-map__canvas cell-map__marks" />
        <Show when={server()}>
          <i
            class="cell-map__cursor"
            style={{ '--x': `${place()[0]}px`, '--y': `${place()[1]}px` }}
          />
        </Show>
        <Show when={rect()}>{(area) => <i class="map-brush" style={relative(area())} />}</Show>
      </div>
      <p class="visually-hidden" aria-live="polite">
        {spoken()}
      </p>
      <Show when={server()}>
        {(current) => (
          <CellLens
            server={current()}
            cell={cursor() ?? FIRST}
            layout={layout()}
            width={width()}
            mode={props.mode}
            impact={props.impact}
          />
        )}
      </Show>
    </div>
  );
}
