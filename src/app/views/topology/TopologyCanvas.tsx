/** The map's canvas with what floats over it: zoom, minimap, legend, the card under the pointer, keys. */
import { Maximize, Minus, Plus } from 'lucide-solid';
import {
  createEffect,
  createSignal,
  createUniqueId,
  Index,
  onCleanup,
  onMount,
  Show,
} from 'solid-js';
import { topology as en } from '../../i18n/en/topology.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { topology as ko } from '../../i18n/ko/topology.ts';
import { useSettings } from '../../settings.ts';
import { StatusMark } from '../../widgets/StatusMark.tsx';
import { useTerms } from '../../widgets/terms.ts';
import type { GraphNode } from './graph.ts';
import { HEAT_LIMITS, type Mode, type Picture } from './picture.ts';
import { type Layout, mountTopology, type Scene } from './scene.ts';
import { TopologyTables } from './TopologyTables.tsx';

const words = { en, ko };
const ARROWS = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
} as const;
const ZOOM_STEP = 1.35;

/** @param props.onPick a node was opened; `undefined`: the focus is cleared */
export function TopologyCanvas(props: {
  picture: Picture;
  layout: Layout;
  mode: Mode;
  onPick: (node: GraphNode | undefined) => void;
  onSettled: () => void;
}) {
  const { t, format } = useWords(words);
  const terms = useTerms();
  const { settings } = useSettings();
  const [hover, setHover] = createSignal<{ node: number; x: number; y: number }>();
  const [spoken, setSpoken] = createSignal('');
  const help = createUniqueId();
  let stage!: HTMLDivElement;
  let canvas!: HTMLCanvasElement;
  let minimap!: HTMLCanvasElement;
  let scene: Scene | undefined;

  onMount(() => {
    scene = mountTopology(canvas, minimap, {
      pick: (node) =>
        props.onPick(node === undefined ? undefined : props.picture.graph.nodes.at(node)),
      hover: (node, x, y) => setHover(node < 0 ? undefined : { node, x, y }),
      settled: () => props.onSettled(),
      reducedMotion: () =>
        settings.motion === 'reduced' || matchMedia('(prefers-reduced-motion: reduce)').matches,
      tierName: (tier) => terms.tier(tier),
    });
    const observer = new ResizeObserver(() => scene?.resize());
    observer.observe(stage);
    scene.resize();
    onCleanup(() => {
      observer.disconnect();
      scene?.dispose();
    });
    createEffect(() => scene?.show(props.picture, props.layout));
  });

  const under = () => {
    const at = hover();
    const node = at && props.picture.nodes.at(at.node);
    return at && node && node.kind !== 'users' ? { ...at, node, index: at.node } : undefined;
  };
  const requests = (index: number) => {
    let sum = NaN;
    props.picture.graph.edges.forEach((edge, i) => {
      const { rate } = props.picture.figures[i];
      if (edge.to === index && rate >= 0) sum = (Number.isNaN(sum) ? 0 : sum) + rate;
    });
    return sum;
  };
  const speak = (index: number) => {
    const node = props.picture.nodes.at(index);
    if (!node) return;
    if (node.kind === 'users') return setSpoken(t('canvas.users'));
    const calls = props.picture.graph.edges.filter((edge) => edge.kind === 'call');
    setSpoken(
      t('canvas.at', {
        name: node.label,
        status: terms.status(node.status),
        callers: calls.filter((edge) => edge.to === index).length,
        callees: calls.filter((edge) => edge.from === index).length,
      }),
    );
  };
  const onKey = (event: KeyboardEvent) => {
    if (!scene || event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = Object.entries(ARROWS).find(([key]) => key === event.key);
    if (arrow) speak(scene.step(arrow[1]));
    else if (event.key === 'Enter' || event.key === ' ') {
      const node = props.picture.graph.nodes.at(Math.max(0, scene.cursor()));
      if (scene.cursor() >= 0) props.onPick(node);
    } else if (event.key === '+' || event.key === '=') scene.zoom(ZOOM_STEP);
    else if (event.key === '-') scene.zoom(1 / ZOOM_STEP);
    else if (event.key === '0') scene.frameAll();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const calls = () => props.picture.graph.edges.length;

  return (
    <div class="topology__map" ref={stage}>
      <div
        class="topology__keys"
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: an application takes keys; the tables below say the same.
        tabIndex={0}
        aria-label={t('title')}
        aria-describedby={help}
        onKeyDown={onKey}
        onBlur={() => scene?.clearCursor()}
      >
        <canvas
          class="topology__canvas"
          ref={canvas}
          role="img"
          aria-label={t('canvas.label', {
            nodes: props.picture.nodes.length,
            links: calls(),
            troubled: props.picture.troubled,
          })}
        />
      </div>
      <p class="visually-hidden" id={help}>
        {t('canvas.help')}
      </p>
      <output class="visually-hidden">{spoken()}</output>
      <Show when={under()}>
        {(tip) => (
          <div
            class="topology__tip"
            style={{ '--x': `${tip().x}px`, '--y': `${tip().y}px` }}
            aria-hidden="true"
          >
            <p class="topology__tip-name">
              <StatusMark status={tip().node.status} size={13} />
              <b class={tip().node.kind === 'server' ? 'mono' : ''}>{tip().node.label}</b>
            </p>
            <dl>
              <dt>{t('tip.health')}</dt>
              <dd class="num">{format.number(tip().node.health * 100, 0)}</dd>
              <dt>{t('tip.requests')}</dt>
              <dd class="num">{format.value(requests(tip().index), '{request}/s')}</dd>
            </dl>
            <Show when={tip().node.kind === 'group'}>
              <p class="muted">{t('group.tip', { count: tip().node.count })}</p>
            </Show>
          </div>
        )}
      </Show>
      <div class="topology__corner">
        <div class="topology__zoom">
          <button type="button" aria-label={t('zoom.in')} onClick={() => scene?.zoom(ZOOM_STEP)}>
            <Plus size={16} aria-hidden="true" />
          </button>
          <button
            type="button"
            aria-label={t('zoom.out')}
            onClick={() => scene?.zoom(1 / ZOOM_STEP)}
          >
            <Minus size={16} aria-hidden="true" />
          </button>
          <button type="button" aria-label={t('zoom.fit')} onClick={() => scene?.frameAll()}>
            <Maximize size={16} aria-hidden="true" />
          </button>
        </div>
        <canvas
          class="topology__minimap"
          ref={minimap}
          role="img"
          aria-label={t('minimap')}
          title={t('minimap')}
        />
      </div>
      <div class="topology__foot">
        <TopologyTables picture={props.picture} />
        <ul class="topology__legend">
          <Show when={props.mode === 'traffic'} fallback={<HeatLegend mode={props.mode} />}>
            <li>
              <svg width="40" height="8" viewBox="0 0 40 8" aria-hidden="true">
                <path class="topology__width" d="M1 3.4 39 .6v6.8L1 4.6Z" />
              </svg>
              {t('legend.traffic')}
            </li>
          </Show>
          <li>
            <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
              <circle class="topology__ring" cx="7" cy="7" r="5.5" />
              <path class="topology__arc" d="M7 1.5a5.5 5.5 0 1 1-5.2 3.8" />
            </svg>
            {t('legend.ring')}
          </li>
          <Show when={props.picture.focus >= 0}>
            <li>
              <span class="topology__hop num">1</span>
              {t('legend.hops')}
            </li>
          </Show>
        </ul>
      </div>
      <Show when={calls() === 0}>
        <p class="topology__note">{t('links.none')}</p>
      </Show>
    </div>
  );
}

/** The steps of the links' colour with their limits. */
function HeatLegend(props: { mode: Mode }) {
  const { t, format } = useWords(words);
  const latency = () => props.mode !== 'errors';
  const limits = () => (latency() ? HEAT_LIMITS.latency : HEAT_LIMITS.errors);
  const ends = () =>
    [limits()[0], limits()[3], limits()[6]].map((limit) =>
      format.value(limit, latency() ? 's' : '1'),
    );
  return (
    <li class="topology__heat">
      <span>{t(latency() ? 'legend.latency' : 'legend.errors')}</span>
      <span class="topology__ramp" aria-hidden="true">
        <Index each={[...limits(), 0]}>{(_, i) => <i data-heat={i} />}</Index>
      </span>
      <span class="topology__ends num">
        <Index each={ends()}>{(end) => <span>{end()}</span>}</Index>
      </span>
    </li>
  );
}
