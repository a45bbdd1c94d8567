/** The list of sources: which one a session asks for, opened. */
import { EdgeError, unreachable } from '../../core/domain/errors.ts';
import type { Session } from '../../core/domain/session.ts';
import type { Connections } from '../live/connections.ts';
import type { StoredFile } from './file-source.ts';
import { simulatedSource } from './simulated.ts';
import type { Source } from './source.ts';

/**
 * Opens the source of a session.
 * @param stored finds the session's file on this device
 * @param connections this device's connections, loaded when first asked for
 * @throws EdgeError `file/not-here`, `source/not-here` for what another device has, `source/…` for a source that cannot be reached,
 * `sim/…` for actions that fit no fault
 */
export async function openSource(
  session: Session,
  stored: (key: string | undefined) => Promise<StoredFile | undefined>,
  connections: () => Promise<Connections>,
): Promise<Source> {
  switch (session.source) {
    case 'sim':
      return simulatedSource(
        session.seed,
        session.size,
        session.scenario,
        session.step,
        session.actions,
      );
    case 'file': {
      const file = await stored(session.file);
      if (!file)
        throw new EdgeError('file/not-here', `no file ${session.file ?? ''} on this device`);
      const { fileSource } = await import('./file-source.ts');
      return fileSource(file.name, file.dataset, file.extra);
    }
    case 'live': {
      const { liveSource } = await import('../live/live-source.ts');
      return liveSource((await connections()).servers(session.file ?? ''));
    }
    default:
      return unreachable(session.source);
  }
}
