/** Every rack on one page: space, power, heat and alerts, to be read, printed and saved. */
import './all-racks.css';
import { Printer } from 'lucide-solid';
import { createMemo, createSignal, For } from 'solid-js';
import { useEngine } from '../../engine.tsx';
import { racks as en } from '../../i18n/en/racks.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { racks as ko } from '../../i18n/ko/racks.ts';
import { Export } from '../../widgets/Export.tsx';
import { TableTwin } from '../../widgets/TableTwin.tsx';
import type { Heat } from './heat.ts';
import { type Hall, type RackModel, rackFacts } from './model.ts';
import type { RackPicture } from './picture.ts';
import { RoomMap } from './RoomMap.tsx';
import {
  LENSES,
  type Lens,
  RACK_COLUMNS,
  type RackRow,
  rackCells,
  rackRows,
  seenBy,
} from './rows.ts';

const words = { en, ko };
/** From how many racks on they are drawn small, so that the page stays one. */
const SMALL_FROM = 120;

/**
 * @param props.hall the room looked at: it is brought into sight
 * @param props.rack the selected one
 */
export function AllRacks(props: {
  rooms: readonly Hall[];
  picture: RackPicture;
  heat: Heat;
  hall: Hall | undefined;
  rack: RackModel | undefined;
  onRack: (name: string) => void;
}) {
  const { t, format } = useWords(words);
  const engine = useEngine();
  const [lens, setLens] = createSignal<Lens>('none');
  const models = createMemo(() => props.rooms.flatMap(({ racks }) => racks));
  const rows = createMemo((): ReadonlyMap<RackModel, RackRow> => {
    const [fleet, snapshot] = [engine.fleet(), engine.snapshot()];
    const list = fleet && snapshot ? rackRows(fleet, snapshot, models()) : [];
    return new Map(list.map((row) => [row.model, row]));
  });
  const whole = createMemo(() => {
    const [fleet, snapshot] = [engine.fleet(), engine.snapshot()];
    return fleet && snapshot ? rackFacts(fleet, snapshot, ...models()) : undefined;
  });
  const sum = (of: (model: RackModel) => number) =>
    models().reduce((total, model) => total + of(model), 0);
  const troubled = () => {
    const counts = whole()?.counts;
    return counts ? counts.crit + counts.warn + counts.off + counts.unk : 0;
  };
  const figures = () => [
    [t('title'), format.number(models().length, 0), ''],
    [
      t('all.servers'),
      format.number(
        sum(({ slots }) => slots.length),
        0,
      ),
      '',
    ],
    [
      t('panel.power'),
      format.value(whole()?.power, 'W'),
      t('panel.powerOf', {
        limit: format.value(
          sum(({ rack }) => rack.powerLimit),
          'W',
        ),
      }),
    ],
    [
      t('panel.space'),
      format.number(
        sum(({ used }) => used),
        0,
      ),
      t('panel.spaceOf', { units: sum(({ rack }) => rack.units) }),
    ],
    [t('panel.hottest'), format.value(whole()?.hottest, 'Cel'), ''],
    [t('all.trouble'), format.number(troubled(), 0), ''],
  ];
  const head = () => [
    t('all.rack'),
    t('bar.hall'),
    t('all.servers'),
    t('panel.space'),
    t('panel.power'),
    t('all.load'),
    t('panel.hottest'),
    t('legend.cpu'),
    t('all.trouble'),
  ];
  const cells = (row: RackRow): readonly string[] => [
    row.model.rack.name,
    t('hall', { site: row.model.rack.site, room: row.model.rack.room }),
    format.number(row.model.slots.length, 0),
    t('place.units', { used: row.model.used, units: row.model.rack.units }),
    format.value(row.power, 'W'),
    format.value(row.load, '1'),
    format.value(row.hottest, 'Cel'),
    format.value(row.cpu, '1'),
    format.number(row.counts.crit + row.counts.warn + row.counts.off + row.counts.unk, 0),
  ];
  return (
    <div class="allracks" data-small={models().length >= SMALL_FROM ? '' : undefined}>
      <header class="allracks__head">
        <div class="allracks__title">
          <h2>{t('all.title')}</h2>
          <p class="muted">
            {t('all.at', {
              time: format.time(engine.snapshot()?.t, 'full'),
              heat: t(`legend.${props.heat}`),
            })}
          </p>
        </div>
        <dl class="allracks__figures">
          <For each={[0, 1, 2, 3, 4, 5]}>
            {(i) => (
              <div>
                <dt>{figures()[i][0]}</dt>
                <dd>
                  <b class="num">{figures()[i][1]}</b> <small>{figures()[i][2]}</small>
                </dd>
              </div>
            )}
          </For>
        </dl>
        <div class="allracks__tools">
          <select
            class="select"
            aria-label={t('all.lens')}
            onChange={(event) => setLens(LENSES[event.currentTarget.selectedIndex])}
          >
            <For each={LENSES}>{(each) => <option>{t(`lens.${each}`)}</option>}</For>
          </select>
          <button type="button" class="button" onClick={() => print()}>
            <Printer size={14} aria-hidden="true" />
            {t('all.print')}
          </button>
          <Export
            name="racks"
            what={t('all.title')}
            table={() => ({ head: RACK_COLUMNS, rows: [...rows().values()].map(rackCells) })}
          />
        </div>
      </header>
      <div class="allracks__rooms">
        <For each={props.rooms}>
          {(hall) => (
            <RoomMap
              hall={hall}
              sought={hall === props.hall}
              rows={rows()}
              picture={props.picture}
              small={models().length >= SMALL_FROM}
              selected={props.rack}
              faded={(row) => !seenBy(lens(), row)}
              onRack={props.onRack}
            />
          )}
        </For>
      </div>
      <TableTwin
        caption={t('all.title')}
        head={head()}
        rows={[...rows().values()].map((row) => cells(row))}
      />
    </div>
  );
}
