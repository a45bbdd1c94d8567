/** A new connection: kind, address, what is read; tested first or opened at once. Its address is confirmed by the press of the button. */
import { Plug } from 'lucide-solid';
import { createSignal, createUniqueId, Show } from 'solid-js';
import { CONNECTION_KINDS, originOf } from '../../../core/domain/connection.ts';
import { EdgeError } from '../../../core/domain/errors.ts';
import { useEngine } from '../../engine.tsx';
import { useSession } from '../../session.ts';
import { ErrorCard } from '../../widgets/ErrorCard.tsx';
import { Segmented } from '../../widgets/Segmented.tsx';
import { ConnectionFields } from './ConnectionFields.tsx';
import { makeDraft } from './connection-draft.ts';
import { useConnectionWords } from './connection-words.ts';
import { DoctorReport } from './DoctorReport.tsx';
import { makeExamination } from './examination.ts';

/** The form; leads to the new connection. */
export function ConnectPane() {
  const engine = useEngine();
  const session = useSession();
  const { t } = useConnectionWords();
  const id = createUniqueId();
  const draft = makeDraft();
  const examination = makeExamination(engine);
  const [error, setError] = createSignal<EdgeError>();
  const patient = () => ({
    kind: draft.kind(),
    url: draft.address(),
    credentials: draft.credentials(),
  });

  async function connect(event: SubmitEvent) {
    event.preventDefault();
    if (!draft.isUrl()) return;
    try {
      const config = draft.config();
      await engine.call('connect', { config, credentials: draft.credentials() });
      session.go({ selected: config.key });
    } catch (cause) {
      if (!(cause instanceof EdgeError)) throw cause;
      setError(cause);
    }
  }

  return (
    <section class="card source-pane" aria-labelledby={id}>
      <form onSubmit={(event) => void connect(event)}>
        <header class="source-pane__head">
          <Plug size={16} aria-hidden="true" />
          <h2 id={id}>{t('add.title')}</h2>
        </header>
        <p class="source-pane__note">{t('add.note')}</p>
        <div class="source-connect__kind">
          <Segmented
            label={t('add.kind')}
            options={CONNECTION_KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
            value={draft.kind()}
            onChange={draft.setKind}
          />
          <p class="muted">{t(`kind.${draft.kind()}.note`)}</p>
        </div>
        <ConnectionFields draft={draft} isNew />
        <footer class="source-connect__foot">
          <p class="muted">
            <Show when={draft.isUrl()}>
              {t('gate.text', { origin: originOf(draft.address()) })}
            </Show>
          </p>
          <Show
            when={examination.isRunning()}
            fallback={
              <button
                type="button"
                class="button"
                disabled={!draft.isUrl()}
                onClick={() => void examination.run(patient())}
              >
                {t('act.examine')}
              </button>
            }
          >
            <button type="button" class="button" onClick={() => examination.cancel()}>
              {t('act.cancel')}
            </button>
          </Show>
          <button type="submit" class="button" data-kind="accent" disabled={!draft.isUrl()}>
            {t('act.connect')}
          </button>
        </footer>
      </form>
      <Show when={error()}>{(found) => <ErrorCard error={found()} />}</Show>
      <DoctorReport run={examination} />
    </section>
  );
}
