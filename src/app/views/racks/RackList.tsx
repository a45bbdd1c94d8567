/** One room flat: its racks as elevations, buttons all the way; what a reader without WebGL sees. */
import { For } from 'solid-js';
import { racks as en } from '../../i18n/en/racks.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { racks as ko } from '../../i18n/ko/racks.ts';
import type { Heat } from './heat.ts';
import type { RackModel } from './model.ts';
import { RackElevation } from './RackElevation.tsx';

const words = { en, ko };

/** @param props.selected column of the selected server, -1 for none */
export function RackList(props: {
  racks: readonly RackModel[];
  rack: RackModel | undefined;
  heat: Heat;
  selected: number;
  dimHealthy: boolean;
  states: Uint8Array | undefined;
  onRack: (name: string) => void;
  onSelect: (server: number) => void;
}) {
  const { t } = useWords(words);
  return (
    <div class="racks__list">
      <For each={props.racks}>
        {(model) => (
          <section class="racks__rack" data-selected={model === props.rack ? '' : undefined}>
            <h2>
              <button type="button" onClick={() => props.onRack(model.rack.name)}>
                {t('panel.title', { rack: model.rack.name })}
              </button>
            </h2>
            <RackElevation
              model={model}
              heat={props.heat}
              selected={props.selected}
              dimHealthy={props.dimHealthy}
              states={props.states}
              onSelect={props.onSelect}
            />
          </section>
        )}
      </For>
    </div>
  );
}
