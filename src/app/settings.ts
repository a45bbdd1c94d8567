/** Device preferences: theme, density, language, units, keyboard. Read once at start, written through on change. */
import { createContext, createEffect, on, useContext } from 'solid-js';
import { createStore } from 'solid-js/store';
import type { Locale } from '../core/domain/session.ts';
import { LOCALES } from '../core/domain/session.ts';

export const THEMES = ['system', 'light', 'dark', 'contrast'] as const;
export const DENSITIES = ['comfortable', 'compact'] as const;

/** What a reader chose for this device. `undefined` follows the system. */
export interface Settings {
  readonly theme: (typeof THEMES)[number];
  readonly density: (typeof DENSITIES)[number];
  readonly locale: Locale | undefined;
  readonly zone: string | undefined;
  readonly bytes: 'binary' | 'decimal';
  readonly temperature: 'Cel' | 'Fah';
  readonly motion: 'system' | 'reduced';
  /** Single-letter shortcuts (WCAG 2.1.4). */
  readonly shortcuts: boolean;
  /** Name written on acknowledgements and silences made here. */
  readonly author: string;
}

const DEFAULTS: Settings = {
  theme: 'system',
  density: 'comfortable',
  locale: undefined,
  zone: undefined,
  bytes: 'binary',
  temperature: 'Cel',
  motion: 'system',
  shortcuts: true,
  author: '',
};

/** localStorage key: these few must be known before the first paint, so they cannot wait for IndexedDB. */
const KEY = 'ome-settings-v1';

export interface SettingsStore {
  readonly settings: Settings;
  set(change: Partial<Settings>): void;
  /** False when the device refuses to store; the choice then lasts as long as the tab. */
  readonly kept: boolean;
}

/** Reads the stored preferences; unknown or damaged values keep their defaults. */
export function createSettings(): SettingsStore {
  const stored = readStored();
  const [settings, setSettings] = createStore<Settings>({ ...DEFAULTS, ...stored.values });
  createEffect(
    on(
      () => JSON.stringify(settings),
      (json) => {
        try {
          localStorage.setItem(KEY, json);
        } catch {
          // Storage is denied (private frame): `kept` said so at start; the choice lasts as long as the tab.
        }
      },
      { defer: true },
    ),
  );
  return { settings, set: (change) => setSettings(change), kept: stored.allowed };
}

/** The preferences as they are stored, for a backup; `undefined` where none are. */
export function storedSettings(): string | undefined {
  try {
    return localStorage.getItem(KEY) ?? undefined;
  } catch {
    return undefined; // Storage is denied: there is nothing to back up.
  }
}

/** Stores preferences of a backup; they hold from the next load, which reads them with care. */
export function restoreSettings(text: string): void {
  try {
    localStorage.setItem(KEY, text);
  } catch {
    // Storage is denied: `kept` said so at start.
  }
}

export const SettingsContext = createContext<SettingsStore>();

/** The preferences of the nearest provider. @throws Error outside one: a bug */
export function useSettings(): SettingsStore {
  const store = useContext(SettingsContext);
  if (!store) throw new Error('useSettings outside its provider');
  return store;
}

function readStored(): { values: Partial<Settings>; allowed: boolean } {
  let text: string | null;
  try {
    text = localStorage.getItem(KEY);
  } catch {
    return { values: {}, allowed: false };
  }
  let raw: unknown;
  try {
    raw = JSON.parse(text ?? '{}');
  } catch {
    raw = {};
  }
  const stored = new Map(Object.entries(typeof raw === 'object' && raw !== null ? raw : {}));
  const pick = <const T>(key: keyof Settings, allowed: readonly T[], fallback: T): T =>
    allowed.find((item) => item === stored.get(key)) ?? fallback;
  const words = (key: keyof Settings): string | undefined => {
    const value = stored.get(key);
    return typeof value === 'string' && value.length <= 100 ? value : undefined;
  };
  return {
    allowed: true,
    values: {
      theme: pick('theme', THEMES, DEFAULTS.theme),
      density: pick('density', DENSITIES, DEFAULTS.density),
      locale: pick('locale', [...LOCALES, undefined], undefined),
      bytes: pick('bytes', ['binary', 'decimal'], DEFAULTS.bytes),
      temperature: pick('temperature', ['Cel', 'Fah'], DEFAULTS.temperature),
      motion: pick('motion', ['system', 'reduced'], DEFAULTS.motion),
      shortcuts: pick('shortcuts', [true, false], DEFAULTS.shortcuts),
      zone: words('zone'),
      author: words('author') ?? '',
    },
  };
}
