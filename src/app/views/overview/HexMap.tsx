/** Fleet map for up to 600 servers: one SVG cluster of hexagons per tier, each cell a link; arrow keys walk, Enter opens. */
import { For, Show } from 'solid-js';
import type { Server, Tier } from '../../../core/domain/fleet.ts';
import { useEngine } from '../../engine.tsx';
import { overview as en } from '../../i18n/en/overview.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { overview as ko } from '../../i18n/ko/overview.ts';
import { useSession } from '../../session.ts';
import { unitOf } from '../../unit-of.ts';
import { StatusShape } from '../../widgets/StatusMark.tsx';
import { useTerms } from '../../widgets/terms.ts';
import { cellValue, heatStep, type Mode } from './colouring.ts';
import {
  hexLayout,
  hexPath,
  LABELLED_RADIUS,
  MINI_RADIUS,
  rowLength,
  SMALL_RADIUS,
  shortName,
} from './hexes.ts';

const words = { en, ko };
/** Servers up to which labelled cells have their full size. */
const MOST_LARGE = 24;

/** Servers of one tier. */
export interface Cluster {
  readonly tier: Tier;
  readonly servers: readonly Server[];
}

/** @param props.labelled large cells with number and name; else small ones with a mark where something is wrong */
export function HexMap(props: {
  clusters: readonly Cluster[];
  mode: Mode;
  labelled: boolean;
  isPhone: boolean;
  /** Beside a panel on a narrow screen: labelled cells are smaller. */
  isTight: boolean;
}) {
  const { format } = useWords(words);
  const terms = useTerms();
  const engine = useEngine();
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
    <div class="hex-map" data-labelled={props.labelled ? '' : undefined} onKeyDown={walk}>
      <For each={props.clusters}>
        {(cluster, c) => {
          const layout = () =>
            hexLayout(
              cluster.servers.length,
              radius(),
              rowLength(cluster.servers.length, radius(), props.isPhone),
            );
          return (
            <section class="hex-map__cluster" aria-label={terms.tier(cluster.tier)}>
              <h3>
                {terms.tier(cluster.tier)}{' '}
                <span class="num">
                  <Show when={troubled(cluster) > 0}>
                    <em>{format.number(troubled(cluster), 0)}</em>/
                  </Show>
                  {format.number(cluster.servers.length, 0)}
                </span>
              </h3>
              <svg width={layout().width} height={layout().height}>
                <title>{terms.tier(cluster.tier)}</title>
                <For each={cluster.servers}>
                  {(server, i) => (
                    <Hex
                      server={server}
                      mode={props.mode}
                      labelled={props.labelled}
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
    </div>
  );
}

function Hex(props: {
  server: Server;
  mode: Mode;
  labelled: boolean;
  radius: number;
  centre: readonly [number, number];
  isFirst: boolean;
}) {
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
  const label = () =>
    props.mode === 'health'
      ? t('map.cell', { server: props.server.name, status: terms.status(status()), health: text() })
      : t('map.cellValue', {
          server: props.server.name,
          status: terms.status(status()),
          metric: terms.metric(props.mode),
          value: text(),
        });
  const heat = () =>
    props.mode === 'health' || isGone() ? undefined : heatStep(props.mode, value());
  const isMarked = () => status() !== 'ok';
  const markSize = () => (props.labelled ? 14 : 15);
  return (
    <g
      class="hex"
      data-status={status()}
      data-heat={heat()}
      transform={`translate(${props.centre[0].toFixed(1)} ${props.centre[1].toFixed(1)})`}
    >
      <a
        class="hex__link"
        href={session.href({ view: 'server', selected: props.server.name })}
        aria-label={label()}
        tabindex={props.isFirst ? 0 : -1}
      >
        <title>{label()}</title>
        <Show when={session.session().selected === props.server.name}>
          <path class="hex__ring" d={hexPath(props.radius + 2.5)} />
        </Show>
        <path class="hex__cell" d={hexPath(props.radius)} />
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
