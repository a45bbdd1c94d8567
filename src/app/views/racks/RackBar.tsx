/** Controls over the rooms: what colours the units, from where one looks, which room and rows. */
import { Thermometer } from 'lucide-solid';
import { For, Show } from 'solid-js';
import { racks as en } from '../../i18n/en/racks.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { racks as ko } from '../../i18n/ko/racks.ts';
import { Segmented } from '../../widgets/Segmented.tsx';
import { rowKey } from './floor.ts';
import { HEATS, type Heat } from './heat.ts';
import type { Hall } from './model.ts';
import { ANGLES, type Angle } from './room.ts';

const words = { en, ko };

/** The 3-D rooms from an angle, the elevations of one room, or every rack on one page. */
export const MODES = [...ANGLES, 'list', 'all'] as const;
/** One of them. */
export type Mode = (typeof MODES)[number];

/** Whether a mode is a view of the 3-D rooms. */
export function isAngle(mode: Mode): mode is Angle {
  return ANGLES.some((angle) => angle === mode);
}

/**
 * @param props.flat 3-D is not to be had: its angles are not offered
 * @param props.hall room looked at; `undefined` for all
 * @param props.hidden rows left out, by `rowKey`
 */
export function RackBar(props: {
  heat: Heat;
  onHeat: (heat: Heat) => void;
  mode: Mode;
  flat: boolean;
  onMode: (mode: Mode) => void;
  rooms: readonly Hall[];
  hall: Hall | undefined;
  onHall: (hall: Hall | undefined) => void;
  hidden: ReadonlySet<string>;
  onRow: (key: string) => void;
  dim: boolean;
  onDim: () => void;
}) {
  const { t } = useWords(words);
  return (
    <div class="racks__bar">
      <Segmented
        label={t('bar.heat')}
        options={HEATS.map((value) => ({
          value,
          label: (
            <>
              {value === 'temperature' ? <Thermometer size={14} aria-hidden="true" /> : undefined}
              {t(`heat.${value}`)}
            </>
          ),
        }))}
        value={props.heat}
        onChange={props.onHeat}
      />
      <Segmented
        label={t('bar.angle')}
        options={MODES.filter((mode) => !props.flat || !isAngle(mode)).map((value) => ({
          value,
          label: <>{t(`mode.${value}`)}</>,
        }))}
        value={props.mode}
        onChange={props.onMode}
      />
      <Show when={props.rooms.length > 1 && props.mode !== 'all'}>
        <select
          class="select"
          aria-label={t('bar.hall')}
          onChange={(event) =>
            props.onHall(props.rooms.find(({ key }) => key === event.currentTarget.value))
          }
        >
          <Show when={isAngle(props.mode)}>
            <option value="" selected={props.hall === undefined}>
              {t('trail.all')}
            </option>
          </Show>
          <For each={props.rooms}>
            {(each) => (
              <option value={each.key} selected={each === props.hall}>
                {t('hall', { site: each.site, room: each.room })}
              </option>
            )}
          </For>
        </select>
      </Show>
      <Show when={props.mode !== 'all' && (props.hall?.rows.length ?? 0) > 1 && props.hall}>
        {(hall) => {
          const isShown = (row: string) => !props.hidden.has(rowKey(hall(), row));
          return (
            <fieldset class="racks__rows" aria-label={t('bar.rows')}>
              <For each={hall().rows}>
                {(row) => (
                  <button
                    type="button"
                    aria-label={t('row', { row })}
                    aria-pressed={isShown(row)}
                    disabled={isShown(row) && hall().rows.filter(isShown).length === 1}
                    onClick={() => props.onRow(rowKey(hall(), row))}
                  >
                    {row}
                  </button>
                )}
              </For>
            </fieldset>
          );
        }}
      </Show>
      <Show when={props.mode !== 'all'}>
        <button type="button" class="chip" aria-pressed={props.dim} onClick={() => props.onDim()}>
          {t('bar.dim')}
        </button>
      </Show>
    </div>
  );
}
