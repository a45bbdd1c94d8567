/** Fleet map for up to 600 servers: one SVG cluster of hexagons per label, each cell a link; arrow keys walk, Enter opens, Shift brushes. */
import { createEffect, createSignal, For, onCleanup, Show } from 'solid-js';
import type { Server } from '../../../core/domain/fleet.ts';
import { useEngine } from '../../engine.tsx';
import { overview as en } from '../../i18n/en/overview.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { overview as ko } from '../../i18n/ko/overview.ts';
import { IMPACT_PATHS, markedOf } from '../../impact-marks.ts';
import { useScope } from '../../scope.ts';
import { useSession } from '../../session.ts';
import { unitOf } from '../../unit-of.ts';
import { StatusShape } from '../../widgets/StatusMark.tsx';
import { isTerm, useTerms } from '../../widgets/terms.ts';
import type { Rect } from './brush.ts';
import { cellValue, heatStep, type Mode } from './colouring.ts';
import type { Cluster } from './grouping.ts';
import {
  hexLayout,
  hexPath,
  LABELLED_RADIUS,
  MINI_RADIUS,
  rowLength,
  SMALL_RADIUS,
  shortName,
} from './hexes.ts';
import type { ImpactShown } from './impact-shown.ts';

const words = { en, ko };
/** Servers up to which labelled cells have their full size. */
const MOST_LARGE = 24;
/** From this heat step on small cells carry a core, so that hot and cold differ without colour. */
const FIRST_CORE = 4;

/** How cells are coloured and marked. */
interface Look {
  readonly mode: Mode;
  /** Limits of the heat steps. */
  readonly limits?: readonly number[];
  readonly impact?: ImpactShown | undefined;
  /** Large cells with number and name; else small ones with a mark where something is wrong. */
  readonly labelled: boolean;
}

/** The map. */
export function HexMap(
  props: Look & {
    clusters: readonly Cluster[];
    /** Words of a group's title; left out, groups are tiers. */
    title?: (key: string) => string;
    isPhone: boolean;
    /** Beside a panel on a narrow screen: labelled cells are smaller. */
    isTight: boolean;
  },
) {
  const { format } = useWords(words);
  const terms = useTerms();
  const engine = useEngine();
  const scope = useScope();
  const title = (key: string) => {
    const tier = `tier.${key}`;
    return props.title?.(key) ?? (isTerm(tier) ? terms.t(tier) : key);
  };
  const [rect, setRect] = createSignal<Rect>();
  const [pointed, setPointed] = createSignal<Element>();
  /** What the cell in question says, above it; read again with each tick, once the cells have drawn. */
  const [tip, setTip] = createSignal<{ text: string; x: number; y: number }>();
  createEffect(() => {
    const cell = pointed();
    engine.snapshot();
    queueMicrotask(() => {
      const field = cell?.closest('.hex-map')?.getBoundingClientRect();
      const box = cell?.getBoundingClientRect();
      setTip(
        field && box && !rect()
          ? {
              text: cell?.getAttribute('aria-label') ?? '',
              x: (box.left + box.right) / 2 - field.left,
              y: box.top - field.top,
            }
          : undefined,
      );
    });
  });
  let isGone = false;
  onCleanup(() => {
    isGone = true;
  });
  /** Brushing is for later: its code comes after the first picture. */
  const brush = async (field: HTMLElement) => {
    const { attachHexBrush } = await import('./brush.ts');
    if (isGone) return;
    const relative = (area: Rect | undefined) => {
      const { left, top } = field.getBoundingClientRect();
      setRect(
        area && {
          left: area.left - left,
          top: area.top - top,
          right: area.right - left,
          bottom: area.bottom - top,
        },
      );
    };
    stops.push(
      attachHexBrush(field, { onRect: relative, onBrush: scope.set, onPoint: setPointed }),
    );
  };
  const stops: (() => void)[] = [];
  onCleanup(() => {
    for (const stop of stops) stop();
  });
  const walk = (event: KeyboardEvent & { currentTarget: HTMLElement }) => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (by === undefined) return;
    const cells = [...event.currentTarget.querySelectorAll<SVGAElement>('.hex__link')];
    const focused = document.activeElement;
    const at = focused instanceof SVGAElement ? cells.indexOf(focused) : -1;
    cells.at((at + by + cells.length) % cells.length)?.focus();
    event.preventDefault();
  };
  const total = () => props.clusters.reduce((sum, cluster) => sum + cluster.servers.length, 0);
  const radius = () =>
    !props.labelled
      ? MINI_RADIUS
      : props.isTight || total() > MOST_LARGE
        ? SMALL_RADIUS
        : LABELLED_RADIUS;
  const troubled = (cluster: Cluster) =>
    cluster.servers.filter((server) => engine.statusOf(server) !== 'ok').length;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys move between the links inside, which are interactive.
    <div
      class="hex-map"
      data-labelled={props.labelled ? '' : undefined}
      ref={(field) => void brush(field)}
      onKeyDown={walk}
    >
      <For each={props.clusters}>
        {(cluster, c) => {
          const layout = () =>
            hexLayout(
              cluster.servers.length,
              radius(),
              rowLength(cluster.servers.length, radius(), props.isPhone),
            );
          return (
            <section class="hex-map__cluster" aria-label={title(cluster.key)}>
              <h3>
                {title(cluster.key)}{' '}
                <span class="num">
                  <Show when={troubled(cluster) > 0}>
                    <em>{format.number(troubled(cluster), 0)}</em>/
                  </Show>
                  {format.number(cluster.servers.length, 0)}
                </span>
              </h3>
              <svg width={layout().width} height={layout().height}>
                <title>{title(cluster.key)}</title>
                <For each={cluster.servers}>
                  {(server, i) => (
                    <Hex
                      server={server}
                      mode={props.mode}
                      limits={props.limits ?? []}
                      impact={props.impact}
                      labelled={props.labelled}
                      isOut={scope.members()?.mask[server.index] === 0}
                      radius={radius()}
                      centre={layout().centres[i()]}
                      isFirst={c() === 0 && i() === 0}
                    />
                  )}
                </For>
              </svg>
            </section>
          );
        }}
      </For>
      <Show when={tip()}>
        {(said) => (
          <p
            class="hex-tip num"
            aria-hidden="true"
            style={{ '--x': `${said().x}px`, '--y': `${said().y}px` }}
          >
            {said().text}
          </p>
        )}
      </Show>
      <Show when={rect()}>
        {(area) => (
          <i
            class="map-brush"
            style={{
              '--x': `${area().left}px`,
              '--y': `${area().top}px`,
              '--bw': `${area().right - area().left}px`,
              '--bh': `${area().bottom - area().top}px`,
            }}
          />
        )}
      </Show>
    </div>
  );
}

