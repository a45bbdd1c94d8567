/** The page's part of notifications: toasts, notifications of the operating system, sounds, the badge of the installed app. */
import { createEffect, createMemo, createSignal, onCleanup } from 'solid-js';
import type { Severity } from '../core/domain/incident.ts';
import type {
  Announcement,
  Notification as Note,
  NotificationTarget,
  Outcome,
  WorkerMessage,
} from '../core/domain/notify.ts';
import type { Engine } from './engine.tsx';
import type { WordedNotification } from './i18n/notify-wording.ts';

/** Toasts kept; older ones give way. */
const MOST_TOASTS = 50;
/** Toasts that arrive within this appear together: in a storm they come by the hundred, and few are seen. ms. */
const GATHERED_MS = 50;
/** Ids remembered, so that a notification that comes by two ways is shown once. */
const MOST_SEEN = 1000;

/** What the browser says about notifications of the operating system. */
export type SystemPermission = 'granted' | 'denied' | 'default' | 'unsupported';

/** Whether they may be shown; asks nothing. */
export function systemPermission(): SystemPermission {
  return typeof Notification === 'undefined' ? 'unsupported' : Notification.permission;
}

/** Asks the user, where the browser still lets us: only ever called from a click on the switch. */
export async function askSystemPermission(): Promise<SystemPermission> {
  if (systemPermission() !== 'default') return systemPermission();
  return Notification.requestPermission();
}

/**
 * Shows a notification of the operating system; the same id replaces itself. The service worker shows it where one is at work, so that a
 * click still leads to the alert when this tab is closed by then (and phones know no other way); else the page does.
 * @param open shows in this tab what it is about
 */
export async function showSystem(
  note: Pick<Note, 'id' | 'severity'>,
  words: Pick<WordedNotification, 'title' | 'lines'>,
  locale: string,
  target: NotificationTarget,
  open: (target: NotificationTarget) => void,
): Promise<Outcome> {
  const permission = systemPermission();
  if (permission === 'unsupported') return 'unsupported';
  if (permission !== 'granted') return 'denied';
  const options: NotificationOptions = {
    body: words.lines.slice(0, 3).join('\n'),
    tag: note.id,
    lang: locale,
    icon: 'icon.svg',
    data: target,
    requireInteraction: note.severity === 'critical',
  };
  const worker = await navigator.serviceWorker?.getRegistration('./');
  if (worker?.active) {
    await worker.showNotification(words.title, options);
    return 'ok';
  }
  try {
    const shown = new Notification(words.title, options);
    shown.onclick = () => {
      window.focus();
      open(target);
      shown.close();
    };
    return 'ok';
  } catch {
    return 'unsupported'; // Phones without a service worker.
  }
}

let audio: AudioContext | undefined;

/** Plays two rising tones, three when critical. Browsers refuse before the first click in the tab. */
export async function playTone(severity: Severity): Promise<Outcome> {
  if (typeof AudioContext === 'undefined') return 'unsupported';
  audio ??= new AudioContext();
  if (audio.state === 'suspended')
    await Promise.race([audio.resume(), new Promise((resolve) => setTimeout(resolve, 500))]);
  if (audio.state !== 'running') return 'blocked';
  const pitches = severity === 'critical' ? [880, 1175, 880] : [660, 880];
  const begin = audio.currentTime + 0.02;
  pitches.forEach((pitch, i) => {
    if (!audio) return;
    const tone = audio.createOscillator();
    const loudness = audio.createGain();
    const at = begin + i * 0.18;
    tone.frequency.value = pitch;
    loudness.gain.setValueAtTime(0, at);
    loudness.gain.linearRampToValueAtTime(0.18, at + 0.02);
    loudness.gain.exponentialRampToValueAtTime(0.001, at + 0.16);
    tone.connect(loudness).connect(audio.destination);
    tone.start(at);
    tone.stop(at + 0.17);
  });
  return 'ok';
}

/** What is shown in this tab. */
export interface ToastList {
  /** Newest first. */
  readonly toasts: () => readonly Note[];
  dismiss(id: string): void;
  clear(): void;
}

/**
 * Hears announcements, performs what the page has to, and reports how it went. Needs a Solid owner.
 * @param word words a notification in the reader's language
 * @param targetOf where a notification leads
 * @param open goes there in this tab
 */
export function createNotifications(
  engine: Engine,
  word: (note: Note) => WordedNotification,
  locale: () => string,
  targetOf: (note: Note) => NotificationTarget,
  open: (target: NotificationTarget) => void,
): ToastList {
  const [toasts, setToasts] = createSignal<readonly Note[]>([]);
  const seen = new Set<string>();
  let arrived: Note[] = [];
  let gathering: ReturnType<typeof setTimeout> | undefined;

  function arrive(note: Note): void {
    arrived = [note, ...arrived.slice(0, MOST_TOASTS - 1)];
    gathering ??= setTimeout(() => {
      gathering = undefined;
      setToasts((before) => [...arrived, ...before].slice(0, MOST_TOASTS));
      arrived = [];
    }, GATHERED_MS);
  }
  onCleanup(() => clearTimeout(gathering));

  async function perform({ notification, perform: kinds, report }: Announcement): Promise<void> {
    for (const kind of kinds) {
      if (kind === 'toast') {
        if (seen.has(notification.id)) continue;
        seen.add(notification.id);
        if (seen.size > MOST_SEEN)
          for (const id of [...seen].slice(0, MOST_SEEN / 2)) seen.delete(id);
        arrive(notification);
        continue;
      }
      const outcome =
        kind === 'sound'
          ? await playTone(notification.severity)
          : await showSystem(
              notification,
              word(notification),
              locale(),
              targetOf(notification),
              open,
            );
      if (!report) continue;
      const done = engine.call('delivered', {
        notification: notification.id,
        channel: kind,
        outcome,
      });
      // A worker that was replaced meanwhile finds the delivery pending, and tries again.
      await done.catch(() => undefined);
    }
  }
  onCleanup(engine.on('announcement', (announcement) => void perform(announcement)));

  const onClicked = ({ data }: MessageEvent<WorkerMessage | undefined>) => {
    if (data?.kind === 'notification-clicked') open(data.target);
  };
  navigator.serviceWorker?.addEventListener('message', onClicked);
  onCleanup(() => navigator.serviceWorker?.removeEventListener('message', onClicked));

  const openCount = createMemo(
    () => engine.snapshot()?.incidents.filter(({ state }) => state === 'open').length ?? 0,
  );
  createEffect(() => {
    const open = openCount();
    // Installed apps only; elsewhere there is no icon to put it on.
    if (!('setAppBadge' in navigator)) return;
    const done = open > 0 ? navigator.setAppBadge(open) : navigator.clearAppBadge();
    done.catch(() => undefined); // Refused in tabs: nothing is lost.
  });

  return {
    toasts,
    dismiss: (id) => setToasts((before) => before.filter((toast) => toast.id !== id)),
    clear: () => setToasts([]),
  };
}
