/** The map's canvas with what floats over it: zoom, minimap, legend, the card under the pointer, keys. */
import './corner.css';
import { Maximize, Minus, Plus } from 'lucide-solid';
import {
  createEffect,
  createSignal,
  createUniqueId,
  lazy,
  on,
  onCleanup,
  onMount,
  Show,
  Suspense,
} from 'solid-js';
import { useEngine } from '../../engine.tsx';
import { topology as en } from '../../i18n/en/topology.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { topology as ko } from '../../i18n/ko/topology.ts';
import { useImpactWords } from '../../impact.ts';
import { useSettings } from '../../settings.ts';
import { useTerms } from '../../widgets/terms.ts';
import { placeKey } from './arrange.ts';
import { gravestOf } from './draw-node.ts';
import { CALL } from './graph.ts';
import type { GraphNode } from './graph-node.ts';
import type { Mode, Picture } from './picture.ts';
import type { Pins } from './pins.ts';
import { mountTopology } from './scene.ts';
import type { Arranging, Layout, Scene } from './scene-parts.ts';

const TopologyLegend = lazy(async () => ({
  default: (await import('./TopologyLegend.tsx')).TopologyLegend,
}));
const TopologyTables = lazy(async () => ({
  default: (await import('./TopologyTables.tsx')).TopologyTables,
}));
const TopologyTip = lazy(async () => ({
  default: (await import('./TopologyTip.tsx')).TopologyTip,
}));
const words = { en, ko };
const ARROWS = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
} as const;
const VECTORS = { left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1] } as const;
const ZOOM_STEP = 1.35;
/** How far a key press moves a pinned node, map units. */
const NUDGE = 24;

/** What the view may ask of the map. */
export interface MapHandle {
  /** Pins the node at a key where it is, or lets it go. */
  togglePin(key: string): void;
  /** Key of the node under the keyboard cursor; `undefined` when the map has no focus. */
  cursor(): string | undefined;
}

/**
 * @param props.onPick a node was opened; `undefined`: the focus is cleared
 * @param props.hulls tiers are outlined
 * @param props.over height of a second row of controls over the map
 * @param props.fresh changes when nothing of the picture before is to be kept
 */
