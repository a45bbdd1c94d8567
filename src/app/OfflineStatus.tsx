/** How much works without network: in words with a bar for Settings and Status, as a small mark for the navigation. */
import './offline.css';
import { CloudAlert, CloudCheck, CloudDownload, FileCheck } from 'lucide-solid';
import { createUniqueId, onMount, Show } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { hosting as en } from './i18n/en/hosting.ts';
import { useWords } from './i18n/i18n.tsx';
import { hosting as ko } from './i18n/ko/hosting.ts';
import {
  offlineLacking,
  offlineShare,
  offlineState,
  readOffline,
  storeOffline,
} from './offline.ts';
import { useSession } from './session.ts';
import { workerState } from './updates.ts';
import { Meter } from './widgets/Meter.tsx';
import { StatusMark } from './widgets/StatusMark.tsx';

const words = { en, ko };

/** A sentence, the bar while parts arrive, and the button that fetches them now. */
export function OfflineStatus() {
  const { t, format } = useWords(words);
  const label = createUniqueId();
  onMount(() => {
    if (workerState() === 'ready') readOffline();
  });
  const mark = () => {
    const state = offlineState();
    return state === 'ready' || state === 'carried' ? 'ok' : state === 'failed' ? 'warn' : 'unk';
  };
  return (
    <div class="offline" data-state={offlineState()}>
      <p id={label} role="status">
        <StatusMark status={mark()} size={13} />
        {t(`offline.${offlineState()}`, { bytes: format.bytes(offlineLacking()) })}
      </p>
      <Show when={offlineState() === 'storing'}>
        <Meter label={t('offline.storing', { bytes: '' })} value={offlineShare()} />
      </Show>
      <Show when={offlineState() === 'partial' || offlineState() === 'failed'}>
        <button type="button" class="button" aria-describedby={label} onClick={storeOffline}>
          <CloudDownload size={14} aria-hidden="true" />
          {t(offlineState() === 'failed' ? 'offline.again' : 'offline.store')}
        </button>
      </Show>
    </div>
  );
}

/** The mark: leads to Settings; absent where nothing can be stored. */
export function OfflineBadge() {
  const { t, format } = useWords(words);
  const session = useSession();
  const icon = () => {
    const state = offlineState();
    if (state === 'carried') return FileCheck;
    return state === 'ready' ? CloudCheck : state === 'failed' ? CloudAlert : CloudDownload;
  };
  const text = () =>
    offlineState() === 'storing'
      ? t('badge.storing', { share: format.value(offlineShare(), '1') })
      : t(`badge.${offlineState()}`);
  return (
    <Show when={offlineState() !== 'unavailable'}>
      <a
        class="offline-badge num"
        data-state={offlineState()}
        href={session.href({ view: 'settings', selected: undefined })}
        title={t(`offline.${offlineState()}`, { bytes: format.bytes(offlineLacking()) })}
      >
        <Dynamic component={icon()} size={15} aria-hidden="true" />
        <span>{text()}</span>
        <Show when={offlineState() === 'storing'}>
          <i style={{ '--share': offlineShare() }} />
        </Show>
      </a>
    </Show>
  );
}
