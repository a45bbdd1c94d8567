/** Which columns mean what: correct the guess and read the same text again. */
import { createSignal, createUniqueId, For } from 'solid-js';
import type { ColumnMapping } from '../../../core/formats/dataset.ts';
import { sources as en } from '../../i18n/en/sources.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { sources as ko } from '../../i18n/ko/sources.ts';

const words = { en, ko };

/**
 * @param props.columns names found in the input
 * @param props.guessed the column that was taken for the time
 * @param props.mapping what was given for this reading
 */
export function MappingForm(props: {
  columns: readonly string[];
  guessed: string | undefined;
  mapping: ColumnMapping;
  onRead: (mapping: ColumnMapping) => void;
}) {
  const { t } = useWords(words);
  const id = createUniqueId();
  const [time, setTime] = createSignal(props.mapping.time ?? '');
  const [server, setServer] = createSignal(props.mapping.server ?? '');
  const [values, setValues] = createSignal<ReadonlySet<string>>(
    new Set(props.mapping.values ?? []),
  );
  const toggle = (column: string, isOn: boolean) => {
    const next = new Set(values());
    if (isOn) next.add(column);
    else next.delete(column);
    setValues(next);
  };
  function read(event: SubmitEvent) {
    event.preventDefault();
    props.onRead({
      ...(time() === '' ? {} : { time: time() }),
      ...(server() === '' ? {} : { server: server() }),
      ...(values().size === 0
        ? {}
        : { values: props.columns.filter((column) => values().has(column)) }),
    });
  }
  const valueColumns = () =>
    props.columns.filter((column) => column !== (time() || props.guessed) && column !== server());

  return (
    <section class="source-section" aria-labelledby={id}>
      <header class="source-section__head">
        <h3 id={id}>{t('mapping.title')}</h3>
        <span class="muted">{t('mapping.note')}</span>
      </header>
      <form class="mapping-form" onSubmit={read}>
        <label class="source-field">
          <span>{t('mapping.time')}</span>
          <select class="select" onChange={(event) => setTime(event.currentTarget.value)}>
            <option value="" selected={time() === ''}>
              {`${props.guessed ?? '–'} (${t('mapping.guess')})`}
            </option>
            <For each={props.columns}>
              {(column) => <option selected={column === time()}>{column}</option>}
            </For>
          </select>
        </label>
        <label class="source-field">
          <span>{t('mapping.server')}</span>
          <select class="select" onChange={(event) => setServer(event.currentTarget.value)}>
            <option value="" selected={server() === ''}>
              {t('mapping.guess')}
            </option>
            <For each={props.columns}>
              {(column) => <option selected={column === server()}>{column}</option>}
            </For>
          </select>
        </label>
        <fieldset class="mapping-form__values">
          <legend>{t('mapping.values')}</legend>
          <For each={valueColumns()}>
            {(column) => (
              <label class="chip" data-on={values().has(column) ? '' : undefined}>
                <input
                  type="checkbox"
                  checked={values().has(column)}
                  onChange={(event) => toggle(column, event.currentTarget.checked)}
                />
                <span class="mono">{column}</span>
              </label>
            )}
          </For>
        </fieldset>
        <button type="submit" class="button">
          {t('mapping.again')}
        </button>
      </form>
    </section>
  );
}
