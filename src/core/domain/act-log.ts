/** What a device remembers of alerts and of what people did about them, across sessions and sources. */
import type { Act } from './act.ts';
import type { Alert, Incident } from './incident.ts';
import type { Session } from './session.ts';

/** An act as it was committed. `undone` ones stay, so that no other tab brings them back. */
export interface StoredAct {
  readonly id: string;
  readonly act: Act;
  /** Where it was done: see `sourceKey`. */
  readonly source: string;
  readonly undone: boolean;
}

/** An alert or incident and where it was seen; older versions did not note that. */
export type Seen<T> = T & { readonly source?: string };

/** Stored alerts, incidents and acts, newest first, each by its content id. */
export interface AlertLog {
  readonly alerts: readonly Seen<Alert>[];
  readonly incidents: readonly Seen<Incident>[];
  readonly acts: readonly StoredAct[];
}

/** Names what a session shows, whatever the instant: acts and history belong to it. `sim/42/20/normal`, `file/<key>`, `live/<key>`. */
export function sourceKey(
  session: Pick<Session, 'source' | 'file' | 'seed' | 'size' | 'scenario'>,
): string {
  return session.source === 'sim'
    ? `sim/${session.seed}/${session.size}/${session.scenario}`
    : `${session.source}/${session.file ?? ''}`;
}
