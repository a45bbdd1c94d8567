/** Chooses the server whose lines are drawn beside this one's; peers in the same role come first. */
import { X } from 'lucide-solid';
import { createUniqueId, For, Show } from 'solid-js';
import type { Fleet, Server } from '../../../core/domain/fleet.ts';
import { useMachineWords } from './machine-words.ts';

/** Options of each kind at most: nobody scrolls through ten thousand. */
const MOST = 100;

export default function CompareBar(props: {
  fleet: Fleet;
  server: Server;
  against: string | undefined;
  onChange: (name: string | undefined) => void;
  onClose: () => void;
}) {
  const id = createUniqueId();
  const { t } = useMachineWords();
  const others = (isPeer: boolean) =>
    props.fleet.servers
      .filter((other) => other !== props.server && (other.role === props.server.role) === isPeer)
      .slice(0, MOST);

  return (
    <div class="compare-bar">
      <label for={id}>{t('compare.label')}</label>
      <select
        id={id}
        class="select"
        onChange={(event) => props.onChange(event.currentTarget.value || undefined)}
      >
        <option value="" selected={props.against === undefined}>
          {t('compare.none')}
        </option>
        <For each={[true, false]}>
          {(isPeer) => (
            <Show when={others(isPeer).length > 0}>
              <optgroup label={t(isPeer ? 'compare.sameRole' : 'compare.others')}>
                <For each={others(isPeer)}>
                  {(other) => (
                    <option value={other.name} selected={other.name === props.against}>
                      {other.name}
                    </option>
                  )}
                </For>
              </optgroup>
            </Show>
          )}
        </For>
      </select>
      <Show when={props.against}>
        {(name) => <p class="muted">{t('compare.note', { server: name() })}</p>}
      </Show>
      <button
        type="button"
        class="button button--icon"
        data-kind="quiet"
        aria-label={t('compare.close')}
        onClick={() => props.onClose()}
      >
        <X size={14} />
      </button>
    </div>
  );
}
