/** A value that survives on this device: recalled from the engine's history once, written back after each change. */
import { type Accessor, createSignal } from 'solid-js';
import { EdgeError } from '../core/domain/errors.ts';
import type { Engine } from './engine.tsx';

const RETRY_MS = 1000;

/** A kept value. Where storage is denied it lasts as long as the tab; the shell says so. */
export interface Kept<T> {
  readonly value: Accessor<T>;
  /** Whether what was stored has arrived. */
  readonly loaded: Accessor<boolean>;
  /** Changes made before the stored value arrives are applied to it when it does. */
  update(change: (value: T) => T): void;
}

/**
 * Recalls `key`; needs a Solid owner only through its caller.
 * @param parse makes a value of stored JSON; `undefined` for anything it does not understand, which `initial` then replaces
 */
export function createKept<T>(
  engine: Engine,
  key: string,
  initial: T,
  parse: (raw: unknown) => T | undefined,
): Kept<T> {
  const [value, setValue] = createSignal<T>(initial);
  const [loaded, setLoaded] = createSignal(false);
  const early: ((value: T) => T)[] = [];

  const write = async () => {
    try {
      await engine.call('remember', { key, value: JSON.stringify(value()) });
    } catch (error) {
      // Storage is full or gone: the value still lasts as long as the tab, and the shell's notice tells.
      if (!(error instanceof EdgeError)) throw error;
    }
  };
  const arrive = (stored: T) => {
    setValue(() => early.reduce((sum, change) => change(sum), stored));
    setLoaded(true);
    if (early.length > 0) void write();
  };
  const recall = (): void => {
    engine.call('recall', { key }).then(
      (text) => arrive(read(text, parse) ?? initial),
      (error) => {
        if (!(error instanceof EdgeError)) throw error;
        // The worker was replaced: what is stored is still there, and must not be overwritten unread.
        if (error.code === 'engine/stopped' && engine.status() !== 'failed')
          setTimeout(recall, RETRY_MS);
        else arrive(initial);
      },
    );
  };
  recall();

  return {
    value,
    loaded,
    update(change) {
      if (!loaded()) early.push(change);
      setValue((before) => change(before));
      if (loaded()) void write();
    },
  };
}

function read<T>(text: string | undefined, parse: (raw: unknown) => T | undefined): T | undefined {
  if (text === undefined) return undefined;
  try {
    return parse(JSON.parse(text));
  } catch {
    return undefined; // Damaged by hand or an older version: begin anew rather than stop the screen.
  }
}
