/** Toasts: notifications that reached this tab. Critical ones stay until dismissed, others leave by themselves unless looked at. */
import './styles/toasts.css';
import { Copy, X } from 'lucide-solid';
import { createEffect, createMemo, createSignal, For, onCleanup, Show } from 'solid-js';
import { sourceKey } from '../core/domain/act-log.ts';
import type { Notification as Note, NotificationTarget } from '../core/domain/notify.ts';
import { parseSession } from '../core/domain/session.ts';
import { useEngine } from './engine.tsx';
import { notify as en } from './i18n/en/notify.ts';
import { useReader, useWords } from './i18n/i18n.tsx';
import { notify as ko } from './i18n/ko/notify.ts';
import { wordNotification } from './i18n/notify-wording.ts';
import { createNotifications } from './notify.ts';
import { useSession } from './session.ts';
import { StatusMark } from './widgets/StatusMark.tsx';

const words = { en, ko };
/** Toasts shown at a time; the others are counted. */
const SHOWN = 3;
const STAYS_MS = 12_000;
const MARK = { critical: 'crit', warning: 'warn', info: 'unk' } as const;

/** The stack at the edge of the screen. */
export function Toasts() {
  const { t, format } = useWords(words);
  const reader = useReader();
  const engine = useEngine();
  const session = useSession();
  const word = (note: Note) =>
    wordNotification(note, reader.locale(), { ...reader.options(), zone: reader.zone() });
  const about = (note: Note) => ({
    view: 'alerts',
    selected: note.incident ?? note.alerts.at(0)?.id,
    at: undefined,
  });
  const targetOf = (note: Note): NotificationTarget => ({
    source: note.source,
    selected: about(note).selected,
    hash: new URL(session.href(about(note)), location.href).hash,
  });
  /** In this tab's own session where it shows the same source: what was done since stays done. */
  const open = ({ hash, selected }: NotificationTarget) => {
    if (sourceKey(parseSession(hash).session) === sourceKey(session.session()))
      session.go({ view: 'alerts', selected, at: undefined });
    else location.hash = hash;
  };
  const list = createNotifications(engine, word, reader.locale, targetOf, open);
  const shown = createMemo(() => list.toasts().slice(0, SHOWN));
  const more = () => list.toasts().length - shown().length;

  return (
    <Show when={shown().length > 0}>
      <section
        class="toasts"
        aria-label={t('toast.region')}
        // What happens live is announced as it happens; a past screen hears of it here.
        aria-live={engine.clock().mode === 'live' ? 'off' : 'polite'}
      >
        <ol>
          <For each={shown()}>
            {(note) => (
              <Toast
                note={note}
                href={session.href(about(note))}
                time={format.time(note.at, 'minute')}
                onDismiss={() => list.dismiss(note.id)}
              />
            )}
          </For>
        </ol>
        <Show when={list.toasts().length > 1}>
          <p class="toasts__more">
            <Show when={more() > 0}>
              <span>{t('toast.more', { count: more() })}</span>
            </Show>
            <button type="button" class="button" data-kind="quiet" onClick={() => list.clear()}>
              {t('toast.clear')}
            </button>
          </p>
        </Show>
      </section>
    </Show>
  );
}

function Toast(props: { note: Note; href: string; time: string; onDismiss: () => void }) {
  const { t } = useWords(words);
  const reader = useReader();
  const [isHeld, setHeld] = createSignal(false);
  const [isCopied, setCopied] = createSignal(false);
  const worded = createMemo(() =>
    wordNotification(props.note, reader.locale(), { ...reader.options(), zone: reader.zone() }),
  );
  const isOver = () => props.note.kind === 'resolved';
  createEffect(() => {
    if (isHeld() || (props.note.severity === 'critical' && !isOver())) return;
    const timer = setTimeout(props.onDismiss, STAYS_MS);
    onCleanup(() => clearTimeout(timer));
  });
  const copy = async () => {
    await navigator.clipboard.writeText(worded().text);
    setCopied(true);
  };
  return (
    <li
      class="toast"
      data-severity={isOver() ? 'over' : props.note.severity}
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocusIn={() => setHeld(true)}
      onFocusOut={() => setHeld(false)}
      onKeyDown={(event) => event.key === 'Escape' && props.onDismiss()}
    >
      <StatusMark status={isOver() ? 'ok' : MARK[props.note.severity]} size={16} />
      <div class="toast__words">
        <p class="toast__title">{worded().title}</p>
        <p class="toast__line">{worded().lines.at(0)}</p>
        <Show
          when={worded().lines.find(
            (_, i) =>
              i > 0 &&
              i === props.note.message.lines.findIndex(({ key }) => key.startsWith('notify.cause')),
          )}
        >
          {(line) => <p class="toast__line">{line()}</p>}
        </Show>
        <p class="toast__foot">
          <Show when={props.note.kind !== 'test'}>
            <a class="button" href={props.href} onClick={() => props.onDismiss()}>
              {t('toast.open')}
            </a>
          </Show>
          <button type="button" class="button" data-kind="quiet" onClick={() => void copy()}>
            <Copy size={14} aria-hidden="true" />
            {t(isCopied() ? 'toast.copied' : 'toast.copy')}
          </button>
          <time class="num">{props.time}</time>
        </p>
      </div>
      <button
        type="button"
        class="button button--icon"
        data-kind="quiet"
        aria-label={t('toast.dismiss', { title: worded().title })}
        onClick={() => props.onDismiss()}
      >
        <X size={15} aria-hidden="true" />
      </button>
    </li>
  );
}
