/** Calls about alerts, incidents and what people do about them. Types only. */
import type { MuteState } from './alert/mute.ts';
import type { AlertLog } from './domain/act-log.ts';
import type { Action, Session } from './domain/session.ts';

/** Part of the engine's events. */
export interface InboxEvents {
  /** Another tab of this device acted on the same source: the session's actions as they are now. */
  acts: Pick<Session, 'actions' | 'from'>;
}

/** Part of the engine's calls. */
export interface InboxCalls {
  /** Does it now: the engine stamps the time. Acts are committed before they are shown. */
  act(request: { action: Action }): Session;
  /** Takes one act back, by its content id; an unknown one changes nothing. */
  unact(request: { id: string }): Session;
  /** Takes the newest action back. */
  undo(request: Record<string, never>): Session;
  /** Silences, windows and snoozes of the session as they stand, with what they held back. */
  mutes(request: Record<string, never>): readonly MuteState[];
  /** Alerts, incidents and acts this device remembers, also from earlier sessions and other sources; newest first. */
  log(request: Record<string, never>): AlertLog;
}
