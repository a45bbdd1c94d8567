/** Reads files for one engine: what is being read, what came of it, and the text for another try with other columns. */
import { type Accessor, createSignal } from 'solid-js';
import { EdgeError } from '../../../core/domain/errors.ts';
import type { ColumnMapping } from '../../../core/formats/dataset.ts';
import type { ImportReport } from '../../../workers/protocol.ts';
import type { Engine } from '../../engine.tsx';
import { shareOf } from '../../share/share-state.ts';

/** Largest text taken in; a browser's string holds about twice as much. */
export const LARGEST_BYTES = 256 * 1024 * 1024;
/** Characters kept for the excerpt of a text that was too large to keep whole. */
const EXCERPT_CHARACTERS = 4096;
/** Texts up to this many characters are kept for reading again with other columns. */
const KEPT_CHARACTERS = 32 * 1024 * 1024;

/** Text with the name it came under. */
export interface TextFile {
  readonly name: string;
  readonly text: string;
}

/** Where an import stands. `text` is `undefined` when it was too large to keep for another try. */
export type ImportState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'reading'; readonly name: string }
  | {
      readonly kind: 'done';
      readonly name: string;
      readonly text: string | undefined;
      readonly excerpt: string;
      readonly mapping: ColumnMapping;
      readonly report: ImportReport;
    }
  | {
      readonly kind: 'failed';
      readonly name: string;
      readonly text: string | undefined;
      readonly excerpt: string;
      readonly mapping: ColumnMapping;
      readonly error: EdgeError;
    };

/** Imports of one engine. A newer import replaces what an older one shows. */
export interface Importer {
  readonly state: Accessor<ImportState>;
  /** Reads text; the outcome is in `state` when it resolves. */
  read(file: TextFile, mapping?: ColumnMapping): Promise<void>;
  /** Reads files one after the other; the last one's outcome stays. */
  readFiles(files: readonly File[]): Promise<void>;
  forget(): void;
}

/** One importer per engine: the drop overlay and the Sources screen share it, two embeds on a page do not. */
const importers = new WeakMap<Engine, Importer>();

/** The engine's importer, made on first use. */
export function importerOf(engine: Engine): Importer {
  const known = importers.get(engine);
  if (known) return known;
  const made = makeImporter(engine);
  importers.set(engine, made);
  return made;
}

function makeImporter(engine: Engine): Importer {
  const [state, setState] = createSignal<ImportState>({ kind: 'idle' });
  const share = shareOf(engine);
  let newest = 0;

  async function attempt(
    name: string,
    mapping: ColumnMapping,
    mine: number,
    load: () => Promise<string>,
  ) {
    let text = '';
    const rest = () => ({
      name,
      mapping,
      text: text.length <= KEPT_CHARACTERS ? text : undefined,
      excerpt: text.slice(0, EXCERPT_CHARACTERS),
    });
    setState({ kind: 'reading', name });
    try {
      text = await load();
      const report = await engine.call('importFile', { name, text, mapping });
      if (mine === newest) setState({ kind: 'done', ...rest(), report });
    } catch (error) {
      if (!(error instanceof EdgeError)) throw error;
      if (mine === newest) setState({ kind: 'failed', ...rest(), error });
    }
  }

  return {
    state,
    read: ({ name, text }, mapping = {}) => attempt(name, mapping, ++newest, async () => text),
    async readFiles(files) {
      for (const file of files) {
        // Files of ours are opened as what they are; the newest import's outcome stays.
        if (!(await share.take(file))) await attempt(file.name, {}, ++newest, () => textOf(file));
      }
    },
    forget() {
      newest++;
      setState({ kind: 'idle' });
    },
  };
}

/** @throws EdgeError `file/too-large`, `file/empty` (also for folders and files that vanished) */
async function textOf(file: File): Promise<string> {
  if (file.size > LARGEST_BYTES)
    throw new EdgeError('file/too-large', `${file.name} has ${file.size} bytes`, {
      name: file.name,
      size: file.size,
    });
  try {
    return await file.text();
  } catch (cause) {
    throw new EdgeError('file/empty', `${file.name} cannot be read: ${String(cause)}`, {
      name: file.name,
    });
  }
}
