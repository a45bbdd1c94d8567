/** Adding a file: drop, pick, paste or take a sample; then what was understood of it. */
import { FileUp } from 'lucide-solid';
import { createSignal, createUniqueId, For, Match, Show, Switch } from 'solid-js';
import { openFile } from '../../../workers/carried.ts';
import { useEngine } from '../../engine.tsx';
import { sources as en } from '../../i18n/en/sources.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { sources as ko } from '../../i18n/ko/sources.ts';
import { Skeleton } from '../../widgets/Skeleton.tsx';
import { ImportFailure } from './ImportFailure.tsx';
import { ImportResult } from './ImportResult.tsx';
import { importerOf } from './importer.ts';
import { SAMPLES } from './samples.ts';

const words = { en, ko };
const ACCEPT =
  '.omedge,.csv,.tsv,.txt,.json,.jsonl,.ndjson,.prom,.om,.metrics,text/csv,text/plain,application/json';

/** The pane with drop zone and the newest import's outcome. */
export function AddPane() {
  const engine = useEngine();
  const importer = importerOf(engine);
  const { t } = useWords(words);
  const id = createUniqueId();
  const [text, setText] = createSignal('');
  let picker: HTMLInputElement | undefined;

  async function readSample(file: string) {
    const response = await openFile(new URL(`samples/${file}`, document.baseURI));
    if (response.ok) await importer.read({ name: file, text: await response.text() });
  }
  const state = importer.state;

  return (
    <section class="card source-pane" aria-labelledby={id}>
      <header class="source-pane__head">
        <FileUp size={16} aria-hidden="true" />
        <h2 id={id}>{t('add.title')}</h2>
        <span class="muted">{t('add.note')}</span>
      </header>
      <div class="source-add">
        <input
          ref={picker}
          class="visually-hidden"
          type="file"
          id={`${id}-file`}
          multiple
          accept={ACCEPT}
          onChange={(event) => {
            const files = [...(event.currentTarget.files ?? [])];
            event.currentTarget.value = '';
            void importer.readFiles(files);
          }}
        />
        <label class="drop-zone" for={`${id}-file`}>
          <FileUp size={22} aria-hidden="true" />
          <b>{t('drop.title')}</b>
          <span>{t('drop.note')}</span>
          <span class="button">{t('drop.pick')}</span>
        </label>
        <details class="source-paste">
          <summary>{t('paste.title')}</summary>
          <textarea
            class="field mono"
            rows="6"
            spellcheck={false}
            aria-label={t('paste.label')}
            placeholder={t('paste.placeholder')}
            value={text()}
            onInput={(event) => setText(event.currentTarget.value)}
          />
          <button
            type="button"
            class="button"
            disabled={text().trim() === ''}
            onClick={() => void importer.read({ name: t('paste.name'), text: text() })}
          >
            {t('paste.read')}
          </button>
        </details>
        <Show when={SAMPLES.length > 0}>
          <div class="source-samples">
            <span class="muted">{t('samples.title')}</span>
            <For each={SAMPLES}>
              {(sample) => (
                <button type="button" class="chip" onClick={() => void readSample(sample.file)}>
                  {t(sample.title)}
                </button>
              )}
            </For>
          </div>
        </Show>
      </div>
      <div aria-live="polite">
        <Switch>
          <Match when={kindOf(state(), 'reading')}>
            {(reading) => (
              <div class="source-section">
                <p>{t('reading', { name: reading().name })}</p>
                <p class="muted">{t('reading.note')}</p>
                <Skeleton lines={3} />
              </div>
            )}
          </Match>
          <Match when={kindOf(state(), 'done')}>
            {(done) => <ImportResult outcome={done()} importer={importer} />}
          </Match>
          <Match when={kindOf(state(), 'failed')}>
            {(failed) => (
              <ImportFailure
                outcome={failed()}
                importer={importer}
                onPick={() => picker?.click()}
              />
            )}
          </Match>
        </Switch>
      </div>
    </section>
  );
}

function kindOf<S extends { readonly kind: string }, K extends S['kind']>(
  state: S,
  kind: K,
): Extract<S, { kind: K }> | undefined {
  return state.kind === kind ? (state as Extract<S, { kind: K }>) : undefined;
}
