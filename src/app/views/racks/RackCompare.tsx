/** Two racks side by side: facts with their difference, and both elevations at the same height. */
import { X } from 'lucide-solid';
import { createMemo, For, Show } from 'solid-js';
import type { Unit } from '../../../core/domain/metrics.ts';
import { useEngine } from '../../engine.tsx';
import { racks as en } from '../../i18n/en/racks.ts';
import { useReader, useWords } from '../../i18n/i18n.tsx';
import { racks as ko } from '../../i18n/ko/racks.ts';
import type { Heat } from './heat.ts';
import type { RackModel } from './model.ts';
import { RackElevation } from './RackElevation.tsx';
import { type RackRow, rackRows } from './rows.ts';

const words = { en, ko };

/** @param props.first name of the selected rack, which the panel is about; @param props.second that beside it */
export function RackCompare(props: {
  models: readonly RackModel[];
  first: string | undefined;
  second: string;
  heat: Heat;
  states: Uint8Array | undefined;
  server: number;
  onFirst: (rack: string) => void;
  onSecond: (rack: string) => void;
  onSelect: (server: number) => void;
  onClose: () => void;
}) {
  const { t, format } = useWords(words);
  const engine = useEngine();
  const reader = useReader();
  const pair = createMemo((): readonly RackRow[] => {
    const [fleet, snapshot] = [engine.fleet(), engine.snapshot()];
    const wanted = [props.first, props.second].flatMap(
      (name) => props.models.find(({ rack }) => rack.name === name) ?? [],
    );
    return fleet && snapshot ? rackRows(fleet, snapshot, wanted) : [];
  });
  const models = createMemo<readonly RackModel[]>((before) => {
    const now = pair().map(({ model }) => model);
    return now.every((model, i) => before[i] === model) && now.length === before.length
      ? before
      : now;
  }, []);
  /** The topmost unit in use, and one of air. */
  const highest = () =>
    1 + Math.max(0, ...models().flatMap(({ slots }) => slots.map((s) => s.unit + s.height - 1)));
  const lines = () => [
    { name: t('panel.hottest'), of: (row: RackRow) => row.hottest, unit: 'Cel' as const },
    { name: t('panel.power'), of: (row: RackRow) => row.power, unit: 'W' as const },
    { name: t('all.load'), of: (row: RackRow) => row.load, unit: '1' as const },
    { name: t('all.used'), of: (row: RackRow) => row.space, unit: '1' as const },
    { name: t('legend.cpu'), of: (row: RackRow) => row.cpu, unit: '1' as const },
    {
      name: t('all.trouble'),
      of: ({ counts }: RackRow) => counts.crit + counts.warn + counts.off + counts.unk,
      unit: '{value}' as const,
    },
  ];
  /** A difference of temperatures has no zero of its own: only the size of a degree counts. */
  const signed = (n: number, unit: Unit) => {
    if (Number.isNaN(n)) return '–';
    const isFahrenheit = reader.options().temperature === 'Fah';
    const text =
      unit === 'Cel'
        ? `${format.number(isFahrenheit ? n * 1.8 : n, 1)}\u00a0${isFahrenheit ? '°F' : '°C'}`
        : format.value(n, unit);
    return n > 0 ? `+${text}` : text;
  };

  return (
    <section class="versus" aria-label={t('compare.title')}>
      <header class="versus__head">
        <h2>{t('compare.title')}</h2>
        <For each={[0, 1] as const}>
          {(side) => (
            <select
              class="select"
              aria-label={t(side === 0 ? 'compare.first' : 'compare.second')}
              onChange={(event) =>
                (side === 0 ? props.onFirst : props.onSecond)(event.currentTarget.value)
              }
            >
              <For each={props.models}>
                {({ rack }) => (
                  <option
                    value={rack.name}
                    selected={rack.name === (side === 0 ? props.first : props.second)}
                  >
                    {rack.name}
                  </option>
                )}
              </For>
            </select>
          )}
        </For>
        <button type="button" class="button" onClick={() => props.onClose()}>
          <X size={14} aria-hidden="true" />
          {t('compare.close')}
        </button>
      </header>
      <Show when={pair().length === 2}>
        <table class="table versus__facts">
          <caption class="visually-hidden">{t('compare.title')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('compare.figure')}</th>
              <For each={models()}>{({ rack }) => <th scope="col">{rack.name}</th>}</For>
              <th scope="col">{t('compare.difference')}</th>
            </tr>
          </thead>
          <tbody>
            <For each={lines()}>
              {(line) => (
                <tr>
                  <th scope="row">{line.name}</th>
                  <For each={[0, 1]}>
                    {(side) => (
                      <td class="num">{format.value(line.of(pair()[side]), line.unit)}</td>
                    )}
                  </For>
                  <td class="num">{signed(line.of(pair()[1]) - line.of(pair()[0]), line.unit)}</td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
        <div class="versus__sides">
          <For each={models()}>
            {(model) => (
              <section class="racks__rack">
                <h3>{t('panel.title', { rack: model.rack.name })}</h3>
                <RackElevation
                  model={model}
                  heat={props.heat}
                  selected={props.server}
                  dimHealthy={false}
                  states={props.states}
                  scaledTo={highest()}
                  onSelect={props.onSelect}
                />
              </section>
            )}
          </For>
        </div>
      </Show>
    </section>
  );
}
