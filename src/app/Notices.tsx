/** Bars under the top bar: offline, a newer version, storage denied, parts of a link left out, engine restarting. */
import { CloudOff, Info, RefreshCw, X } from 'lucide-solid';
import { createSignal, type JSX, onCleanup, Show } from 'solid-js';
import { useEngine } from './engine.tsx';
import { aside as en } from './i18n/en/aside.ts';
import { useWords } from './i18n/i18n.tsx';
import { aside as ko } from './i18n/ko/aside.ts';
import { useSession } from './session.ts';
import { useSettings } from './settings.ts';
import { applyUpdate, isUpdateReady } from './updates.ts';

const words = { en, ko };
type Notice = 'offline' | 'denied' | 'settings' | 'ignored' | 'update';

/** All notices that hold now; a dismissed one stays away until the page loads again. */
export function Notices() {
  const { t } = useWords(words);
  const engine = useEngine();
  const session = useSession();
  const settings = useSettings();
  const [offline, setOffline] = createSignal(!navigator.onLine);
  const onNetwork = () => setOffline(!navigator.onLine);
  addEventListener('online', onNetwork);
  addEventListener('offline', onNetwork);
  onCleanup(() => {
    removeEventListener('online', onNetwork);
    removeEventListener('offline', onNetwork);
  });
  const [dismissed, setDismissed] = createSignal<readonly Notice[]>([]);
  const isShown = (notice: Notice, holds: boolean) => holds && !dismissed().includes(notice);
  const dismiss = (notice: Notice) => () => setDismissed((before) => [...before, notice]);

  return (
    <div class="notices">
      <Show when={engine.status() === 'restarting'}>
        <Bar kind="warn" icon={<RefreshCw size={15} aria-hidden="true" />}>
          {t('notice.restarting')}
        </Bar>
      </Show>
      <Show when={isShown('offline', offline())}>
        <Bar
          kind="plain"
          icon={<CloudOff size={15} aria-hidden="true" />}
          onDismiss={dismiss('offline')}
        >
          {t('notice.offline')}
        </Bar>
      </Show>
      <Show when={isShown('update', isUpdateReady())}>
        <Bar
          kind="info"
          icon={<RefreshCw size={15} aria-hidden="true" />}
          onDismiss={dismiss('update')}
          action={
            <button type="button" class="button" onClick={applyUpdate}>
              {t('notice.reload')}
            </button>
          }
        >
          {t('notice.update')}
        </Bar>
      </Show>
      <Show when={isShown('denied', engine.history()?.mode === 'memory')}>
        <Bar kind="warn" icon={<Info size={15} aria-hidden="true" />} onDismiss={dismiss('denied')}>
          {t('notice.denied')}
        </Bar>
      </Show>
      <Show when={isShown('settings', !settings.kept)}>
        <Bar
          kind="plain"
          icon={<Info size={15} aria-hidden="true" />}
          onDismiss={dismiss('settings')}
        >
          {t('notice.settings')}
        </Bar>
      </Show>
      <Show when={isShown('ignored', session.ignored().length > 0)}>
        <Bar
          kind="warn"
          icon={<Info size={15} aria-hidden="true" />}
          onDismiss={dismiss('ignored')}
        >
          {session.ignored().includes('v')
            ? t('notice.newer')
            : t('notice.ignored', { names: session.ignored().join(', ') })}
        </Bar>
      </Show>
    </div>
  );
}

function Bar(props: {
  kind: 'plain' | 'info' | 'warn';
  icon: JSX.Element;
  action?: JSX.Element;
  onDismiss?: () => void;
  children: JSX.Element;
}) {
  const { t } = useWords(words);
  return (
    <div class="notice" data-kind={props.kind} role="status">
      {props.icon}
      <p>{props.children}</p>
      {props.action}
      <Show when={props.onDismiss}>
        {(onDismiss) => (
          <button
            type="button"
            class="button button--icon"
            data-kind="quiet"
            aria-label={t('notice.dismiss')}
            onClick={() => onDismiss()()}
          >
            <X size={15} aria-hidden="true" />
          </button>
        )}
      </Show>
    </div>
  );
}
