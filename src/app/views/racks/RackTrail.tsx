/** Where one is: all rooms, room, row, rack, unit. Each step leads back there. */
import { For } from 'solid-js';
import type { Fleet } from '../../../core/domain/fleet.ts';
import { racks as en } from '../../i18n/en/racks.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { racks as ko } from '../../i18n/ko/racks.ts';
import { hallName, type Where } from './where.ts';

const words = { en, ko };

/** @param props.onGo told the name of the place, `undefined` for all rooms */
export function RackTrail(props: {
  fleet: Fleet;
  where: Where;
  onGo: (name: string | undefined) => void;
}) {
  const { t } = useWords(words);
  const steps = (): readonly { readonly name: string | undefined; readonly text: string }[] => {
    const { hall, row, rack, server } = props.where;
    const slot = rack?.slots.find((each) => each.server === server);
    return [
      { name: undefined, text: t('trail.all') },
      ...(hall
        ? [
            {
              name: hallName(props.fleet, hall),
              text: t('hall', { site: hall.site, room: hall.room }),
            },
          ]
        : []),
      ...(hall && row !== undefined
        ? [{ name: hallName(props.fleet, hall, row), text: t('row', { row }) }]
        : []),
      ...(rack ? [{ name: rack.rack.name, text: rack.rack.name }] : []),
      ...(slot
        ? [
            {
              name: props.fleet.servers[server].name,
              text: `U${slot.unit} ${props.fleet.servers[server].name}`,
            },
          ]
        : []),
    ];
  };
  return (
    <nav class="racks__trail" aria-label={t('trail.label')}>
      <ol>
        <For each={steps()}>
          {(step, i) => (
            <li>
              <button
                type="button"
                aria-current={i() === steps().length - 1 ? 'location' : undefined}
                onClick={() => props.onGo(step.name)}
              >
                {step.text}
              </button>
            </li>
          )}
        </For>
      </ol>
    </nav>
  );
}
