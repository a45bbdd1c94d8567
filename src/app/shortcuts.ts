/** Global and local keys: one listener, sequences such as `g o`, at rest while typing, composing or when switched off. */
import { type Accessor, createSignal, onCleanup } from 'solid-js';
import type { Command } from './commands.ts';
import { type SettingsStore, useSettings } from './settings.ts';

/** How long the second key of a sequence is waited for. */
const SEQUENCE_MS = 1200;

/** Inputs that take no text: their keys stay free. */
const TEXTLESS: ReadonlySet<string> = new Set([
  'checkbox',
  'radio',
  'button',
  'submit',
  'reset',
  'range',
  'color',
  'file',
]);

/** Whether the event belongs to a text field or an unfinished Hangul syllable. */
export function isTyping(event: KeyboardEvent): boolean {
  if (event.isComposing || event.key === 'Process') return true;
  const target = event.composedPath()[0];
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !TEXTLESS.has(target.type);
  return target.isContentEditable || target.matches('textarea, select');
}

/** The key by its meaning, or by its US position where the layout types Hangul: ㅎ and g are one key. */
export function keyOf(event: KeyboardEvent): string {
  if (event.code === 'Space') return 'Space';
  let key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (key.length === 1 && key > '~') {
    const letter = /^(?:Key([A-Z])|Digit(\d))$/.exec(event.code);
    if (letter) key = (letter[1] ?? letter[2]).toLowerCase();
  }
  const shift = event.shiftKey && event.key.length > 1 ? 'Shift+' : '';
  return `${event.metaKey || event.ctrlKey ? 'Mod+' : ''}${event.altKey ? 'Alt+' : ''}${shift}${key}`;
}

/** Keys that act on the focused control; they are only ours while nothing that uses them has focus. */
function belongsToControl(event: KeyboardEvent, key: string): boolean {
  const target = event.composedPath()[0];
  if (!(target instanceof Element)) return false;
  if (key === 'Space' || key === 'Enter')
    return (
      target.closest(
        'button, a[href], summary, input, [role="tab"], [role="option"], [role="radio"], [role="slider"], [role="application"]',
      ) !== null
    );
  if (/Arrow|Home|End|Page/.test(key))
    return (
      target.closest(
        '[role="slider"], [role="grid"], [role="application"], [role="listbox"], [role="radiogroup"], [role="tablist"], [role="img"][tabindex], input, canvas',
      ) !== null
    );
  return false;
}

/**
 * Listens for the commands' keys on the whole window until the owner is disposed.
 * @returns the started sequence (`g`) or `''`, for a hint on screen
 */
export function useShortcuts(
  commands: readonly Command[],
  settings: SettingsStore,
): Accessor<string> {
  const byKeys = new Map(
    commands.filter((command) => command.keys).map((command) => [command.keys, command]),
  );
  const starts = new Set(
    [...byKeys.keys()]
      .map((keys) => keys?.split(' '))
      .filter((keys) => keys?.length === 2)
      .map((keys) => keys?.[0]),
  );
  const [started, setStarted] = createSignal('');
  let timer = 0;
  const begin = (key: string) => {
    clearTimeout(timer);
    setStarted(key);
    if (key === '') delete document.documentElement.dataset.sequence;
    else document.documentElement.dataset.sequence = key; // Screens' own keys wait for the second one.
    if (key !== '') timer = window.setTimeout(() => setStarted(''), SEQUENCE_MS);
  };
  const onKey = (event: KeyboardEvent) => {
    const key = keyOf(event);
    const modified = key.startsWith('Mod+');
    if (event.defaultPrevented || (event.repeat && !key.includes('Arrow'))) return;
    if (
      !modified &&
      (isTyping(event) || !settings.settings.shortcuts || belongsToControl(event, key))
    )
      return;
    if (document.querySelector('dialog[open]:not([data-keys])') && !modified) return;
    const sequence = started() === '' ? key : `${started()} ${key}`;
    const command = byKeys.get(sequence);
    if (command) {
      begin('');
      if (command.available && !command.available()) return;
      event.preventDefault();
      void command.run();
    } else if (started() === '' && starts.has(key)) {
      event.preventDefault();
      begin(key);
    } else begin('');
  };
  window.addEventListener('keydown', onKey);
  onCleanup(() => {
    clearTimeout(timer);
    window.removeEventListener('keydown', onKey);
  });
  return started;
}

/**
 * Keys of one screen, such as J and K in a list; they come before the global ones and rest under the same rules.
 * @param keys key as in `Command.keys`, without sequences → what to do; returning `false` lets the key pass on
 */
export function useKeys(keys: Readonly<Record<string, () => unknown>>): void {
  const { settings } = useSettings();
  const onKey = (event: KeyboardEvent) => {
    const key = keyOf(event);
    if (!Object.hasOwn(keys, key) || event.defaultPrevented || !settings.shortcuts) return;
    if (document.documentElement.dataset.sequence !== undefined) return;
    if (isTyping(event) || belongsToControl(event, key) || document.querySelector('dialog[open]'))
      return;
    if (keys[key]() !== false) event.preventDefault();
  };
  window.addEventListener('keydown', onKey, { capture: true });
  onCleanup(() => window.removeEventListener('keydown', onKey, { capture: true }));
}
