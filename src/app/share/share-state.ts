/** Sharing of one engine: whether its dialog is open, and what becomes of a bundle or backup that was dropped, chosen or double-clicked. */
import { type Accessor, createSignal } from 'solid-js';
import { EdgeError } from '../../core/domain/errors.ts';
import type { OpenedBundle } from '../../core/share-calls.ts';
import type { Engine } from '../engine.tsx';

/** A file that came in. */
export type Incoming =
  | { readonly kind: 'reading'; readonly name: string }
  | { readonly kind: 'opened'; readonly name: string; readonly bundle: OpenedBundle }
  | { readonly kind: 'failed'; readonly name: string; readonly error: EdgeError }
  | { readonly kind: 'backup'; readonly name: string; readonly file: File };

/** What the shell, the importer and the settings share. */
export interface Share {
  readonly isOpen: Accessor<boolean>;
  readonly setOpen: (isOpen: boolean) => void;
  readonly incoming: Accessor<Incoming | undefined>;
  /** Takes a file if it is one of ours; false for any other, which is then read as samples. */
  take(file: File): Promise<boolean>;
  /** Stops reading, or puts away what was told. */
  forget(): void;
}

const shares = new WeakMap<Engine, Share>();

/** The engine's sharing, made on first use. */
export function shareOf(engine: Engine): Share {
  const known = shares.get(engine);
  if (known) return known;
  const made = makeShare(engine);
  shares.set(engine, made);
  return made;
}

function makeShare(engine: Engine): Share {
  const [isOpen, setOpen] = createSignal(false);
  const [incoming, setIncoming] = createSignal<Incoming>();
  let reading: AbortController | undefined;

  async function read(file: File) {
    reading?.abort();
    const controller = new AbortController();
    reading = controller;
    const { name } = file;
    setIncoming({ kind: 'reading', name });
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const bundle = await engine.call('openBundle', { name, bytes }, controller.signal);
      if (!controller.signal.aborted) setIncoming({ kind: 'opened', name, bundle });
    } catch (error) {
      if (controller.signal.aborted) return;
      if (error instanceof EdgeError) setIncoming({ kind: 'failed', name, error });
      else throw error;
    }
  }

  return {
    isOpen,
    setOpen: (next) => void setOpen(next),
    incoming,
    async take(file) {
      const { ownFileKind } = await import('./file-kind.ts');
      const kind = await ownFileKind(file);
      if (kind === undefined) return false;
      if (kind === 'backup') setIncoming({ kind: 'backup', name: file.name, file });
      else await read(file);
      return true;
    },
    forget() {
      reading?.abort();
      setIncoming(undefined);
    },
  };
}
