/** Menus of the fleet map: what it groups by, and the metrics that have no button. */
import { createMemo, For, Show } from 'solid-js';
import { useEngine } from '../../engine.tsx';
import { map as en } from '../../i18n/en/map.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { map as ko } from '../../i18n/ko/map.ts';
import { useTerms } from '../../widgets/terms.ts';
import { MODES } from './colouring.ts';
import { GROUPINGS, type Grouping, groupingsOf } from './grouping.ts';

const words = { en, ko };

/** Two selects; the second holds every metric, so that narrow screens need nothing else. */
export default function MapTools(props: {
  by: Grouping;
  mode: string;
  onChoose: (part: { by?: Grouping; mode?: string }) => void;
}) {
  const { t } = useWords(words);
  const terms = useTerms();
  const engine = useEngine();
  const groupings = createMemo(() => {
    const fleet = engine.fleet();
    return fleet ? groupingsOf(fleet) : [];
  });
  const metrics = createMemo(() => engine.fleet()?.metrics.map(({ id }) => id) ?? []);
  const isMore = (id: string) => !MODES.some((mode) => mode === id);
  return (
    <>
      <Show when={metrics().some(isMore)}>
        <select
          class="select map-tools__metric"
          aria-label={t('metric.more')}
          data-active={isMore(props.mode) ? '' : undefined}
          onChange={(event) => props.onChoose({ mode: event.currentTarget.value || 'health' })}
        >
          <option value="" selected={!isMore(props.mode)}>
            {t('metric.more')}
          </option>
          <For each={metrics().filter(isMore)}>
            {(id) => (
              <option value={id} selected={id === props.mode}>
                {terms.metric(id)}
              </option>
            )}
          </For>
        </select>
      </Show>
      <select
        class="select"
        aria-label={t('group.label')}
        onChange={(event) => {
          const by = GROUPINGS.find((one) => one === event.currentTarget.value);
          if (by) props.onChoose({ by });
        }}
      >
        <For each={groupings()}>
          {(by) => (
            <option value={by} selected={by === props.by}>
              {t(`group.${by}`)}
            </option>
          )}
        </For>
      </select>
    </>
  );
}
