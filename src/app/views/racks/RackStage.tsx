/** The 3-D room: canvas, words over it, the card of the selected server, keys. Three.js arrives when this is shown. */
import {
  createEffect,
  createSignal,
  createUniqueId,
  For,
  onCleanup,
  onMount,
  Show,
  untrack,
} from 'solid-js';
import { useEngine } from '../../engine.tsx';
import { racks as en } from '../../i18n/en/racks.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { racks as ko } from '../../i18n/ko/racks.ts';
import { useSettings } from '../../settings.ts';
import { Skeleton } from '../../widgets/Skeleton.tsx';
import { StatusMark } from '../../widgets/StatusMark.tsx';
import { useTerms } from '../../widgets/terms.ts';
import type { Box } from './geometry.ts';
import type { Heat } from './heat.ts';
import type { Slot } from './model.ts';
import type { RackPicture } from './picture.ts';
import type { Angle, KeptView, RackEvents, RackHit, RackScene } from './room.ts';
import type { Leader } from './words.ts';

const words = { en, ko };
const TURN = 0.12;
const ZOOM = 1.2;
const METRICS = ['temperature', 'cpu', 'power'] as const;

/** What the view may ask of the room. */
export interface RackStageHandle {
  /** Flies to the selected cabinet. */
  focus(): void;
  /** Flies to what is framed. */
  home(): void;
}

