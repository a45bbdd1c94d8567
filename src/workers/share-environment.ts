/** What the calls about bundles and backups need of the engine, and how they tell how far they are and what went wrong. */
import { EdgeError } from '../core/domain/errors.ts';
import type { Session } from '../core/domain/session.ts';
import type { History } from './history.ts';
import type { EngineHost } from './host.ts';
import type { Run } from './run.ts';
import type { StoredFile } from './sources/file-source.ts';

/** What the calls need of the engine. */
export interface ShareEnvironment {
  readonly host: EngineHost;
  readonly opening: Promise<History>;
  /** The open run; throws when there is none. */
  current(): Run;
  session(): Session;
  /** Keeps a file readable for this tab, also where nothing can be stored. */
  adopt(key: string, file: StoredFile): void;
}

/** What a sliced run of these calls tells the page. */
export function progressOf({ host }: ShareEnvironment) {
  return {
    elapsed: host.elapsed,
    breathe: host.breathe,
    progress: (share: number) => host.emit('share', { share }),
  };
}

/** Errors about a file name it. */
export async function named<T>(name: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof EdgeError)) throw error;
    throw new EdgeError(error.code, error.message, { ...error.detail, name });
  }
}
