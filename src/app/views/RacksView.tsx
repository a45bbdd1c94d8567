/** Racks: where the servers stand, coloured by what they feel, in 3-D, as elevations or all on one page. */
import './racks/panel.css';
import './racks.css';
import { Box as BoxIcon } from 'lucide-solid';
import { createEffect, createMemo, createSignal, Index, lazy, Show, Suspense } from 'solid-js';
import { useEngine } from '../engine.tsx';
import { racks as en } from '../i18n/en/racks.ts';
import { useWords } from '../i18n/i18n.tsx';
import { racks as ko } from '../i18n/ko/racks.ts';
import { createImpact } from '../impact.ts';
import { useSession } from '../session.ts';
import { useKeys } from '../shortcuts.ts';
import { EmptyState } from '../widgets/EmptyState.tsx';
import { Skeleton } from '../widgets/Skeleton.tsx';
import { floorBox, rowKey, standFloor } from './racks/floor.ts';
import { type Heat, heatScale, heatTicks } from './racks/heat.ts';
import { gravestHall, type Hall, halls, rackModels } from './racks/model.ts';
import { makeRackPicture } from './racks/picture.ts';
import { isAngle, type Mode, RackBar } from './racks/RackBar.tsx';
import { RackStage, type RackStageHandle } from './racks/RackStage.tsx';
import { RackTrail } from './racks/RackTrail.tsx';
import type { Angle, KeptView } from './racks/room.ts';
import { stepAcross } from './racks/steps.ts';
import { hallName, NOWHERE, nameAbove, whereIs } from './racks/where.ts';

const words = { en, ko };
/** The panels, the list and the pages come after the picture: most visits begin with a look. */
const RackPanel = lazy(async () => ({
  default: (await import('./racks/RackPanel.tsx')).RackPanel,
}));
const PlacePanel = lazy(async () => ({
  default: (await import('./racks/PlacePanel.tsx')).PlacePanel,
}));
const RackList = lazy(async () => ({ default: (await import('./racks/RackList.tsx')).RackList }));
const RackTrouble = lazy(async () => ({
  default: (await import('./racks/RackTrouble.tsx')).RackTrouble,
}));
const RackCompare = lazy(async () => ({
  default: (await import('./racks/RackCompare.tsx')).RackCompare,
}));
const AllRacks = lazy(async () => ({ default: (await import('./racks/AllRacks.tsx')).AllRacks }));

