/** Queries run on this device: a press runs one again; clearing can be undone. */
import { X } from 'lucide-solid';
import { createSignal, For, Show } from 'solid-js';
import type { Kept } from '../../kept.ts';
import { Card } from '../../widgets/Card.tsx';
import { forgotten, type Queries } from './past-queries.ts';
import { useExploreWords } from './words.ts';

/** @param props.onRun runs a query */
export function PastQueries(props: { queries: Kept<Queries>; onRun: (promql: string) => void }) {
  const { t } = useExploreWords();
  const [cleared, setCleared] = createSignal<readonly string[]>([]);
  const past = () => props.queries.value().past;
  const clear = () => {
    setCleared(past());
    props.queries.update((all) => ({ ...all, past: [] }));
  };
  const undo = () => {
    const back = cleared();
    setCleared([]);
    props.queries.update((all) => ({ ...all, past: [...all.past, ...back] }));
  };
  return (
    <Card
      class="explore__past"
      title={t('past')}
      actions={
        <Show
          when={past().length > 0}
          fallback={
            <Show when={cleared().length > 0}>
              <button type="button" class="button" data-kind="quiet" onClick={undo}>
                {t('past.undo')}
              </button>
            </Show>
          }
        >
          <button type="button" class="button" data-kind="quiet" onClick={clear}>
            {t('past.clear')}
          </button>
        </Show>
      }
    >
      <Show when={past().length > 0} fallback={<p class="card__body muted">{t('past.none')}</p>}>
        <ul class="explore__list">
          <For each={past()}>
            {(promql) => (
              <li>
                <button type="button" onClick={() => props.onRun(promql)}>
                  <code>{promql}</code>
                </button>
                <button
                  type="button"
                  class="button button--icon"
                  data-kind="quiet"
                  aria-label={t('past.remove', { promql })}
                  onClick={() => props.queries.update((all) => forgotten(all, promql))}
                >
                  <X size={13} aria-hidden="true" />
                </button>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </Card>
  );
}
