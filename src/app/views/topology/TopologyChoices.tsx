/** The second row over the map: what servers are put together by, which are drawn, what is open, what is pinned. */
import { FoldVertical, Search, X } from 'lucide-solid';
import { For, Show } from 'solid-js';
import { ROLES, type Role } from '../../../core/domain/fleet.ts';
import { STATUS, type Status } from '../../../core/domain/incident.ts';
import { topologyChoices as en } from '../../i18n/en/topology-choices.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { topologyChoices as ko } from '../../i18n/ko/topology-choices.ts';
import { useTerms } from '../../widgets/terms.ts';
import type { MapChoice } from './choice.ts';
import { NO_FILTER } from './filter.ts';
import type { Pins } from './pins.ts';

const words = { en, ko };
/** Open groups named; the others are folded with all. */
const NAMED = 4;
const STATUSES: readonly Status[] = [...STATUS].reverse();

/** @param props.name the name of a bubble by its path */
export function TopologyChoices(props: {
  choice: MapChoice;
  pins: Pins;
  name: (path: string) => string;
}) {
  const { t, format } = useWords(words);
  const terms = useTerms();
  const choice = () => props.choice;
  const open = () => choice().open();
  const isFiltered = () => choice().shown() < choice().total();
  return (
    <div class="topology__choices">
      <label class="topology__choice">
        <span>{t('group.by')}</span>
        <select
          class="select"
          value={choice().by() ?? 'none'}
          onChange={(event) =>
            choice().setBy(
              choice()
                .offered()
                .find((by) => by === event.currentTarget.value) ?? 'none',
            )
          }
        >
          <option value="none">{t('group.none')}</option>
          <For each={choice().offered()}>
            {(by) => <option value={by}>{t(`group.${by}`)}</option>}
          </For>
        </select>
      </label>
      <label class="field topology__filter">
        <Search size={14} aria-hidden="true" />
        <input
          type="search"
          aria-label={t('filter.label')}
          placeholder={t('filter.hint')}
          autocomplete="off"
          spellcheck={false}
          value={choice().filter().text}
          onInput={(event) => choice().setFilter({ text: event.currentTarget.value })}
        />
      </label>
      <select
        class="select"
        aria-label={t('filter.role')}
        value={choice().filter().role ?? ''}
        onChange={(event) =>
          choice().setFilter({
            role: ROLES.find((role: Role) => role === event.currentTarget.value),
          })
        }
      >
        <option value="">{t('filter.role.all')}</option>
        <For each={choice().roles()}>
          {(role) => <option value={role}>{terms.role(role)}</option>}
        </For>
      </select>
      <select
        class="select"
        aria-label={t('filter.status')}
        value={choice().filter().status ?? ''}
        onChange={(event) => {
          const { value } = event.currentTarget;
          choice().setFilter({
            status: value === 'trouble' ? value : STATUS.find((status) => status === value),
          });
        }}
      >
        <option value="">{t('filter.status.all')}</option>
        <option value="trouble">{t('filter.status.trouble')}</option>
        <For each={STATUSES}>
          {(status) => <option value={status}>{terms.status(status)}</option>}
        </For>
      </select>
      <output
        class="topology__count num"
        aria-label={t('filter.count.label', { shown: choice().shown(), total: choice().total() })}
      >
        {t('filter.count', {
          shown: format.number(choice().shown(), 0),
          total: format.number(choice().total(), 0),
        })}
      </output>
      <Show when={isFiltered()}>
        <button type="button" class="chip" onClick={() => choice().setFilter(NO_FILTER)}>
          <X size={13} aria-hidden="true" />
          {t('filter.clear')}
        </button>
      </Show>
      <Show when={open().length > 0}>
        <ul class="topology__open" aria-label={t('group.open')}>
          <For each={open().slice(-NAMED)}>
            {(path) => (
              <li>
                <button
                  type="button"
                  class="chip"
                  aria-label={t('group.fold', { name: props.name(path) })}
                  onClick={() => choice().fold(path)}
                >
                  {props.name(path)}
                  <X size={13} aria-hidden="true" />
                </button>
              </li>
            )}
          </For>
        </ul>
        <button type="button" class="chip" onClick={() => choice().foldAll()}>
          <FoldVertical size={13} aria-hidden="true" />
          {t('group.foldAll')}
        </button>
      </Show>
      <Show when={props.pins.places().size > 0}>
        <span class="topology__count num">
          {t('pin.count', { count: props.pins.places().size })}
        </span>
        <button type="button" class="chip" onClick={() => props.pins.clear()}>
          {t('pin.clear')}
        </button>
      </Show>
      <Show when={props.pins.canUndo()}>
        <span class="topology__count" role="status">
          {t('pin.cleared')}
        </span>
        <button type="button" class="chip" onClick={() => props.pins.undo()}>
          {t('pin.undo')}
        </button>
      </Show>
    </div>
  );
}