export default function RacksView() {
  const { t, format } = useWords(words);
  const engine = useEngine();
  const session = useSession();
  const [heat, setHeat] = createSignal<Heat>('temperature');
  const [chosenMode, setMode] = createSignal<Mode>('orbit');
  const [dim, setDim] = createSignal(false);
  const [failed, setFailed] = createSignal<'missing' | 'lost' | 'gone'>();
  const [hidden, setHidden] = createSignal<ReadonlySet<string>>(new Set());
  const [isWide, setWide] = createSignal(false);
  const [withImpact, setWithImpact] = createSignal(true);
  const [other, setOther] = createSignal<string>();
  const [idle, setIdle] = createSignal(false);
  /** Outlives the stage: after a list or a lost context one looks from where one did. */
  const kept: KeptView = { losses: 0 };
  let lastAngle: Angle = 'orbit';
  let stage: RackStageHandle | undefined;

  const models = createMemo(() => {
    const fleet = engine.fleet();
    return fleet ? rackModels(fleet) : [];
  });
  const rooms = createMemo(() => halls(models()));
  const where = createMemo(() => {
    const fleet = engine.fleet();
    return fleet ? whereIs(fleet, rooms(), session.session().selected) : NOWHERE;
  });
  const rack = () => where().rack;
  const impact = createImpact(engine);
  /** Found anew while the past is replayed, then once per fleet: the room must not change by itself while one looks. */
  const atFirst = createMemo<{ hall: Hall | undefined; isFinal: boolean } | undefined>((before) => {
    if (before?.isFinal && before.hall && rooms().includes(before.hall)) return before;
    const snapshot = engine.snapshot();
    if (!snapshot || snapshot.status.length !== engine.fleet()?.servers.length) return undefined;
    const isFinal = engine.clock().mode !== 'replaying';
    return { hall: gravestHall(rooms(), snapshot), isFinal };
  });
  const lastChosen = createMemo<Hall | undefined>((before) => where().hall ?? before);
  /** The room with the selection or the last one, else the one in most trouble; none when all are looked at. */
  const hall = createMemo<Hall | undefined>(() => {
    const found = where().hall;
    if (found || rooms().length < 2) return found ?? rooms().at(0);
    if (isWide()) return undefined;
    const last = lastChosen();
    return last && rooms().includes(last) ? last : (atFirst()?.hall ?? rooms().at(0));
  });
  const floor = createMemo(() => standFloor(rooms(), hidden()));
  const box = createMemo(() => {
    const room = floor().rooms.find((each) => each.hall === hall());
    const { row, rack: inside } = where();
    const line = inside ? undefined : room?.rows.find((each) => each.row === row);
    return line?.box ?? room?.box ?? floorBox(floor());
  });
  const picture = createMemo(() => {
    const [fleet, snapshot] = [engine.fleet(), engine.snapshot()];
    if (!fleet || !snapshot || floor().cabinets.length === 0) return undefined;
    if (snapshot.status.length !== fleet.servers.length) return undefined;
    const shown = withImpact() ? impact() : undefined;
    const { server } = where();
    return makeRackPicture(fleet, snapshot, floor(), shown, {
      heat: heat(),
      dim: dim(),
      rack: rack()?.rack.name,
      server,
    });
  });
  const scale = createMemo(() => {
    const [fleet, snapshot] = [engine.fleet(), engine.snapshot()];
    return fleet && snapshot ? heatScale(heat(), fleet, snapshot) : undefined;
  });
  const isFlat = () => failed() !== undefined;
  const mode = (): Mode => (isFlat() && isAngle(chosenMode()) ? 'list' : chosenMode());
  const angle = () => {
    const now = mode();
    if (isAngle(now)) lastAngle = now;
    return lastAngle;
  };
  const isStage = () => isAngle(mode()) && other() === undefined;
  const empty = () => engine.fleet() !== undefined && models().length === 0;
  const listed = () => (hall() ?? rooms().at(0))?.racks ?? [];

  const select = (name: string | undefined) => {
    setWide(name === undefined);
    if (name !== session.session().selected) session.go({ selected: name });
  };
  /** Nothing is selected any more; one stays in the room. */
  const close = () => session.go({ selected: undefined });
  const selectServer = (column: number) => {
    if (column >= 0) select(engine.fleet()?.servers.at(column)?.name);
  };
  const up = () => {
    const fleet = engine.fleet();
    if (other() !== undefined) return setOther(undefined);
    if (!fleet || session.session().selected === undefined) return false;
    return select(nameAbove(fleet, where()));
  };
  const openDeeper = () => {
    const { server, rack: inside, hall: room, row } = where();
    if (server >= 0) return session.go({ view: 'server' });
    if (inside) return selectServer(inside.slots.at(0)?.server ?? -1);
    const first = (room ?? hall())?.racks.find((each) => !row || each.rack.row === row);
    return select((first ?? models().at(0))?.rack.name);
  };
  const toggleList = () => {
    setFailed(undefined);
    setMode((now) => (now === 'list' ? lastAngle : 'list'));
  };
  const retry = () => {
    setFailed(undefined);
    setMode(lastAngle);
  };
  useKeys({ l: toggleList, f: () => stage?.focus(), Escape: up });
  createEffect(() => {
    if (empty() || (!isStage() && picture())) setIdle(true);
  });

  return (
    <div class="racks" data-idle={idle() ? '' : undefined}>
      <h1 class="visually-hidden">{t('title')}</h1>
      <Show
        when={!empty()}
        fallback={
          <EmptyState icon={<BoxIcon size={28} />} title={t('empty.title')}>
            <p>{t('empty.body')}</p>
            <a class="button" href={session.href({ view: 'servers', selected: undefined })}>
              {t('empty.servers')}
            </a>
          </EmptyState>
        }
      >
        <div class="racks__room" data-listed={isStage() ? undefined : ''}>
          <div class="racks__over">
            <RackBar
              heat={heat()}
              onHeat={setHeat}
              mode={mode()}
              flat={isFlat()}
              onMode={(next) => {
                setOther(undefined);
                setMode(next);
              }}
              rooms={rooms()}
              hall={hall()}
              onHall={(next) => {
                const fleet = engine.fleet();
                select(fleet && next && hallName(fleet, next));
              }}
              hidden={hidden()}
              onRow={(key) => setHidden((now) => toggled(now, key))}
              dim={dim()}
              onDim={() => setDim((now) => !now)}
            />
            <Show when={mode() !== 'all' && engine.fleet()}>
              {(fleet) => (
                <RackTrail
                  fleet={fleet()}
                  where={where().hall ? where() : { ...NOWHERE, hall: hall() }}
                  onGo={(name) => {
                    select(name);
                    if (where().rack) stage?.focus();
                    else stage?.home();
                  }}
                />
              )}
            </Show>
            <Suspense>
              <Show when={impact()}>
                {(found) => (
                  <RackTrouble
                    impact={found()}
                    shown={withImpact()}
                    onToggle={() => setWithImpact((now) => !now)}
                    onGo={(name) => {
                      select(name);
                      stage?.home();
                    }}
                  />
                )}
              </Show>
            </Suspense>
          </div>
          <Show when={failed()}>
            {(why) => (
              <output class="racks__notice">
                {t(`fallback.${why()}`)}
                <button type="button" class="button" onClick={retry}>
                  {t('fallback.retry')}
                </button>
              </output>
            )}
          </Show>
          <Show when={picture()} fallback={<Skeleton lines={6} />}>
            {(shown) => (
              <Show
                when={isStage()}
                fallback={
                  <Suspense fallback={<Skeleton lines={6} />}>
                    <Show
                      when={other() === undefined}
                      fallback={
                        <RackCompare
                          models={models()}
                          first={rack()?.rack.name}
                          second={other() ?? ''}
                          heat={heat()}
                          states={shown().impact?.states}
                          server={where().server}
                          onFirst={select}
                          onSecond={setOther}
                          onSelect={selectServer}
                          onClose={() => setOther(undefined)}
                        />
                      }
                    >
                      <Show
                        when={mode() === 'all'}
                        fallback={
                          <RackList
                            racks={listed().filter(
                              (model) =>
                                !hidden().has(rowKey(hall() ?? rooms()[0], model.rack.row)),
                            )}
                            rack={rack()}
                            heat={heat()}
                            selected={where().server}
                            dimHealthy={dim()}
                            states={shown().impact?.states}
                            onRack={select}
                            onSelect={selectServer}
                          />
                        }
                      >
                        <AllRacks
                          rooms={rooms()}
                          picture={shown()}
                          heat={heat()}
                          hall={hall()}
                          rack={rack()}
                          onRack={select}
                        />
                      </Show>
                    </Show>
                  </Suspense>
                }
              >
                <RackStage
                  picture={shown()}
                  box={box()}
                  angle={angle()}
                  heat={heat()}
                  kept={kept}
                  onPick={(hit) =>
                    hit?.server === undefined ? hit && select(hit.rack) : selectServer(hit.server)
                  }
                  onStep={(dx, dy) =>
                    select(
                      stepAcross(floor(), engine.fleet(), { ...where(), hall: hall() }, dx, dy),
                    )
                  }
                  onOpen={openDeeper}
                  onUp={up}
                  onReady={() => setIdle(true)}
                  onFail={setFailed}
                  handle={(handle) => {
                    stage = handle;
                  }}
                />
              </Show>
            )}
          </Show>
          <Show when={scale()}>
            {(shown) => (
              <div class="racks__legend">
                <span>{t(`legend.${heat()}`)}</span>
                <span class="racks__ramp" aria-hidden="true">
                  <Index each={[0, 1, 2, 3, 4, 5, 6, 7]}>
                    {(step) => <i data-heat={step()} />}
                  </Index>
                </span>
                <span class="racks__ticks num">
                  <Index each={heatTicks(shown())}>
                    {(tick) => <span>{format.value(tick(), shown().unit)}</span>}
                  </Index>
                </span>
              </div>
            )}
          </Show>
          <Show when={isStage()}>
            <p class="racks__hint" aria-hidden="true">
              <Index each={HINTS}>
                {(hint) => (
                  <span>
                    <kbd class="kbd">{hint().key ?? t(`hint.${hint().how}`)}</kbd>
                    {t(`hint.${hint().what}`)}
                  </span>
                )}
              </Index>
            </p>
          </Show>
        </div>
        <Suspense>
          <Show
            when={rack()}
            fallback={
              <Show when={where().hall && mode() !== 'all' && where().hall}>
                {(room) => (
                  <PlacePanel hall={room()} row={where().row} onRack={select} onClose={close} />
                )}
              </Show>
            }
          >
            {(model) => (
              <RackPanel
                model={model()}
                server={where().server}
                heat={heat()}
                dimHealthy={dim()}
                states={picture()?.impact?.states}
                listed={!isStage()}
                others={models()}
                onSelect={selectServer}
                onCompare={setOther}
                onList={toggleList}
                onClose={close}
              />
            )}
          </Show>
        </Suspense>
      </Show>
    </div>
  );
}

/** What pointer and keys do, under the picture. */
const HINTS = [
  { how: 'drag', what: 'orbit', key: undefined },
  { how: 'scroll', what: 'zoom', key: undefined },
  { how: 'drag', what: 'focus', key: 'F' },
  { how: 'drag', what: 'up', key: 'Esc' },
  { how: 'drag', what: 'list', key: 'L' },
] as const;

function toggled(set: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(key)) next.add(key);
  return next;
}
