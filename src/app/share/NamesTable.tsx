/** The preview of a redaction: each name before and after; kinds and single names can be left as they are, pseudonyms changed. */
import { RefreshCw, Search } from 'lucide-solid';
import { createUniqueId, For, Index, Show } from 'solid-js';
import type { Redaction } from '../../core/redact.ts';
import { NAME_KINDS, type NameKind, type Renaming } from '../../core/redact-names.ts';
import type { BundlePlan } from '../../core/share-calls.ts';
import { ScrollRegion } from '../widgets/ScrollRegion.tsx';
import { useShareWords } from './share-words.ts';

/** Longest pseudonym a person may write. */
const LONGEST = 100;

/** @param props.onAgain asks for other pseudonyms */
export function NamesTable(props: {
  plan: BundlePlan;
  redaction: Redaction;
  filter: string;
  onFilter: (filter: string) => void;
  onChange: (change: Partial<Redaction>) => void;
  onAgain: () => void;
}) {
  const { t, format } = useShareWords();
  const id = createUniqueId();
  const kinds = () => NAME_KINDS.filter((kind) => (props.plan.counts[kind] ?? 0) > 0);
  const toggle = (kind: NameKind, isHidden: boolean) =>
    props.onChange({
      kept: isHidden
        ? props.redaction.kept.filter((one) => one !== kind)
        : [...props.redaction.kept, kind],
    });
  /** An empty pseudonym is the proposed one again. */
  const rename = (before: string, after: string) => {
    const others = props.redaction.own.filter(([name]) => name !== before);
    props.onChange({ own: after === '' ? others : [...others, [before, after]] });
  };
  const isKept = (row: Renaming) => row.before === row.after;

  return (
    <section class="names" aria-labelledby={id}>
      <header class="names__head">
        <h3 id={id}>{t('names.title')}</h3>
        <span class="field names__filter">
          <Search size={14} aria-hidden="true" />
          <input
            type="search"
            aria-label={t('names.filter')}
            placeholder={t('names.filter')}
            value={props.filter}
            onInput={(event) => props.onFilter(event.currentTarget.value)}
          />
        </span>
        <button type="button" class="button" data-kind="quiet" onClick={() => props.onAgain()}>
          <RefreshCw size={14} aria-hidden="true" />
          {t('names.again')}
        </button>
      </header>
      <fieldset class="names__kinds">
        <legend class="visually-hidden">{t('names.kinds')}</legend>
        <For each={kinds()}>
          {(kind) => (
            <label class="share-check">
              <input
                type="checkbox"
                checked={!props.redaction.kept.includes(kind)}
                onChange={(event) => toggle(kind, event.currentTarget.checked)}
              />
              {t(`kind.${kind}`)}{' '}
              <small class="num muted">{format.number(props.plan.counts[kind], 0)}</small>
            </label>
          )}
        </For>
      </fieldset>
      <ScrollRegion class="names__scroll" label={t('names.table')}>
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{t('names.before')}</th>
              <th scope="col">{t('names.after')}</th>
              <th scope="col">{t('names.keep')}</th>
            </tr>
          </thead>
          <tbody>
            <Index each={props.plan.names}>
              {(row) => (
                <tr data-kept={isKept(row()) ? '' : undefined}>
                  <th scope="row">
                    <span class="mono">{row().before}</span>
                    <small class="muted">{t(`kind.${row().kind}`)}</small>
                  </th>
                  <td>
                    <input
                      class="field mono"
                      aria-label={t('names.after.label', { name: row().before })}
                      maxLength={LONGEST}
                      disabled={isKept(row())}
                      value={row().after}
                      onChange={(event) => rename(row().before, event.currentTarget.value.trim())}
                    />
                  </td>
                  <td>
                    <input
                      type="checkbox"
                      aria-label={t('names.keep.label', { name: row().before })}
                      checked={isKept(row())}
                      disabled={props.redaction.kept.includes(row().kind)}
                      onChange={(event) =>
                        rename(row().before, event.currentTarget.checked ? row().before : '')
                      }
                    />
                  </td>
                </tr>
              )}
            </Index>
          </tbody>
        </table>
      </ScrollRegion>
      <Show when={props.plan.matching === 0}>
        <p class="muted">{t('names.none')}</p>
      </Show>
      <Show when={props.plan.matching > props.plan.names.length}>
        <p class="muted num">
          {t('names.more', {
            shown: props.plan.names.length,
            count: { n: props.plan.matching, unit: 'count' },
          })}
        </p>
      </Show>
    </section>
  );
}
