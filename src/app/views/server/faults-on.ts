/** Faults that people injected on one server, its rack or its site. */
import type { Server } from '../../../core/domain/fleet.ts';
import type { Action } from '../../../core/domain/session.ts';
import type { EpochMs } from '../../../core/domain/time.ts';
import { faultKind } from '../../../core/sim/faults.ts';

/** A fault somebody injected on this server, its rack or its site. */
export interface InjectedFault {
  readonly fault: string;
  readonly target: string;
  readonly start: EpochMs;
  /** When it was ended, or ends by itself; `undefined` for a kind the catalogue does not know. */
  readonly end: EpochMs | undefined;
}

/** Faults injected on this server or what holds it. */
export function faultsOn(server: Server, actions: readonly Action[]): readonly InjectedFault[] {
  const targets = targetsOf(server);
  return actions.flatMap((action): InjectedFault[] => {
    if (action.kind !== 'inject' || !targets.includes(action.target)) return [];
    const duration = action.duration ?? faultKind(action.fault)?.defaultDuration;
    const planned = duration === undefined ? Number.POSITIVE_INFINITY : action.at + duration;
    const cleared = actions.find(
      (other) => other.kind === 'clear' && other.target === action.target && other.at >= action.at,
    );
    const end = Math.min(planned, cleared?.at ?? Number.POSITIVE_INFINITY);
    return [
      {
        fault: action.fault,
        target: action.target,
        start: action.at,
        end: Number.isFinite(end) ? end : undefined,
      },
    ];
  });
}

/** Names an action may use for this server: its own, its rack's and its site's. */
export function targetsOf(server: Server): readonly string[] {
  const { place } = server;
  return place ? [server.name, server.id, place.rack, place.site] : [server.name, server.id];
}
