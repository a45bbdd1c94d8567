/** Racks: where the servers stand, coloured by what they feel, in 3-D or as elevations. */
import './racks.css';
import { Box, List, Thermometer } from 'lucide-solid';
import { createEffect, createMemo, createSignal, For, Index, lazy, Show, Suspense } from 'solid-js';
import { serverIndex } from '../../core/domain/fleet.ts';
import { STATUS } from '../../core/domain/incident.ts';
import { useEngine } from '../engine.tsx';
import { racks as en } from '../i18n/en/racks.ts';
import { useWords } from '../i18n/i18n.tsx';
import { racks as ko } from '../i18n/ko/racks.ts';
import { useSession } from '../session.ts';
import { useKeys } from '../shortcuts.ts';
import { EmptyState } from '../widgets/EmptyState.tsx';
import { Segmented } from '../widgets/Segmented.tsx';
import { Skeleton } from '../widgets/Skeleton.tsx';
import { standCabinets } from './racks/geometry.ts';
import { HEATS, type Heat, heatScale, heatTicks } from './racks/heat.ts';
import { halls, type RackModel, rackModels } from './racks/model.ts';
import { makeRackPicture } from './racks/picture.ts';
import { RackStage, type RackStageHandle } from './racks/RackStage.tsx';
import { ANGLES, type Angle } from './racks/room.ts';

const words = { en, ko };
/** The side panel and the list come after the picture: most visits begin with a look. */
const RackPanel = lazy(async () => ({
  default: (await import('./racks/RackPanel.tsx')).RackPanel,
}));
const RackElevation = lazy(async () => ({
  default: (await import('./racks/RackElevation.tsx')).RackElevation,
}));