function Hex(
  props: Look & {
    server: Server;
    /** The screen is narrowed to others. */
    isOut: boolean;
    radius: number;
    centre: readonly [number, number];
    isFirst: boolean;
  },
) {
  const { t, format } = useWords(words);
  const terms = useTerms();
  const engine = useEngine();
  const session = useSession();
  const status = () => engine.statusOf(props.server);
  const value = () => cellValue(engine, props.mode, props.server);
  const isGone = () => status() === 'off' || status() === 'unk';
  const text = () => {
    if (isGone()) return '–';
    return props.mode === 'health'
      ? format.number(value(), 0)
      : format.value(value(), unitOf(props.mode));
  };
  const part = () => markedOf(props.impact?.impact.states[props.server.index] ?? 0);
  const label = () => {
    const part = props.impact?.wordOf(props.server.index);
    return part ? `${measured()}, ${part}` : measured();
  };
  const measured = () =>
    props.mode === 'health'
      ? t('map.cell', { server: props.server.name, status: terms.status(status()), health: text() })
      : t('map.cellValue', {
          server: props.server.name,
          status: terms.status(status()),
          metric: terms.metric(props.mode),
          value: text(),
        });
  const heat = () =>
    props.mode === 'health' || isGone() ? undefined : heatStep(props.limits ?? [], value());
  const isMarked = () => status() !== 'ok';
  const markSize = () => (props.labelled ? 14 : 15);
  return (
    <g
      class="hex"
      data-status={status()}
      data-heat={heat()}
      data-out={props.isOut ? '' : undefined}
      data-within={props.impact?.impact.within[props.server.index] === 1 ? '' : undefined}
      transform={`translate(${props.centre[0].toFixed(1)} ${props.centre[1].toFixed(1)})`}
    >
      <a
        class="hex__link"
        href={session.href({ view: 'server', selected: props.server.name })}
        aria-label={label()}
        data-index={props.server.index}
        tabindex={props.isFirst ? 0 : -1}
      >
        <Show when={session.session().selected === props.server.name}>
          <path class="hex__ring" d={hexPath(props.radius + 2.5)} />
        </Show>
        <path class="hex__cell" d={hexPath(props.radius)} />
        <Show when={!props.labelled && (heat() ?? 0) >= FIRST_CORE}>
          <circle class="hex__core" r={1.6 * ((heat() ?? 0) - FIRST_CORE + 1)} />
        </Show>
        <Show when={part() === 'taken'}>
          <path class="hex__hatch" d={hexPath(props.radius)} fill="url(#impact-hatch)" />
        </Show>
        <Show when={part() === 'cause'}>
          <path class="hex__cause" d={hexPath(props.radius + 2)} />
        </Show>
        <Show when={!(part() === 'taken' && isGone()) && part()}>
          {(state) => (
            <path
              class="hex__part"
              data-impact={state()}
              d={IMPACT_PATHS[state()]}
              transform={`translate(${0.44 * props.radius - 6} ${(props.labelled ? -0.52 : 0.4) * props.radius - 6}) scale(0.75)`}
            />
          )}
        </Show>
        <Show when={isMarked()}>
          <g
            class="hex__mark"
            transform={`translate(${-markSize() / 2} ${props.labelled ? -0.71 * props.radius : -markSize() / 2}) scale(${markSize() / 16})`}
          >
            <StatusShape status={status()} />
          </g>
        </Show>
      </a>
      <Show when={props.labelled}>
        {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: an SVG group takes no focus; the link beside it has the words. */}
        <g class="hex__text" aria-hidden="true">
          <text class="hex__value" y={(isMarked() ? 0.12 : 0.02) * props.radius}>
            {text()}
          </text>
          <text class="hex__name" y={(isMarked() ? 0.47 : 0.43) * props.radius}>
            {shortName(props.server.name, props.radius)}
          </text>
        </g>
      </Show>
    </g>
  );
}
