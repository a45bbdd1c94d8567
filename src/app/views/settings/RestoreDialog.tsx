/** What a backup holds, and how it is put back: added to what is here, or in place of it. */
import { createSignal, createUniqueId, For, Show } from 'solid-js';
import { EdgeError } from '../../../core/domain/errors.ts';
import { RECORD_KINDS } from '../../../core/record-kinds.ts';
import type { BackupFacts } from '../../../core/share-calls.ts';
import { useEngine } from '../../engine.tsx';
import { restoreSettings } from '../../settings.ts';
import { useShareProgress } from '../../share/share-progress.ts';
import { useShareWords } from '../../share/share-words.ts';
import { ErrorCard } from '../../widgets/ErrorCard.tsx';
import { Meter } from '../../widgets/Meter.tsx';
import { Modal } from '../../widgets/Modal.tsx';

/** A backup that was chosen and found whole. */
export interface ChosenBackup {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly facts: BackupFacts;
}

const MODES = ['merge', 'replace'] as const;

/** @param props.onSaveFirst saves what is here; false when that failed, and then nothing is replaced */
export function RestoreDialog(props: {
  backup: ChosenBackup;
  onSaveFirst: () => Promise<boolean>;
  onClose: () => void;
}) {
  const engine = useEngine();
  const progress = useShareProgress();
  const group = createUniqueId();
  const { t, format } = useShareWords();
  const [mode, setMode] = createSignal<(typeof MODES)[number]>('merge');
  const [isSavedFirst, setSavedFirst] = createSignal(true);
  const [running, setRunning] = createSignal<AbortController>();
  const [failure, setFailure] = createSignal<EdgeError>();

  async function restore() {
    const { name, bytes } = props.backup;
    const controller = new AbortController();
    setRunning(controller);
    setFailure(undefined);
    try {
      if (mode() === 'replace' && isSavedFirst() && !(await props.onSaveFirst())) return;
      const { settings } = await engine.call(
        'restore',
        { name, bytes, mode: mode() },
        controller.signal,
      );
      if (settings !== undefined) restoreSettings(settings);
      // What is on screen may be gone: everything is read again.
      location.reload();
    } catch (error) {
      if (!(error instanceof EdgeError)) throw error;
      if (error.code !== 'abort/cancelled') setFailure(error);
    } finally {
      setRunning(undefined);
    }
  }
  const close = () => {
    running()?.abort();
    props.onClose();
  };
  const title = () => t('backup.question', { name: props.backup.name });

  return (
    <Modal open onClose={close} label={title()} class="confirm">
      <h2>{title()}</h2>
      <p class="muted">
        {t('backup.made', {
          at: format.time(props.backup.facts.madeAt, 'full'),
          app: props.backup.facts.app,
        })}
      </p>
      <dl class="backup__counts num">
        <For each={RECORD_KINDS}>
          {(kind) => (
            <div>
              <dt>{t(`backup.count.${kind}`)}</dt>
              <dd>{format.number(props.backup.facts.counts[kind], 0)}</dd>
            </div>
          )}
        </For>
      </dl>
      <Show when={props.backup.facts.unknown > 0}>
        <p class="muted">{t('backup.unknown', { count: props.backup.facts.unknown })}</p>
      </Show>
      <fieldset class="backup__modes">
        <legend>{t('backup.mode')}</legend>
        <For each={MODES}>
          {(one) => (
            <label>
              <input
                type="radio"
                name={group}
                checked={mode() === one}
                onChange={() => setMode(one)}
              />
              <span>
                <b>{t(`backup.${one}`)}</b>
                <small class="muted">{t(`backup.${one}.note`)}</small>
              </span>
            </label>
          )}
        </For>
        <Show when={mode() === 'replace'}>
          <label>
            <input
              type="checkbox"
              checked={isSavedFirst()}
              onChange={(event) => setSavedFirst(event.currentTarget.checked)}
            />
            <span>{t('backup.first')}</span>
          </label>
        </Show>
      </fieldset>
      <Show when={failure()}>{(error) => <ErrorCard error={error()} />}</Show>
      <Show when={running()}>
        <p role="status">
          {t('backup.doing', { share: progress() })}{' '}
          <Meter value={progress() / 100} label={t('backup.doing', { share: progress() })} />
        </p>
      </Show>
      <div class="confirm__foot">
        <button type="button" class="button" onClick={close}>
          {t('backup.cancel')}
        </button>
        <button
          type="button"
          class="button"
          data-kind={mode() === 'replace' ? 'danger' : 'primary'}
          data-restore
          disabled={running() !== undefined}
          onClick={() => void restore()}
        >
          {t('backup.do')}
        </button>
      </div>
    </Modal>
  );
}