export default function RacksView() {
  const { t, format } = useWords(words);
  const engine = useEngine();
  const session = useSession();
  const [heat, setHeat] = createSignal<Heat>('temperature');
  const [angle, setAngle] = createSignal<Angle>('orbit');
  const [dim, setDim] = createSignal(false);
  const [listed, setListed] = createSignal(false);
  const [failed, setFailed] = createSignal<'missing' | 'lost' | 'gone'>();
  const [hiddenRows, setHiddenRows] = createSignal<readonly string[]>([]);
  const [chosenHall, setChosenHall] = createSignal<string>();
  const [idle, setIdle] = createSignal(false);
  let room: RackStageHandle | undefined;

  const models = createMemo(() => {
    const fleet = engine.fleet();
    return fleet ? rackModels(fleet) : [];
  });
  const rooms = createMemo(() => halls(models()));
  const server = createMemo(() => {
    const [fleet, selected] = [engine.fleet(), session.session().selected];
    return fleet && selected !== undefined ? serverIndex(fleet, selected) : -1;
  });
  const rack = createMemo((): RackModel | undefined => {
    const { selected } = session.session();
    return models().find(
      (model) =>
        model.rack.name === selected || model.slots.some((slot) => slot.server === server()),
    );
  });
  /** Found once per fleet: the room must not change by itself while one looks. */
  const worstAtFirst = createMemo<RackModel | undefined>((before) => {
    if (before && models().includes(before)) return before;
    const snapshot = engine.snapshot();
    const fits = snapshot?.status.length === engine.fleet()?.servers.length;
    if (!snapshot || !fits) return undefined;
    const grave = (status: string) =>
      models().find((model) =>
        model.slots.some((slot) => STATUS[snapshot.status[slot.server]] === status),
      );
    return grave('crit') ?? grave('off') ?? grave('warn') ?? models().at(0);
  });
  /** The room chosen, else the one with the selection, else the first with trouble, else the first. */
  const hall = createMemo(() => {
    const holds = (model: RackModel | undefined) =>
      rooms().find((each) => model && each.racks.includes(model));
    const wanted = rooms().find((each) => each.key === chosenHall());
    return wanted ?? holds(rack()) ?? holds(worstAtFirst()) ?? rooms().at(0);
  });
  const rows = createMemo(() => (hall()?.rows ?? []).filter((row) => !hiddenRows().includes(row)));
  const cabinets = createMemo(() => {
    const shown = hall();
    return shown ? standCabinets(shown, rows()) : [];
  });
  const picture = createMemo(() => {
    const [fleet, snapshot] = [engine.fleet(), engine.snapshot()];
    if (
      !fleet ||
      !snapshot ||
      snapshot.status.length !== fleet.servers.length ||
      cabinets().length === 0
    )
      return undefined;
    return makeRackPicture(fleet, snapshot, cabinets(), heat(), dim(), rack()?.rack.name, server());
  });
  const scale = createMemo(() => {
    const [fleet, snapshot] = [engine.fleet(), engine.snapshot()];
    return fleet && snapshot ? heatScale(heat(), fleet, snapshot) : undefined;
  });
  const asList = () => listed() || failed() !== undefined;
  const empty = () => engine.fleet() !== undefined && models().length === 0;

  const select = (name: string | undefined) => {
    if (name !== session.session().selected) session.go({ selected: name });
  };
  const selectServer = (column: number) => {
    if (column >= 0) select(engine.fleet()?.servers.at(column)?.name);
  };
  /** Arrow keys: across racks at about the same height, up and down within one. */
  const stepBy = (dx: number, dy: number) => {
    const standing = cabinets().map(({ model }) => model);
    const at = standing.findIndex((model) => model.rack.name === rack()?.rack.name);
    if (at < 0) return selectServer(standing.at(0)?.slots.at(0)?.server ?? -1);
    const model = standing[(at + dx + standing.length) % standing.length];
    const here = standing[at].slots.findIndex((slot) => slot.server === server());
    if (dx === 0)
      return selectServer(
        model.slots.at(Math.min(model.slots.length - 1, Math.max(0, here + dy)))?.server ?? -1,
      );
    const unit = standing[at].slots.at(here)?.unit ?? 0;
    const near = model.slots.reduce((best, slot) =>
      Math.abs(slot.unit - unit) < Math.abs(best.unit - unit) ? slot : best,
    );
    return selectServer(near.server);
  };
  const toggleList = () => {
    if (failed() !== undefined) return setFailed(undefined);
    setListed((now) => !now);
  };
  useKeys({
    l: toggleList,
    f: () => room?.focus(),
    Escape: () => (session.session().selected !== undefined ? select(undefined) : false),
  });
  createEffect(() => {
    if (empty() || (asList() && picture())) setIdle(true);
  });

  return (
    <div class="racks" data-idle={idle() ? '' : undefined}>
      <h1 class="visually-hidden">{t('title')}</h1>
      <Show
        when={!empty()}
        fallback={
          <EmptyState icon={<Box size={28} />} title={t('empty.title')}>
            <p>{t('empty.body')}</p>
            <a class="button" href={session.href({ view: 'servers', selected: undefined })}>
              {t('empty.servers')}
            </a>
          </EmptyState>
        }
      >
        <div class="racks__room" data-listed={asList() ? '' : undefined}>
          <div class="racks__bar">
            <Segmented
              label={t('bar.heat')}
              options={HEATS.map((value) => ({
                value,
                label: (
                  <>
                    {value === 'temperature' ? (
                      <Thermometer size={14} aria-hidden="true" />
                    ) : undefined}
                    {t(`heat.${value}`)}
                  </>
                ),
              }))}
              value={heat()}
              onChange={setHeat}
            />
            <Show when={!asList()}>
              <Segmented
                label={t('bar.angle')}
                options={ANGLES.map((value) => ({ value, label: <>{t(`angle.${value}`)}</> }))}
                value={angle()}
                onChange={setAngle}
              />
            </Show>
            <Show when={rooms().length > 1}>
              <select
                class="select"
                aria-label={t('bar.hall')}
                value={hall()?.key}
                onChange={(event) => setChosenHall(event.currentTarget.value)}
              >
                <For each={rooms()}>
                  {(each) => (
                    <option value={each.key}>
                      {t('hall', { site: each.site, room: each.room })}
                    </option>
                  )}
                </For>
              </select>
            </Show>
            <Show when={(hall()?.rows.length ?? 0) > 1}>
              <fieldset class="racks__rows" aria-label={t('bar.rows')}>
                <For each={hall()?.rows}>
                  {(row) => (
                    <button
                      type="button"
                      aria-label={t('row', { row })}
                      aria-pressed={rows().includes(row)}
                      disabled={rows().length === 1 && rows().includes(row)}
                      onClick={() =>
                        setHiddenRows((now) =>
                          now.includes(row) ? now.filter((each) => each !== row) : [...now, row],
                        )
                      }
                    >
                      {row}
                    </button>
                  )}
                </For>
              </fieldset>
            </Show>
            <button
              type="button"
              class="chip"
              aria-pressed={dim()}
              onClick={() => setDim((now) => !now)}
            >
              {t('bar.dim')}
            </button>
            <Show when={failed() === undefined}>
              <button type="button" class="chip" aria-pressed={listed()} onClick={toggleList}>
                <List size={14} aria-hidden="true" />
                {t('bar.list')}
              </button>
            </Show>
          </div>
          <Show when={failed()}>
            {(why) => (
              <output class="racks__notice">
                {t(`fallback.${why()}`)}
                <button type="button" class="button" onClick={() => setFailed(undefined)}>
                  {t('fallback.retry')}
                </button>
              </output>
            )}
          </Show>
          <Show when={picture()} fallback={<Skeleton lines={6} />}>
            {(shown) => (
              <Show
                when={!asList()}
                fallback={
                  <div class="racks__list">
                    <For each={cabinets()}>
                      {({ model }) => (
                        <section
                          class="racks__rack"
                          data-selected={model === rack() ? '' : undefined}
                        >
                          <h2>
                            <button type="button" onClick={() => select(model.rack.name)}>
                              {t('panel.title', { rack: model.rack.name })}
                            </button>
                          </h2>
                          <Suspense>
                            <RackElevation
                              model={model}
                              heat={heat()}
                              selected={server()}
                              dimHealthy={dim()}
                              onSelect={selectServer}
                            />
                          </Suspense>
                        </section>
                      )}
                    </For>
                  </div>
                }
              >
                <RackStage
                  picture={shown()}
                  angle={angle()}
                  heat={heat()}
                  onPick={(hit) =>
                    hit?.server === undefined ? select(hit?.rack) : selectServer(hit.server)
                  }
                  onStep={stepBy}
                  onOpen={() => (server() >= 0 ? session.go({ view: 'server' }) : undefined)}
                  onReady={() => setIdle(true)}
                  onFail={setFailed}
                  handle={(handle) => {
                    room = handle;
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
          <Show when={!asList()}>
            <p class="racks__hint" aria-hidden="true">
              <span>
                <kbd class="kbd">{t('hint.drag')}</kbd>
                {t('hint.orbit')}
              </span>
              <span>
                <kbd class="kbd">{t('hint.scroll')}</kbd>
                {t('hint.zoom')}
              </span>
              <span>
                <kbd class="kbd">F</kbd>
                {t('hint.focus')}
              </span>
              <span>
                <kbd class="kbd">L</kbd>
                {t('hint.list')}
              </span>
            </p>
          </Show>
        </div>
        <Show when={rack()}>
          {(model) => (
            <Suspense>
              <RackPanel
                model={model()}
                server={server()}
                heat={heat()}
                dimHealthy={dim()}
                listed={asList()}
                onSelect={selectServer}
                onList={toggleList}
                onClose={() => select(undefined)}
              />
            </Suspense>
          )}
        </Show>
      </Show>
    </div>
  );
}
