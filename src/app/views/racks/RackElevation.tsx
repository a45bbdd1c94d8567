/** A rack as a list from the top down: the accessible twin of its front, one button per server. */
import { createMemo, For, Show } from 'solid-js';
import { useEngine } from '../../engine.tsx';
import { racks as en } from '../../i18n/en/racks.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { racks as ko } from '../../i18n/ko/racks.ts';
import { useImpactWords } from '../../impact.ts';
import { markedOf } from '../../impact-marks.ts';
import { ImpactMark } from '../../widgets/ImpactMark.tsx';
import { StatusMark } from '../../widgets/StatusMark.tsx';
import { useTerms } from '../../widgets/terms.ts';
import { type Heat, heatScale, heatStep, heatValue } from './heat.ts';
import { elevation, type RackModel, type Slot } from './model.ts';

const words = { en, ko };

/** @param props.selected column of the selected server, -1 for none */
export function RackElevation(props: {
  model: RackModel;
  heat: Heat;
  selected: number;
  dimHealthy: boolean;
  /** Parts in the trouble shown, per server. */
  states?: Uint8Array | undefined;
  /** Every unit has the same height, so that two racks stand level; units above this one are left out. */
  scaledTo?: number;
  onSelect: (server: number) => void;
}) {
  const { t, format } = useWords(words);
  const terms = useTerms();
  const engine = useEngine();
  const impact = useImpactWords(engine);
  const shelves = createMemo(() => elevation(props.model, props.scaledTo));
  const scale = createMemo(() => {
    const [fleet, snapshot] = [engine.fleet(), engine.snapshot()];
    return fleet && snapshot ? heatScale(props.heat, fleet, snapshot) : undefined;
  });
  const server = (slot: Slot) => engine.fleet()?.servers.at(slot.server);
  const value = (slot: Slot) => {
    const [fleet, snapshot] = [engine.fleet(), engine.snapshot()];
    return fleet && snapshot ? heatValue(props.heat, fleet, snapshot, slot.server) : NaN;
  };
  const step = (slot: Slot) => {
    const shown = scale();
    return shown ? heatStep(value(slot), shown) : -1;
  };
  const status = (slot: Slot) => {
    const found = server(slot);
    return found ? engine.statusOf(found) : 'unk';
  };
  const part = (slot: Slot) => markedOf(props.states?.[slot.server] ?? 0);
  const text = (slot: Slot) => format.value(value(slot), scale()?.unit ?? '{value}');

  return (
    <ol
      class="elevation"
      data-scaled={props.scaledTo === undefined ? undefined : ''}
      aria-label={t('elevation.label', { rack: props.model.rack.name })}
    >
      <For each={shelves()}>
        {(shelf) =>
          shelf.kind === 'gap' ? (
            <li class="elevation__gap" style={{ '--units': shelf.height }}>
              <span class="visually-hidden">{t('elevation.gap', { units: shelf.height })}</span>
            </li>
          ) : (
            <li style={{ '--units': shelf.slot.height }}>
              <button
                type="button"
                class="elevation__slot"
                aria-current={props.selected === shelf.slot.server ? 'true' : undefined}
                data-dim={props.dimHealthy && status(shelf.slot) === 'ok' ? '' : undefined}
                onClick={() => props.onSelect(shelf.slot.server)}
              >
                <span class="elevation__unit num">{`U${shelf.slot.unit}`}</span>
                <i
                  class="elevation__heat"
                  data-heat={step(shelf.slot) < 0 ? 'none' : step(shelf.slot)}
                />
                <span class="mono">{server(shelf.slot)?.name}</span>
                <span class="visually-hidden">{terms.status(status(shelf.slot))}</span>
                <Show when={part(shelf.slot)}>
                  {(state) => (
                    <span class="elevation__part">
                      <ImpactMark state={state()} size={13} />
                      <span class="visually-hidden">{impact.t(`state.${state()}`)}</span>
                    </span>
                  )}
                </Show>
                <Show when={status(shelf.slot) !== 'ok'}>
                  <StatusMark status={status(shelf.slot)} size={13} />
                </Show>
                <span class="elevation__value num">{text(shelf.slot)}</span>
              </button>
            </li>
          )
        }
      </For>
    </ol>
  );
}
