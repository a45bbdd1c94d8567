/** One room of the page: rows of racks drawn flat, each a button that says its figures. */
import { createEffect, createMemo, createUniqueId, For, Show } from 'solid-js';
import { racks as en } from '../../i18n/en/racks.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { racks as ko } from '../../i18n/ko/racks.ts';
import { StatusMark } from '../../widgets/StatusMark.tsx';
import type { Hall, RackModel } from './model.ts';
import type { RackPicture } from './picture.ts';
import { type RoomPaths, roomPaths, type Spot } from './room-paths.ts';
import { feedStatus, type RackRow } from './rows.ts';

const words = { en, ko };
/** CSS pixels: a rack with its gap, its head and foot, and one unit. */
const LARGE = { pitch: 62, width: 54, head: 17, foot: 26, unit: 2, row: 16 } as const;
const SMALL = { pitch: 35, width: 31, head: 13, foot: 11, unit: 1, row: 12 } as const;

/** Without the site, which the room's heading says. */
function shortName({ rack }: RackModel): string {
  const prefix = `${rack.site}-`;
  return rack.name.startsWith(prefix) ? rack.name.slice(prefix.length) : rack.name;
}

/** @param props.faded racks that step back; @param props.small without figures under each rack */
export function RoomMap(props: {
  hall: Hall;
  rows: ReadonlyMap<RackModel, RackRow>;
  picture: RackPicture;
  small: boolean;
  selected: RackModel | undefined;
  faded: (row: RackRow) => boolean;
  /** It is looked at: it comes into sight, unless a key or a press inside it was what chose it. */
  sought: boolean;
  onRack: (name: string) => void;
}) {
  const { t, format } = useWords(words);
  const hatch = createUniqueId();
  const dots = createUniqueId();
  let root!: HTMLElement;
  createEffect(() => {
    if (props.sought && !root.contains(document.activeElement))
      root.scrollIntoView({ block: 'nearest' });
  });
  const size = () => (props.small ? SMALL : LARGE);
  const layout = createMemo(() => {
    const { pitch, width, head, foot, unit, row: margin } = size();
    const spots: Spot[] = [];
    const letters: { row: string; y: number }[] = [];
    let y = 0;
    let columns = 1;
    for (const row of props.hall.rows) {
      const racks = props.hall.racks.filter((model) => model.rack.row === row);
      const first = Math.min(...racks.map(({ rack }) => rack.position));
      const tallest = Math.max(...racks.map(({ rack }) => rack.units)) * unit;
      letters.push({ row, y: y + head + tallest / 2 });
      for (const model of racks) {
        const column = model.rack.position - first;
        columns = Math.max(columns, column + 1);
        const top = y + head + tallest - model.rack.units * unit;
        spots.push({ model, x: margin + column * pitch + 1, y: top, width: width - 2, unit });
      }
      y += head + tallest + foot + 8;
    }
    return { spots, letters, width: margin + columns * pitch, height: y };
  });
  const paths = createMemo<RoomPaths>(() => roomPaths(layout().spots, props.picture));
  const focusable = () => {
    const { spots } = layout();
    return spots.find(({ model }) => model === props.selected) ?? spots[0];
  };
  const isFaded = (row: RackRow | undefined) => row !== undefined && props.faded(row);
  const label = (row: RackRow | undefined) => {
    if (!row) return '';
    const { model, counts } = row;
    const trouble = counts.crit + counts.warn + counts.off + counts.unk;
    return t('all.label', {
      rack: model.rack.name,
      servers: model.slots.length,
      power: format.value(row.power, 'W'),
      limit: format.value(model.rack.powerLimit, 'W'),
      used: model.used,
      units: model.rack.units,
      hottest: format.value(row.hottest, 'Cel'),
      trouble,
    });
  };
  const onKey = (event: KeyboardEvent, at: number) => {
    const { spots } = layout();
    const here = spots[at];
    const across = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const down = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    let next = at + across;
    if (down !== 0)
      next = spots.findIndex(
        ({ model, x }) =>
          props.hall.rows.indexOf(model.rack.row) ===
            props.hall.rows.indexOf(here.model.rack.row) + down && x >= here.x,
      );
    else if (event.key === 'Enter' || event.key === ' ') props.onRack(here.model.rack.name);
    else if (across === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const target = event.currentTarget;
    if (target instanceof Element && next >= 0)
      target.parentElement?.querySelectorAll<SVGElement>('[data-rack]')[next]?.focus();
  };

  return (
    <section class="roommap" ref={root}>
      <h3>{t('hall', { site: props.hall.site, room: props.hall.room })}</h3>
      {/* biome-ignore lint/a11y/useSemanticElements: there is no such element inside a picture. */}
      <svg
        viewBox={`0 0 ${layout().width} ${layout().height}`}
        width={layout().width}
        height={layout().height}
        role="group"
        aria-label={t('all.room', {
          room: t('hall', { site: props.hall.site, room: props.hall.room }),
          racks: props.hall.racks.length,
        })}
      >
        <defs>
          <pattern id={hatch} width="4" height="4" patternUnits="userSpaceOnUse">
            <path class="roommap__hatch" d="M0 4 4 0M-1 1 1-1M3 5 5 3" />
          </pattern>
          <pattern id={dots} width="4" height="4" patternUnits="userSpaceOnUse">
            <circle class="roommap__dot" cx="2" cy="2" r="1" />
          </pattern>
        </defs>
        <For each={layout().letters}>
          {({ row, y }) => (
            <text class="roommap__row" x="0" y={y}>
              {row}
            </text>
          )}
        </For>
        <For each={layout().spots}>
          {(spot, i) => {
            const row = () => props.rows.get(spot.model);
            const body = () => spot.model.rack.units * spot.unit;
            const bar = (share: number) => (spot.width * Math.min(1, share || 0)).toFixed(1);
            const foot = () => spot.y + body() + 4;
            return (
              // biome-ignore lint/a11y/useSemanticElements: there is no such element inside a picture.
              <g
                class="roommap__rack"
                data-rack={spot.model.rack.name}
                data-faded={isFaded(row()) ? '' : undefined}
                role="button"
                tabindex={focusable() === spot ? 0 : -1}
                aria-label={label(row())}
                aria-pressed={props.selected === spot.model}
                onClick={() => props.onRack(spot.model.rack.name)}
                onKeyDown={(event) => onKey(event, i())}
              >
                <rect
                  class="roommap__body"
                  x={spot.x - 1}
                  y={spot.y - 1}
                  width={spot.width + 2}
                  height={body() + 2}
                  rx="2"
                />
                <Show when={row() && row()?.worst !== 'ok' && row()}>
                  {(found) => (
                    <g transform={`translate(${spot.x + spot.width - 10} ${spot.y - 13})`}>
                      <StatusMark status={found().worst} size={11} />
                    </g>
                  )}
                </Show>
                <rect class="roommap__track" x={spot.x} y={foot()} width={spot.width} height="3" />
                <rect
                  class="roommap__bar"
                  data-status={feedStatus(row()?.load ?? Number.NaN)}
                  x={spot.x}
                  y={foot()}
                  width={bar(row()?.load ?? 0)}
                  height="3"
                />
                <Show when={props.small}>
                  <rect
                    class="roommap__track"
                    x={spot.x}
                    y={foot() + 4}
                    width={spot.width}
                    height="2"
                  />
                  <rect
                    class="roommap__space"
                    x={spot.x}
                    y={foot() + 4}
                    width={bar(row()?.space ?? 0)}
                    height="2"
                  />
                </Show>
              </g>
            );
          }}
        </For>
        {/* Beside the buttons, whose names say the same and more. */}
        {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in here takes the focus. */}
        <g class="roommap__units" aria-hidden="true">
          <For each={layout().spots}>
            {(spot) => {
              const row = () => props.rows.get(spot.model);
              const foot = () => spot.y + spot.model.rack.units * spot.unit + 4;
              return (
                <g data-faded={isFaded(row()) ? '' : undefined}>
                  <text class="roommap__name" x={spot.x} y={spot.y - 4}>
                    {props.small ? shortName(spot.model) : spot.model.rack.name}
                  </text>
                  <Show when={!props.small}>
                    <text class="roommap__figure" x={spot.x} y={foot() + 13}>
                      {format.value(row()?.power, 'W')}
                    </text>
                    <text class="roommap__figure" x={spot.x} y={foot() + 23}>
                      {t('place.units', { used: spot.model.used, units: spot.model.rack.units })}
                    </text>
                    <text
                      class="roommap__figure"
                      x={spot.x + spot.width}
                      y={foot() + 13}
                      text-anchor="end"
                    >
                      {format.value(row()?.hottest, 'Cel')}
                    </text>
                  </Show>
                </g>
              );
            }}
          </For>
        </g>
        <g class="roommap__units">
          <For each={[0, 1, 2, 3, 4, 5, 6, 7]}>
            {(step) => <path data-heat={step} d={paths().heat[step]} />}
          </For>
          <path class="roommap__silent" d={paths().silent} />
          <path class="roommap__cause" d={paths().parts.cause} />
          <path fill={`url(#${hatch})`} d={paths().parts.taken} />
          <path fill={`url(#${dots})`} d={paths().parts.downstream} />
        </g>
      </svg>
    </section>
  );
}
