/** A room or row beside the picture: power, space, heat, and its racks, the gravest first. */
import { createMemo, For } from 'solid-js';
import { useEngine } from '../../engine.tsx';
import { racks as en } from '../../i18n/en/racks.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { racks as ko } from '../../i18n/ko/racks.ts';
import { SidePanel } from '../../widgets/SidePanel.tsx';
import { StatusMark } from '../../widgets/StatusMark.tsx';
import { useTerms } from '../../widgets/terms.ts';
import { type Hall, rackFacts } from './model.ts';
import { PlaceFacts, PlaceTitle } from './PlaceHead.tsx';
import { rackRows } from './rows.ts';

const words = { en, ko };
const GRAVITY = ['crit', 'off', 'warn', 'unk', 'ok'] as const;

/** @param props.row one row of the room; `undefined` for all of it */
export function PlacePanel(props: {
  hall: Hall;
  row: string | undefined;
  onRack: (name: string) => void;
  onClose: () => void;
}) {
  const { t, format } = useWords(words);
  const terms = useTerms();
  const engine = useEngine();
  const models = createMemo(() =>
    props.hall.racks.filter(({ rack }) => props.row === undefined || rack.row === props.row),
  );
  const facts = createMemo(() => {
    const [fleet, snapshot] = [engine.fleet(), engine.snapshot()];
    return fleet && snapshot ? rackFacts(fleet, snapshot, ...models()) : undefined;
  });
  const rows = createMemo(() => {
    const [fleet, snapshot] = [engine.fleet(), engine.snapshot()];
    const list = fleet && snapshot ? rackRows(fleet, snapshot, models()) : [];
    return [...list].sort((a, b) => GRAVITY.indexOf(a.worst) - GRAVITY.indexOf(b.worst));
  });
  const sum = (of: 'units' | 'powerLimit') =>
    models().reduce((total, { rack }) => total + rack[of], 0);
  const used = () => models().reduce((total, model) => total + model.used, 0);
  const title = () =>
    props.row === undefined
      ? t('hall', { site: props.hall.site, room: props.hall.room })
      : t('place.row', { row: props.row, room: props.hall.room });

  return (
    <SidePanel
      label={title()}
      title={
        <PlaceTitle
          name={title()}
          what={t('place.what', {
            racks: models().length,
            servers: models().reduce((n, { slots }) => n + slots.length, 0),
          })}
        />
      }
      onClose={props.onClose}
    >
      <PlaceFacts facts={facts()} used={used()} units={sum('units')} limit={sum('powerLimit')} />
      <section class="racks__elevation">
        <h3>{t('title')}</h3>
        <ul class="racks__members">
          <For each={rows().map(({ model }) => model)}>
            {(model) => {
              const row = () => rows().find((each) => each.model === model);
              return (
                <li>
                  <button type="button" onClick={() => props.onRack(model.rack.name)}>
                    <StatusMark status={row()?.worst ?? 'ok'} size={13} />
                    <b>{model.rack.name}</b>
                    <span class="visually-hidden">{terms.status(row()?.worst ?? 'ok')}</span>
                    <span class="num">{format.value(row()?.hottest, 'Cel')}</span>
                    <span class="num">{format.value(row()?.power, 'W')}</span>
                    <span class="num muted">
                      {t('place.units', { used: model.used, units: model.rack.units })}
                    </span>
                  </button>
                </li>
              );
            }}
          </For>
        </ul>
      </section>
    </SidePanel>
  );
}
