/** Backup of everything this device holds, and restoring one. */
import './backup.css';
import { DatabaseBackup, FolderUp } from 'lucide-solid';
import { createEffect, createSignal, createUniqueId, onCleanup, Show } from 'solid-js';
import { EdgeError } from '../../../core/domain/errors.ts';
import { useEngine } from '../../engine.tsx';
import { BUNDLE_SUFFIX, fileStem, saveBytes } from '../../save-file.ts';
import { storedSettings } from '../../settings.ts';
import { useShareProgress } from '../../share/share-progress.ts';
import { shareOf } from '../../share/share-state.ts';
import { useShareWords } from '../../share/share-words.ts';
import { Card } from '../../widgets/Card.tsx';
import { ErrorCard } from '../../widgets/ErrorCard.tsx';
import { Meter } from '../../widgets/Meter.tsx';
import { APP_VERSION } from '../status/device.ts';
import { type ChosenBackup, RestoreDialog } from './RestoreDialog.tsx';
import { Setting } from './Setting.tsx';

const BACKUP_TYPE = 'application/vnd.openmanager-edge.backup';

/** The card; also takes a backup that was dropped on the window or opened with the app. */
export default function BackupCard() {
  const engine = useEngine();
  const share = shareOf(engine);
  const progress = useShareProgress();
  const { t } = useShareWords();
  const id = createUniqueId();
  const [running, setRunning] = createSignal<{
    readonly what: 'saving' | 'checking';
    readonly name: string;
    readonly controller: AbortController;
  }>();
  const [saved, setSaved] = createSignal<{ readonly name: string; readonly size: number }>();
  const [failure, setFailure] = createSignal<EdgeError>();
  const [chosen, setChosen] = createSignal<ChosenBackup>();
  onCleanup(() => running()?.controller.abort());

  /** Runs one thing at a time; a cancel is no failure. */
  async function run<T>(
    what: 'saving' | 'checking',
    name: string,
    task: (signal: AbortSignal) => Promise<T>,
  ): Promise<T | undefined> {
    running()?.controller.abort();
    const controller = new AbortController();
    setRunning({ what, name, controller });
    setFailure(undefined);
    setSaved(undefined);
    try {
      return await task(controller.signal);
    } catch (error) {
      if (!(error instanceof EdgeError)) throw error;
      if (error.code !== 'abort/cancelled') setFailure(error);
      return undefined;
    } finally {
      if (running()?.controller === controller) setRunning(undefined);
    }
  }

  async function save(): Promise<boolean> {
    const made = await run('saving', '', (signal) =>
      engine.call('backup', { app: APP_VERSION, settings: storedSettings() }, signal),
    );
    if (!made) return false;
    const name = `${fileStem('backup', Date.now())}${BUNDLE_SUFFIX}`;
    saveBytes(name, made.bytes as Uint8Array<ArrayBuffer>, BACKUP_TYPE);
    setSaved({ name, size: made.bytes.length });
    return true;
  }

  async function choose(file: File) {
    const { name } = file;
    const found = await run('checking', name, async (signal) => {
      const bytes = new Uint8Array(await file.arrayBuffer());
      return { name, bytes, facts: await engine.call('inspectBackup', { name, bytes }, signal) };
    });
    if (found) setChosen(found);
  }

  // One that was dropped on the window, or opened with the app.
  createEffect(() => {
    const incoming = share.incoming();
    if (incoming?.kind !== 'backup') return;
    share.forget();
    void choose(incoming.file);
  });

  const label = () => {
    const now = running();
    return now?.what === 'checking'
      ? t('backup.checking', { name: now.name, share: progress() })
      : t('backup.saving', { share: progress() });
  };

  return (
    <Card title={t('backup.title')}>
      <div class="card__body">
        <Show when={failure()}>{(error) => <ErrorCard error={error()} />}</Show>
        <Setting label={t('backup.save')} hint={t('backup.save.hint')}>
          <button
            type="button"
            class="button"
            data-save-backup
            disabled={running() !== undefined}
            onClick={() => void save()}
          >
            <DatabaseBackup size={14} aria-hidden="true" />
            {t('backup.button')}
          </button>
        </Setting>
        <Setting label={t('backup.restore')} hint={t('backup.restore.hint')}>
          <input
            class="visually-hidden"
            type="file"
            id={id}
            accept={BUNDLE_SUFFIX}
            onChange={(event) => {
              const file = event.currentTarget.files?.[0];
              event.currentTarget.value = '';
              if (file) void choose(file);
            }}
          />
          <label class="button" for={id}>
            <FolderUp size={14} aria-hidden="true" />
            {t('backup.pick')}
          </label>
        </Setting>
        <p class="backup__state" role="status">
          <Show
            when={running()}
            fallback={
              <Show when={saved()}>
                {(file) =>
                  t('backup.saved', {
                    name: file().name,
                    size: { n: file().size, unit: 'By' },
                  })
                }
              </Show>
            }
          >
            {(now) => (
              <>
                {label()} <Meter value={progress() / 100} label={label()} />{' '}
                <button
                  type="button"
                  class="button"
                  data-kind="quiet"
                  onClick={() => now().controller.abort()}
                >
                  {t('backup.cancel')}
                </button>
              </>
            )}
          </Show>
        </p>
      </div>
      <Show when={chosen()}>
        {(backup) => (
          <RestoreDialog
            backup={backup()}
            onSaveFirst={save}
            onClose={() => setChosen(undefined)}
          />
        )}
      </Show>
    </Card>
  );
}
