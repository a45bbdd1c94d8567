/** What the app keeps on this device: how much, whether it works offline, whether the browser promises to keep it, and how to remove it. */
import { createSignal, For, Show } from 'solid-js';
import { EdgeError } from '../../../core/domain/errors.ts';
import { createQuery, useEngine } from '../../engine.tsx';
import { OfflineStatus } from '../../OfflineStatus.tsx';
import { offlineState } from '../../offline.ts';
import { workerState } from '../../updates.ts';
import { Card } from '../../widgets/Card.tsx';
import { ErrorCard } from '../../widgets/ErrorCard.tsx';
import { Modal } from '../../widgets/Modal.tsx';
import { Skeleton } from '../../widgets/Skeleton.tsx';
import { StatusMark } from '../../widgets/StatusMark.tsx';
import { isPersisted, readStoredRelease } from '../status/device.ts';
import { Setting } from './Setting.tsx';
import { useSettingsWords } from './words.ts';

export function StorageCard() {
  const engine = useEngine();
  const { t, format } = useSettingsWords();
  const [isAsking, setAsking] = createSignal(false);
  const [isCleared, setCleared] = createSignal(false);
  const [clearFailure, setClearFailure] = createSignal<EdgeError>();
  const failure = () => clearFailure() ?? history.error();
  const [reads, setReads] = createSignal(0);
  // What is used grows once more when the release is stored for offline use, and shrinks when it is cleared.
  const history = createQuery((signal) => {
    reads();
    const isOpen = engine.status() === 'ready' || engine.status() === 'failed';
    return isOpen && workerState() ? engine.call('history', {}, signal) : undefined;
  });
  const release = createQuery(() =>
    workerState() && offlineState() ? readStoredRelease() : undefined,
  );
  const asked = createQuery(isPersisted);
  const [granted, setGranted] = createSignal(false);
  const persisted = () => asked() || granted();
  const [isDeclined, setDeclined] = createSignal(false);

  const parts = () => {
    const samples = history()?.bytes ?? 0;
    const stored = release();
    const model = (stored?.model?.bytes ?? 0) + (stored?.runtimeBytes ?? 0);
    const app = stored?.bytes ?? 0;
    // The browser counts in its own way (indexes, padding): what it reports beyond ours is "other".
    const other = Math.max(0, (history()?.usage ?? 0) - samples - model - app);
    return [
      { key: 'samples', bytes: samples },
      { key: 'model', bytes: model },
      { key: 'app', bytes: app },
      { key: 'other', bytes: other },
    ] as const;
  };
  const used = () => parts().reduce((sum, { bytes }) => sum + bytes, 0);
  const quota = () => history()?.quota ?? 0;
  /** The bar shows at least a sliver of a small part, of the used sum when the quota dwarfs it. */
  const width = (bytes: number) =>
    (100 * bytes) / Math.max(1, Math.min(quota() || used(), 4 * used()));

  const keep = async () => {
    const isGranted = await navigator.storage.persist();
    setGranted(isGranted);
    setDeclined(!isGranted);
  };
  const clear = async () => {
    setAsking(false);
    try {
      await engine.call('clearHistory', {});
      setCleared(true);
      setReads((n) => n + 1);
    } catch (cause) {
      if (!(cause instanceof EdgeError)) throw cause;
      setClearFailure(cause);
    }
  };

  return (
    <Card title={t('storage.title')}>
      <div class="card__body">
        <Show when={failure()}>{(error) => <ErrorCard error={error()} />}</Show>
        <Show
          when={history()}
          fallback={
            <Show when={!failure()}>
              <Skeleton lines={2} />
            </Show>
          }
        >
          {(info) => (
            <>
              <div class="storage__head num">
                <p>
                  {quota() > 0
                    ? t('storage.used', {
                        used: format.bytes(used()),
                        quota: format.bytes(quota()),
                      })
                    : t('storage.usedUnknown', { used: format.bytes(used()) })}
                </p>
              </div>
              <div class="storage__bar" aria-hidden="true">
                <For each={parts()}>
                  {(part) => (
                    <Show when={part.bytes > 0}>
                      <i data-part={part.key} style={{ '--width': width(part.bytes) }} />
                    </Show>
                  )}
                </For>
              </div>
              <ul class="storage__parts num">
                <For each={parts()}>
                  {(part) => (
                    <li>
                      <i data-part={part.key} />
                      {t(`storage.${part.key}`)} <b>{format.bytes(part.bytes)}</b>
                    </li>
                  )}
                </For>
              </ul>
              <OfflineStatus />
              <p class="setting__hint">
                {info().mode === 'memory'
                  ? t('storage.memory')
                  : info().sources.length === 0
                    ? t('storage.noFiles')
                    : t('storage.samplesCount', {
                        n: format.number(info().samples, 0),
                        sources: info().sources.length,
                      })}
                <Show when={info().mode === 'reader'}>
                  <br />
                  {t('storage.reader')}
                </Show>
              </p>
            </>
          )}
        </Show>
        <Show when={asked() !== undefined}>
          <Setting
            label={t('persist.label')}
            hint={t(isDeclined() ? 'persist.denied' : 'persist.hint')}
          >
            <Show
              when={!persisted()}
              fallback={
                <span class="storage__offline">
                  <StatusMark status="ok" size={13} />
                  {t('persist.granted')}
                </span>
              }
            >
              <button type="button" class="button" onClick={() => void keep()}>
                {t('persist.ask')}
              </button>
            </Show>
          </Setting>
        </Show>
        <Setting label={t('clear.label')} hint={isCleared() ? t('clear.done') : t('clear.hint')}>
          <button type="button" class="button" data-kind="danger" onClick={() => setAsking(true)}>
            {t('clear.button')}
          </button>
        </Setting>
      </div>
      <Modal
        open={isAsking()}
        onClose={() => setAsking(false)}
        label={t('clear.question')}
        class="confirm"
      >
        <h2>{t('clear.question')}</h2>
        <p class="muted">{t('clear.detail', { sources: history()?.sources.length ?? 0 })}</p>
        <div class="confirm__foot">
          <button type="button" class="button" onClick={() => setAsking(false)}>
            {t('clear.cancel')}
          </button>
          <button type="button" class="button" data-kind="danger" onClick={() => void clear()}>
            {t('clear.confirm')}
          </button>
        </div>
      </Modal>
    </Card>
  );
}
