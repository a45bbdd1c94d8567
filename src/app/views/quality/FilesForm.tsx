/** Labelled files: drop or pick them, see what each holds, measure on those that can be read. */
import { FileUp } from 'lucide-solid';
import { createSignal, createUniqueId, For, Show } from 'solid-js';
import type { DroppedFile, Quality } from '../../quality.ts';
import { Card } from '../../widgets/Card.tsx';
import { ErrorCard } from '../../widgets/ErrorCard.tsx';
import { StatusMark } from '../../widgets/StatusMark.tsx';
import { useTerms } from '../../widgets/terms.ts';
import { QualityTable } from './QualityTable.tsx';
import { RunBar } from './RunBar.tsx';
import { useQualityWords } from './words.ts';

const ACCEPT = '.csv,.tsv,.txt,.json,text/csv,text/plain,application/json';

/** @param props.isReading whether dropped files are being looked at */
export function FilesForm(props: {
  quality: Quality;
  isReading: boolean;
  onFiles: (files: readonly File[]) => void;
}) {
  const { t } = useQualityWords();
  const id = createUniqueId();
  const [isOver, setOver] = createSignal(false);
  const files = () => props.quality.files();
  const isRunning = () => {
    const state = props.quality.state();
    return state.kind === 'running' && state.run === 'labelled';
  };
  const run = () => void props.quality.runLabelled();
  return (
    <Card
      title={t('files.title')}
      note={t('files.note')}
      actions={
        <Show when={files().length > 0}>
          <button
            type="button"
            class="button"
            data-kind="quiet"
            disabled={isRunning()}
            onClick={() => props.quality.clearFiles()}
          >
            {t('files.clear')}
          </button>
          <button
            type="button"
            class="button"
            data-kind="accent"
            disabled={isRunning() || props.isReading || !files().some(({ facts }) => facts)}
            onClick={run}
          >
            {t(props.quality.labelled() ? 'form.again' : 'form.run')}
          </button>
        </Show>
      }
    >
      <div class="card__body">
        <input
          class="visually-hidden"
          type="file"
          id={`${id}-file`}
          multiple
          accept={ACCEPT}
          onChange={(event) => {
            const picked = [...(event.currentTarget.files ?? [])];
            event.currentTarget.value = '';
            props.onFiles(picked);
          }}
        />
        <label
          class="quality-drop"
          for={`${id}-file`}
          data-over={isOver() ? '' : undefined}
          onDragEnter={() => setOver(true)}
          onDragLeave={() => setOver(false)}
          onDrop={() => setOver(false)}
        >
          <FileUp size={20} aria-hidden="true" />
          <b>{t('files.drop')}</b>
          <span>{t('files.dropNote')}</span>
          <span class="button">{t('files.pick')}</span>
        </label>
      </div>
      <Show when={props.isReading}>
        <p class="quality-run muted" role="status">
          {t('files.reading')}
        </p>
      </Show>
      <Show when={props.quality.labelError()}>{(error) => <ErrorCard error={error()} />}</Show>
      <Show when={files().length > 0}>
        <FileTable files={files()} />
      </Show>
      <RunBar quality={props.quality} run="labelled" onRetry={run} />
    </Card>
  );
}

function FileTable(props: { files: readonly DroppedFile[] }) {
  const { t, format } = useQualityWords();
  const terms = useTerms();
  const windows = ({ facts }: DroppedFile) => {
    if (!facts) return '';
    if (facts.windows === 0) return t('files.calm');
    const n = format.number(facts.windows, 0);
    return facts.labelColumn === undefined
      ? n
      : t('files.column', { n, column: facts.labelColumn });
  };
  return (
    <QualityTable
      title={t('files.list')}
      class="table"
      columns={[
        { label: t('files.name') },
        { label: t('files.ticks'), isNumber: true },
        { label: t('files.step'), isNumber: true },
        { label: t('files.series'), isNumber: true },
        { label: t('files.windows') },
      ]}
      isLong
    >
      <tbody>
        <For each={props.files}>
          {(file) => (
            <tr>
              <th scope="row">{file.name}</th>
              <Show
                when={file.facts}
                fallback={
                  <td colSpan={4} class="quality-files__bad">
                    <StatusMark status="warn" size={13} /> {terms.error(file.error)}
                  </td>
                }
              >
                {(facts) => (
                  <>
                    <td class="num">{format.number(facts().ticks, 0)}</td>
                    <td class="num">{format.duration(facts().step)}</td>
                    <td class="num">{format.number(facts().metrics * facts().servers, 0)}</td>
                    <td>{windows(file)}</td>
                  </>
                )}
              </Show>
            </tr>
          )}
        </For>
      </tbody>
    </QualityTable>
  );
}
