/** The link to what is on screen: which moment, with which look; copied, sent, or read by a camera. */
import { Check, Copy, Send } from 'lucide-solid';
import { createMemo, createSignal, createUniqueId, Show } from 'solid-js';
import { isAct, isLinkable } from '../../core/domain/act.ts';
import type { Session } from '../../core/domain/session.ts';
import { useEngine } from '../engine.tsx';
import { useReader } from '../i18n/i18n.tsx';
import { useSession } from '../session.ts';
import { Segmented } from '../widgets/Segmented.tsx';
import { qrOf } from './qr.ts';
import { useShareWords } from './share-words.ts';

/** The tab of the link. */
export function LinkPane() {
  const engine = useEngine();
  const session = useSession();
  const reader = useReader();
  const { t } = useShareWords();
  const field = createUniqueId();
  const [isLive, setLive] = createSignal(false);
  const [withLook, setWithLook] = createSignal(true);
  const [copied, setCopied] = createSignal<'copied' | 'denied'>();
  let input!: HTMLInputElement;

  /** The moment stays the one the dialog was opened at while the clock goes on. */
  const opened = engine.snapshot()?.t;
  const link = createMemo(() => {
    const now = session.session();
    const look: Partial<Session> = {
      locale: reader.locale(),
      theme: document.documentElement.dataset.theme === 'light' ? 'light' : 'dark',
      zone: reader.zone(),
    };
    return session.link({
      at: isLive() && now.at === undefined ? undefined : (now.at ?? opened),
      ...(withLook() && look),
    });
  });
  const qr = createMemo(() => qrOf(link()));
  const longNotes = () =>
    session
      .session()
      .actions.filter((action) => isAct(action) && action.kind === 'note' && !isLinkable(action))
      .length;
  const note = () => {
    const { source } = session.session();
    return t(source === 'sim' ? 'link.sim' : source === 'live' ? 'link.live' : 'link.data');
  };
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(link());
      setCopied('copied');
    } catch {
      setCopied('denied');
      input.select();
    }
  };
  const send = () =>
    // Rejected when the reader closes the sheet: nothing to tell.
    navigator.share({ title: document.title, url: link() }).catch(() => undefined);

  return (
    <div class="share-link">
      <div class="share-link__words">
        <div class="share-link__field">
          <label class="visually-hidden" for={field}>
            {t('link.label')}
          </label>
          <input
            ref={input}
            id={field}
            class="field mono"
            readOnly
            value={link()}
            data-share-link
            onFocus={(event) => event.currentTarget.select()}
          />
          <button
            type="button"
            class="button"
            data-kind="primary"
            data-copy-link
            onClick={() => void copy()}
          >
            <Show when={copied() === 'copied'} fallback={<Copy size={14} aria-hidden="true" />}>
              <Check size={14} aria-hidden="true" />
            </Show>
            <span aria-live="polite">{t(copied() === 'copied' ? 'link.copied' : 'link.copy')}</span>
          </button>
          <Show when={typeof navigator.share === 'function'}>
            <button type="button" class="button" onClick={() => void send()}>
              <Send size={14} aria-hidden="true" />
              {t('link.send')}
            </button>
          </Show>
        </div>
        <Show when={copied() === 'denied'}>
          <p role="alert">{t('link.denied')}</p>
        </Show>
        <Show when={session.session().at === undefined}>
          <Segmented
            label={t('link.moment')}
            options={[
              { value: 'now', label: t('link.moment.now') },
              { value: 'live', label: t('link.moment.live') },
            ]}
            value={isLive() ? 'live' : 'now'}
            onChange={(next) => {
              setLive(next === 'live');
              setCopied(undefined);
            }}
          />
        </Show>
        <label class="share-check">
          <input
            type="checkbox"
            checked={withLook()}
            onChange={(event) => {
              setWithLook(event.currentTarget.checked);
              setCopied(undefined);
            }}
          />
          {t('link.look')}
        </label>
        <p class="muted">{note()}</p>
        <Show when={longNotes() > 0}>
          <p class="muted">{t('link.notes', { count: longNotes() })}</p>
        </Show>
      </div>
      <Show
        when={qr()}
        fallback={<p class="share-link__long muted">{t('qr.long', { length: link().length })}</p>}
      >
        {(code) => (
          <svg
            class="share-link__qr"
            role="img"
            aria-label={t('qr.label')}
            viewBox={`0 0 ${code().size} ${code().size}`}
            shape-rendering="crispEdges"
          >
            <rect class="share-link__light" width={code().size} height={code().size} />
            <path class="share-link__dark" d={code().path} />
          </svg>
        )}
      </Show>
    </div>
  );
}
