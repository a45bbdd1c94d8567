/** The lens over the squares: the neighbourhood of a cell, large enough to tell statuses apart, and the facts of its server. */
import { Index, Show } from 'solid-js';
import type { Server } from '../../../core/domain/fleet.ts';
import { useEngine } from '../../engine.tsx';
import { overview as en } from '../../i18n/en/overview.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { overview as ko } from '../../i18n/ko/overview.ts';
import { markedOf } from '../../impact-marks.ts';
import { unitOf } from '../../unit-of.ts';
import { Host } from '../../widgets/Host.tsx';
import { ImpactMark } from '../../widgets/ImpactMark.tsx';
import { StatusMark } from '../../widgets/StatusMark.tsx';
import { useTerms } from '../../widgets/terms.ts';
import { type Cell, type CellLayout, cellAt, neighbourhood } from './cell-layout.ts';
import type { Mode } from './colouring.ts';
import type { ImpactShown } from './impact-shown.ts';

const words = { en, ko };
const WIDTH = 190;

/** @param props.width of the map, CSS px: the lens stands beside the cell on the side where there is room */
export function CellLens(props: {
  server: Server;
  cell: Cell;
  layout: CellLayout;
  width: number;
  mode: Mode;
  impact: ImpactShown | undefined;
}) {
  const { t, format } = useWords(words);
  const terms = useTerms();
  const engine = useEngine();
  const at = () => cellAt(props.layout, props.cell);
  const left = () => (at()[0] + 60 + WIDTH > props.width ? at()[0] - WIDTH - 30 : at()[0] + 40);
  const state = () => markedOf(props.impact?.impact.states[props.server.index] ?? 0);
  return (
    <div class="lens" style={{ '--x': `${left()}px`, '--y': `${at()[1]}px` }}>
      <div class="lens__grid">
        <Index each={neighbourhood(props.layout, props.cell)}>
          {(near, i) => (
            <i
              data-status={near() ? statusOf(near()) : 'none'}
              data-here={i === 12 ? '' : undefined}
            >
              <Show when={near() && statusOf(near()) !== 'ok'}>
                <StatusMark status={statusOf(near())} size={14} />
              </Show>
            </i>
          )}
        </Index>
      </div>
      <p class="lens__name">
        <StatusMark status={engine.statusOf(props.server)} size={13} />
        <Host name={props.server.name} />
      </p>
      <Show when={state()}>
        {(marked) => (
          <p class="lens__name">
            <ImpactMark state={marked()} size={13} />
            {props.impact?.wordOf(props.server.index)}
          </p>
        )}
      </Show>
      <dl class="lens__facts num">
        <dt>{t('map.health')}</dt>
        <dd>{format.number(engine.snapshot()?.health[props.server.index], 0)}</dd>
        <Show when={props.mode !== 'health'}>
          <dt>{terms.metric(props.mode, 'short')}</dt>
          <dd>{format.value(engine.value(props.mode, props.server), unitOf(props.mode))}</dd>
        </Show>
        <Show when={props.server.place}>
          {(place) => (
            <>
              <dt>{t('map.place')}</dt>
              <dd>{`${place().site} · ${place().rack}`}</dd>
            </>
          )}
        </Show>
      </dl>
    </div>
  );

  function statusOf(near: Server | undefined) {
    return near ? engine.statusOf(near) : 'ok';
  }
}
