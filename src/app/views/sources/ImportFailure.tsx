/** A file that could not be read: what, where, how to mend it, and another try with other columns where that may help. */
import { Show } from 'solid-js';
import { sources as en } from '../../i18n/en/sources.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { sources as ko } from '../../i18n/ko/sources.ts';
import { StatusMark } from '../../widgets/StatusMark.tsx';
import { useTerms } from '../../widgets/terms.ts';
import { Excerpt } from './Excerpt.tsx';
import { type Importer, type ImportState, LARGEST_BYTES } from './importer.ts';
import { MappingForm } from './MappingForm.tsx';

const words = { en, ko };

/** @param props.onPick opens the file picker */
export function ImportFailure(props: {
  outcome: Extract<ImportState, { kind: 'failed' }>;
  importer: Importer;
  onPick: () => void;
}) {
  const { t, format } = useWords(words);
  const terms = useTerms();
  const error = () => props.outcome.error;
  const detail = (key: string) => error().detail[key];
  const place = () => {
    const line = detail('line');
    const column = detail('column');
    if (typeof line !== 'number') return undefined;
    return typeof column === 'number'
      ? t('failed.place', { line, column })
      : t('failed.where', { line });
  };
  const line = () => (typeof detail('line') === 'number' ? [Number(detail('line'))] : []);
  /** Columns a table turned out to have, although none of them could be used. */
  const columns = () => {
    const listed = detail('columns');
    return typeof listed === 'string' && listed !== '' ? listed.split(/,\s*/) : [];
  };
  return (
    <>
      <section class="source-section source-failure" role="alert">
        <StatusMark status="crit" size={20} />
        <div>
          <b>{t('failed.title', { name: props.outcome.name })}</b>
          <p>{terms.error(error())}</p>
          <Show when={error().code === 'file/too-large' && typeof detail('size') === 'number'}>
            <p class="muted">
              {t('large.text', {
                name: props.outcome.name,
                size: format.bytes(Number(detail('size'))),
                limit: format.bytes(LARGEST_BYTES),
              })}
            </p>
          </Show>
          <Show when={place()}>{(text) => <p class="num">{text()}</p>}</Show>
          <code class="muted">{error().message}</code>
        </div>
        <button type="button" class="button" onClick={() => props.onPick()}>
          {t('failed.again')}
        </button>
      </section>
      <Excerpt text={props.outcome.excerpt} marked={line()} />
      <Show when={columns().length > 0 && props.outcome.text !== undefined}>
        <MappingForm
          columns={columns()}
          guessed={undefined}
          mapping={props.outcome.mapping}
          onRead={(mapping) =>
            void props.importer.read(
              { name: props.outcome.name, text: props.outcome.text ?? '' },
              mapping,
            )
          }
        />
      </Show>
    </>
  );
}