export function TopologyCanvas(props: {
  picture: Picture;
  layout: Layout;
  mode: Mode;
  pins: Pins;
  hulls: boolean;
  over: number;
  fresh: string;
  onPick: (node: GraphNode | undefined) => void;
  onSettled: () => void;
  ref: (handle: MapHandle) => void;
}) {
  const { t } = useWords(words);
  const terms = useTerms();
  const engine = useEngine();
  const impacts = useImpactWords(engine);
  const { settings } = useSettings();
  const [hover, setHover] = createSignal<{ node: number; x: number; y: number; isHeld: boolean }>();
  const [spoken, setSpoken] = createSignal('');
  const [arranging, setArranging] = createSignal<Arranging>();
  const [failure, setFailure] = createSignal<unknown>();
  const [fresh, setFresh] = createSignal(0);
  /** Counts layouts that arrived: what is on the stage is no signal itself. */
  const [settled, setSettled] = createSignal(0);
  const help = createUniqueId();
  let stage!: HTMLDivElement;
  let canvas!: HTMLCanvasElement;
  let minimap!: HTMLCanvasElement;
  let scene: Scene | undefined;
  /** What is on the stage; it follows the newest picture as soon as that is laid out. */
  const shown = () => scene?.content()?.picture ?? props.picture;

  onMount(() => {
    scene = mountTopology(canvas, minimap, {
      pick(node) {
        if (hover()?.isHeld) setHover(undefined);
        props.onPick(node === undefined ? undefined : shown().graph.nodes.at(node));
      },
      hover: (node, x, y, isHeld = false) =>
        setHover(node < 0 ? undefined : { node, x, y, isHeld }),
      settled: () => {
        setSettled((count) => count + 1);
        const cursor = scene?.cursor() ?? -1;
        if (cursor >= 0 && stage.contains(document.activeElement)) setSpoken(describe(cursor));
        props.onSettled();
      },
      arranging: setArranging,
      moved(node, x, y) {
        const moved = shown().graph.nodes.at(node);
        if (moved) props.pins.pin(placeKey(moved), [x, y]);
      },
      failed: setFailure,
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
    createEffect(() => {
      const { picture, layout, pins, hulls, over } = props;
      const arrangement = {
        layout,
        pins: pins.places(),
        hulls,
        over,
        fresh: `${props.fresh}|${fresh()}`,
      };
      setFailure(undefined);
      scene?.show(picture, arrangement);
    });
    props.ref({
      togglePin,
      cursor() {
        const node = scene && shown().graph.nodes.at(Math.max(0, scene.cursor()));
        const isHere = stage.contains(document.activeElement) && (scene?.cursor() ?? -1) >= 0;
        return node && isHere ? placeKey(node) : undefined;
      },
    });
  });
  createEffect(on([() => props.picture.graph, () => props.layout], () => setHover(undefined)));

  const togglePin = (key: string) => {
    const { nodes } = shown().graph;
    const node = nodes.findIndex((each) => placeKey(each) === key);
    const place = scene?.placeOf(node);
    const name = shown().nodes.at(node)?.label ?? key;
    if (props.pins.places().has(key)) {
      props.pins.unpin(key);
      setSpoken(t('pin.undone', { name }));
    } else if (node >= 0 && place) {
      props.pins.pin(key, place);
      setSpoken(t('pin.done', { name }));
    }
  };
  const pinAt = (index: number) => {
    const node = shown().graph.nodes.at(index);
    setHover(undefined);
    if (node) togglePin(placeKey(node));
  };
  const isPinned = (node: number) => {
    const at = shown().graph.nodes.at(node);
    return at !== undefined && props.pins.places().has(placeKey(at));
  };
  const under = () => {
    const at = hover();
    settled();
    const node = at && shown().nodes.at(at.node);
    return at && node && node.kind !== 'users' ? { ...at, node, index: at.node } : undefined;
  };
  const describe = (index: number): string => {
    const node = shown().nodes.at(index);
    if (!node) return '';
    if (node.kind === 'users') return t('canvas.users');
    const { edges } = shown().graph;
    let callers = 0;
    let callees = 0;
    for (let e = 0; e < edges.count; e++) {
      if (edges.kind[e] !== CALL) continue;
      if (edges.to[e] === index) callers++;
      if (edges.from[e] === index) callees++;
    }
    const facts = {
      name: node.label,
      status: terms.status(node.status),
      count: node.count,
      callers,
      callees,
    };
    let text = t(node.kind === 'group' ? 'canvas.group' : 'canvas.at', facts);
    if (node.impact)
      text = t('canvas.impact', {
        text,
        state: impacts.t(`state.${gravestOf(node.impact)}`),
      });
    return isPinned(index) ? t('canvas.pinned', { text }) : text;
  };
  const onKey = (event: KeyboardEvent) => {
    if (!scene || event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = Object.entries(ARROWS).find(([key]) => key === event.key)?.[1];
    const cursor = scene.cursor();
    const node = cursor < 0 ? undefined : shown().graph.nodes.at(cursor);
    if (arrow && event.shiftKey) {
      if (!node || !isPinned(cursor)) return;
      scene.nudge(cursor, VECTORS[arrow][0] * NUDGE, VECTORS[arrow][1] * NUDGE);
    } else if (arrow) setSpoken(describe(scene.step(arrow)));
    else if (event.key === 'Enter' || event.key === ' ') {
      if (node) props.onPick(node);
    } else if (event.key === '+' || event.key === '=') scene.zoom(ZOOM_STEP);
    else if (event.key === '-') scene.zoom(1 / ZOOM_STEP);
    else if (event.key === '0') scene.frameAll();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const calls = () => props.picture.graph.edges.count;

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
          <Suspense>
            <TopologyTip
              node={tip().node}
              x={tip().x}
              y={tip().y}
              pinned={isPinned(tip().index)}
              onPin={tip().isHeld ? () => pinAt(tip().index) : undefined}
            />
          </Suspense>
        )}
      </Show>
      <ArrangeLine
        state={arranging()}
        failure={failure()}
        onCancel={() => scene?.cancel()}
        onAgain={() => setFresh((count) => count + 1)}
      />
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
        <Suspense>
          <TopologyTables
            picture={props.picture}
            content={() => scene?.content()}
            element={() => canvas}
          />
        </Suspense>
        <Suspense>
          <TopologyLegend picture={props.picture} mode={props.mode} />
        </Suspense>
      </div>
      <Show when={engine.fleet()?.links.length === 0}>
        <p class="topology__note">{t('links.none')}</p>
      </Show>
    </div>
  );
}

/** The line over a layout that takes its time: how far it is, cancel; or that it was stopped. */
function ArrangeLine(props: {
  state: Arranging;
  failure: unknown;
  onCancel: () => void;
  onAgain: () => void;
}) {
  const { t, format } = useWords(words);
  const terms = useTerms();
  const share = () => {
    const state = props.state;
    return typeof state === 'object' ? state.share : undefined;
  };
  return (
    <Show when={props.state}>
      <div class="topology__run" data-run>
        <Show
          when={share() !== undefined}
          fallback={
            <>
              <span>
                {t('arrange.stopped')} {props.failure ? terms.error(props.failure) : ''}
              </span>
              <button type="button" class="button" onClick={() => props.onAgain()}>
                {t('arrange.again')}
              </button>
            </>
          }
        >
          <progress max="1" value={share() ?? 0} aria-label={t('arrange.label')} />
          <span class="num">{t('arrange.running', { share: format.value(share(), '1') })}</span>
          <button type="button" class="button" onClick={() => props.onCancel()}>
            {t('arrange.cancel')}
          </button>
        </Show>
      </div>
    </Show>
  );
}