export function RackStage(props: {
  picture: RackPicture;
  /** What is framed; another box is flown to. */
  box: Box;
  angle: Angle;
  heat: Heat;
  kept: KeptView;
  onPick: (hit: RackHit | undefined) => void;
  onStep: (dx: number, dy: number) => void;
  onOpen: () => void;
  /** One level up; `false` when there is none. */
  onUp: () => unknown;
  onReady: () => void;
  onFail: (why: 'missing' | 'lost' | 'gone') => void;
  handle: (handle: RackStageHandle) => void;
}) {
  const { t } = useWords(words);
  const terms = useTerms();
  const engine = useEngine();
  const { settings } = useSettings();
  const [leader, setLeader] = createSignal<Leader>();
  const [hover, setHover] = createSignal<RackHit>();
  const [ready, setReady] = createSignal(false);
  const help = createUniqueId();
  let stage!: HTMLDivElement;
  let canvas!: HTMLCanvasElement;
  let layer!: HTMLCanvasElement;
  let scene: RackScene | undefined;
  let gone = false;

  onCleanup(() => {
    gone = true;
    scene?.dispose();
  });
  onMount(async () => {
    const loaded = await import('./rack-scene.ts').catch(() => undefined);
    if (gone) return;
    const events: RackEvents = {
      pick: (hit) => props.onPick(hit),
      hover: setHover,
      leader: setLeader,
      drawn: () => props.onReady(),
      lost: () => props.onFail('lost'),
      inset: () => stage.parentElement?.querySelector('.racks__over')?.clientHeight ?? 0,
      reducedMotion: () =>
        settings.motion === 'reduced' || matchMedia('(prefers-reduced-motion: reduce)').matches,
    };
    scene = loaded?.mountRacks(canvas, layer, events, props.kept);
    // Gone: offline before it was stored, or gone from the host.
    if (!scene) return props.onFail(loaded ? 'missing' : 'gone');
    props.handle({
      focus: () => scene?.focus(),
      home: () => scene?.enter(props.box),
    });
    setReady(true);
  });
  createEffect(() => {
    if (!ready()) return;
    const observer = new ResizeObserver(() => scene?.resize());
    observer.observe(stage);
    const over = stage.parentElement?.querySelector('.racks__over');
    if (over) observer.observe(over);
    onCleanup(() => observer.disconnect());
  });
  // The first frame is drawn once what it shows and frames is known.
  createEffect(() => {
    if (!ready()) return;
    scene?.show(props.picture);
  });
  createEffect<Angle | undefined>((before) => {
    if (!ready()) return before;
    if (before !== props.angle) scene?.look(props.angle);
    return props.angle;
  });
  createEffect(() => {
    if (!ready()) return;
    scene?.enter(props.box);
    untrack(() => scene?.resize());
  });
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const dx = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
    const dy = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    if (event.shiftKey && (dx !== 0 || dy !== 0)) scene?.turn(dx * TURN, -dy * TURN);
    else if (dx !== 0 || dy !== 0) props.onStep(dx, dy);
    else if (event.key === 'Enter') props.onOpen();
    else if (event.key === 'Escape') {
      if (props.onUp() === false) return;
    } else if (event.key === 'Home') scene?.enter(props.box);
    else if (event.key === '+' || event.key === '=') scene?.zoom(ZOOM);
    else if (event.key === '-') scene?.zoom(1 / ZOOM);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** The card tells of what the pointer is at, else of what is selected. */
  const told = () => {
    const { floor, server } = props.picture;
    const column = hover()?.server ?? server;
    if (column < 0) return undefined;
    const name = hover()?.rack;
    for (const { model } of floor.cabinets) {
      if (name !== undefined && model.rack.name !== name) continue;
      const slot = model.slots.find((each) => each.server === column);
      if (slot) return { rack: model.rack.name, slot };
    }
    return undefined;
  };
  const serverAt = (slot: Slot) => engine.fleet()?.servers.at(slot.server);
  const place = (rack: string, { unit, height }: Slot) =>
    height === 1
      ? t('card.place', { rack, unit })
      : t('card.places', { rack, from: unit, to: unit + height - 1 });
  /** What keys chose, for those who do not see it; numbers that tick are not read out. */
  const chosen = () => {
    const { floor, rack, server } = props.picture;
    const model = floor.cabinets.at(rack)?.model;
    if (rack < 0 || !model) return '';
    const slot = model.slots.find((each) => each.server === server);
    const found = slot && serverAt(slot);
    if (!slot || !found) return t('panel.title', { rack: model.rack.name });
    return `${found.name}, ${place(model.rack.name, slot)}, ${terms.status(engine.statusOf(found))}`;
  };
  const counted = () => {
    const { floor, status } = props.picture;
    let [servers, troubled] = [0, 0];
    for (const { model } of floor.cabinets)
      for (const { server } of model.slots) {
        servers++;
        if (status[server] !== 0) troubled++;
      }
    return { racks: floor.cabinets.length, servers, troubled };
  };

  return (
    <div class="racks__stage" ref={stage}>
      <div
        class="racks__keys"
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: an application takes keys; list view and panel hold the same as buttons.
        tabIndex={0}
        aria-label={t('title')}
        aria-describedby={help}
        onKeyDown={onKey}
      >
        <canvas
          class="racks__canvas"
          ref={canvas}
          role="img"
          aria-label={t('stage.label', {
            ...counted(),
            heat: t(`legend.${props.heat}`),
          })}
        />
        <canvas class="racks__words" ref={layer} role="img" aria-label={t('title')} />
      </div>
      <p class="visually-hidden" id={help}>
        {t('stage.keys')}
      </p>
      <output class="visually-hidden">{chosen()}</output>
      <Show when={!ready()}>
        <div class="racks__loading">
          <Skeleton lines={5} />
        </div>
      </Show>
      <Show when={told()}>
        {(shown) => (
          <Show when={serverAt(shown().slot)}>
            {(server) => (
              <div
                class="racks__card"
                data-loose={
                  leader() === undefined ||
                  (hover()?.server ?? props.picture.server) !== props.picture.server
                    ? ''
                    : undefined
                }
                style={{
                  '--x': `${leader()?.cardX ?? 0}px`,
                  '--y': `${leader()?.cardY ?? 0}px`,
                  '--flip': (leader()?.cardX ?? 0) < (leader()?.x ?? 0) ? '-100%' : '0%',
                }}
                aria-hidden="true"
              >
                <p class="racks__card-name">
                  <StatusMark status={engine.statusOf(server())} size={13} />
                  <b class="mono">{server().name}</b>
                </p>
                <p class="muted">{place(shown().rack, shown().slot)}</p>
                <dl>
                  <For each={METRICS}>
                    {(metric) => (
                      <>
                        <dt>{terms.metric(metric, 'short')}</dt>
                        <dd class="num">
                          {terms.format.value(
                            engine.value(metric, server()),
                            engine.fleet()?.metrics.find((each) => each.id === metric)?.unit ??
                              '{value}',
                          )}
                        </dd>
                      </>
                    )}
                  </For>
                </dl>
              </div>
            )}
          </Show>
        )}
      </Show>
    </div>
  );
}
