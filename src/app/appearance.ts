/** What a reader sees things in: language, zone and units as a `Reader`; theme, density and motion on the root element. */
import { createEffect, createMemo, createSignal, onCleanup } from 'solid-js';
import type { Locale } from '../core/domain/session.ts';
import type { Reader } from './i18n/i18n.tsx';
import type { SessionStore } from './session.ts';
import type { SettingsStore } from './settings.ts';

/** The reader's choices: the link's first, then the device's, then the browser's. */
export function createReader(session: SessionStore, store: SettingsStore): Reader {
  const device = Intl.DateTimeFormat().resolvedOptions().timeZone;
  // Asked of the browser once: every text on the screen asks for these with every tick.
  const own = browserLocale();
  const zone = createMemo(() => {
    const wanted = session.session().zone ?? store.settings.zone;
    return wanted !== undefined && isZone(wanted) ? wanted : device;
  });
  return {
    locale: () => session.session().locale ?? store.settings.locale ?? own,
    zone,
    options: () => ({ bytes: store.settings.bytes, temperature: store.settings.temperature }),
  };
}

/** Keeps `lang`, `data-theme`, `data-contrast`, `data-density` and `data-motion` of `<html>` in step. */
export function applyAppearance(session: SessionStore, store: SettingsStore, reader: Reader): void {
  const scheme = matchMedia('(prefers-color-scheme: dark)');
  const [isDark, setIsDark] = createSignal(scheme.matches);
  const onScheme = () => setIsDark(scheme.matches);
  scheme.addEventListener('change', onScheme);
  onCleanup(() => scheme.removeEventListener('change', onScheme));
  createEffect(() => {
    const root = document.documentElement;
    const theme = session.session().theme ?? store.settings.theme;
    const resolved = theme === 'light' || theme === 'dark' ? theme : isDark() ? 'dark' : 'light';
    root.dataset.theme = resolved;
    root.lang = reader.locale();
    mark(root, 'contrast', store.settings.theme === 'contrast' ? 'more' : undefined);
    mark(root, 'density', store.settings.density === 'compact' ? 'compact' : undefined);
    mark(root, 'motion', store.settings.motion === 'reduced' ? 'reduced' : undefined);
  });
}

/** Whether motion is unwanted, by the system or by the reader's choice. */
export function prefersCalm(): boolean {
  return (
    document.documentElement.dataset.motion === 'reduced' ||
    matchMedia('(prefers-reduced-motion: reduce)').matches
  );
}

function mark(root: HTMLElement, name: string, value: string | undefined): void {
  if (value === undefined) delete root.dataset[name];
  else root.dataset[name] = value;
}

function browserLocale(): Locale {
  return navigator.languages.some((tag) => tag.toLowerCase().startsWith('ko')) ? 'ko' : 'en';
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false; // A zone this browser does not know, from a link: the device's own serves.
  }
}
