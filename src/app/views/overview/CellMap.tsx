/** Fleet map beyond 600 servers: a canvas of squares with a lens on hover and focus; the server table is its DOM twin. */
import { createEffect, createMemo, createSignal, Index, onCleanup, Show } from 'solid-js';
import type { Server } from '../../../core/domain/fleet.ts';
import { onThemeChange } from '../../charts/colors.ts';
import { useEngine } from '../../engine.tsx';
import { overview as en } from '../../i18n/en/overview.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { overview as ko } from '../../i18n/ko/overview.ts';
import { useSession } from '../../session.ts';
import { unitOf } from '../../unit-of.ts';
import { Host } from '../../widgets/Host.tsx';
import { StatusMark } from '../../widgets/StatusMark.tsx';
import { useTerms } from '../../widgets/terms.ts';
import {
  type Cell,
  cellAt,
  cellBeside,
  cellLayout,
  cellUnder,
  neighbourhood,
} from './cell-layout.ts';
import { drawCells, paletteOf, SILENT } from './cell-scene.ts';
import { cellValue, heatStep, type Mode } from './colouring.ts';
import type { Cluster } from './HexMap.tsx';

const words = { en, ko };
const LENS_WIDTH = 190;
/** Limits between the four shades of a healthy cell, by CPU. */
const SHADES = [0.3, 0.5, 0.7] as const;

/** Pointer and keyboard both move the lens; a click or Enter opens the server. */
export function CellMap(props: { clusters: readonly Cluster[]; mode: Mode }) {
  const { t, format } = useWords(words);
  const terms = useTerms();
  const engine = useEngine();
  const session = useSession();
  const [canvas, setCanvas] = createSignal<HTMLCanvasElement>();
  const [width, setWidth] = createSignal(0);
  const [theme, setTheme] = createSignal(0);
  const [cursor, setCursor] = createSignal<Cell>();
  onCleanup(onThemeChange(() => setTheme((n) => n + 1)));
  const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry.contentRect.width)));
  onCleanup(() => observer.disconnect());
  const layout = createMemo(() => cellLayout(props.clusters, Math.max(320, width())));
  const palette = createMemo(() => {
    theme();
    return paletteOf(props.mode === 'health');
  });
  let levels = new Uint8Array();

  createEffect(() => {
    const element = canvas();
    const now = engine.snapshot();
    const context = element?.getContext('2d');
    const servers = engine.fleet()?.servers;
    if (!element || !context || !now || !servers || width() === 0) return;
    if (levels.length !== servers.length) levels = new Uint8Array(servers.length);
    for (const server of servers) levels[server.index] = levelOf(server);
    const ratio = devicePixelRatio;
    const wide = Math.round(width() * ratio);
    const high = Math.round(layout().height * ratio);
    if (element.width !== wide || element.height !== high) {
      element.width = wide;
      element.height = high;
    }
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    drawCells(
      context,
      {
        layout: layout(),
        levels,
        status: now.status,
        palette: palette(),
        cursor: cursor(),
        tierNames: layout().tiers.map((tier) => terms.tier(tier.tier)),
        tierCounts: layout().tiers.map((tier) => format.number(tier.count, 0)),
      },
      width(),
    );
  });

  function levelOf(server: Server): number {
    if (Number.isNaN(engine.snapshot()?.health[server.index])) return SILENT;
    if (props.mode !== 'health')
      return heatStep(props.mode, cellValue(engine, props.mode, server)) ?? SILENT;
    const cpu = engine.value('cpu', server);
    return SHADES.filter((limit) => cpu >= limit).length;
  }

  const server = () => {
    const cell = cursor();
    return cell ? layout().blocks[cell.block]?.servers.at(cell.position) : undefined;
  };
  const point = (event: MouseEvent & { currentTarget: HTMLElement }) => {
    const box = event.currentTarget.getBoundingClientRect();
    return cellUnder(layout(), event.clientX - box.left, event.clientY - box.top);
  };
  const openServer = () => {
    const name = server()?.name;
    if (name !== undefined) session.go({ view: 'server', selected: name });
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter') openServer();
    else if (event.key === 'Escape') setCursor(undefined);
    else if (event.key.startsWith('Arrow')) {
      const from = cursor();
      setCursor(from ? cellBeside(layout(), from, event.key) : { block: 0, position: 0 });
      event.preventDefault();
    }
  };
  const spoken = () => {
    const current = server();
    return current
      ? t('map.cell', {
          server: current.name,
          status: terms.status(engine.statusOf(current)),
          health: format.number(engine.snapshot()?.health[current.index], 0),
        })
      : '';
  };

  return (
    <div class="cell-map">
      <div
        class="cell-map__field"
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys walk the cells.
        tabIndex={0}
        aria-label={t('map.grid', { count: engine.fleet()?.servers.length ?? 0 })}
        onKeyDown={onKey}
        onFocus={() => cursor() ?? setCursor({ block: 0, position: 0 })}
        onBlur={() => setCursor(undefined)}
        onPointerMove={(event) => setCursor(point(event))}
        onPointerLeave={() => setCursor(undefined)}
        onClick={openServer}
      >
        <canvas
          ref={(element) => {
            setCanvas(element);
            observer.observe(element);
          }}
          class="cell-map__canvas"
          style={{ '--h': `${layout().height}px` }}
        />
      </div>
      <p class="visually-hidden" aria-live="polite">
        {spoken()}
      </p>
      <Show when={server()}>
        {(current) => (
          <div
            class="lens"
            style={{
              '--x': `${lensX(cellAt(layout(), cursor() ?? { block: 0, position: 0 })[0])}px`,
              '--y': `${cellAt(layout(), cursor() ?? { block: 0, position: 0 })[1]}px`,
            }}
          >
            <div class="lens__grid">
              <Index each={neighbourhood(layout(), cursor() ?? { block: 0, position: 0 })}>
                {(near, i) => (
                  <i data-status={nearStatus(near())} data-here={i === 12 ? '' : undefined}>
                    <Show when={near()}>
                      {(neighbour) => (
                        <Show when={engine.statusOf(neighbour()) !== 'ok'}>
                          <StatusMark status={engine.statusOf(neighbour())} size={14} />
                        </Show>
                      )}
                    </Show>
                  </i>
                )}
              </Index>
            </div>
            <p class="lens__name">
              <StatusMark status={engine.statusOf(current())} size={13} />
              <Host name={current().name} />
            </p>
            <dl class="lens__facts num">
              <dt>{t('map.health')}</dt>
              <dd>{format.number(engine.snapshot()?.health[current().index], 0)}</dd>
              <Show when={props.mode !== 'health'}>
                <dt>{terms.metric(props.mode, 'short')}</dt>
                <dd>{format.value(engine.value(props.mode, current()), unitOf(props.mode))}</dd>
              </Show>
              <Show when={current().place}>
                {(place) => (
                  <>
                    <dt>{t('map.place')}</dt>
                    <dd>{`${place().site} · ${place().rack}`}</dd>
                  </>
                )}
              </Show>
            </dl>
          </div>
        )}
      </Show>
    </div>
  );

  function nearStatus(near: Server | undefined): string {
    return near ? engine.statusOf(near) : 'none';
  }
  /** Beside the pointer, on the side where there is room. */
  function lensX(x: number): number {
    return x + 60 + LENS_WIDTH > width() ? x - LENS_WIDTH - 30 : x + 40;
  }
}
