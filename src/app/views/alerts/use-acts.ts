/** What the reader does about alerts: every act carries the name kept on this device and the note given. */
import type { Act, Schedule } from '../../../core/domain/act.ts';
import type { Ms } from '../../../core/domain/time.ts';
import { useEngine } from '../../engine.tsx';
import { useSettings } from '../../settings.ts';

/** The acts; each resolves once it was committed and is shown. */
export interface Acts {
  acknowledge(target: string, note?: string): Promise<void>;
  snooze(target: string, duration: Ms, note?: string): Promise<void>;
  silence(target: string, duration: Ms, note?: string): Promise<void>;
  window(target: string, duration: Ms, schedule: Schedule, note: string): Promise<void>;
  assign(target: string, to: string): Promise<void>;
  note(target: string, text: string): Promise<void>;
  expire(id: string): Promise<void>;
  merge(target: string, other: string): Promise<void>;
  split(target: string, members: readonly string[]): Promise<void>;
  undo(id: string): Promise<void>;
}

/** Acts of the reader of the nearest providers. */
export function useActs(): Acts {
  const engine = useEngine();
  const { settings } = useSettings();
  const mark = (target: string, note = '') => {
    const [by, text] = [settings.author.trim(), note.trim()];
    return {
      target,
      at: engine.snapshot()?.t ?? 0,
      ...(by !== '' && { by }),
      ...(text !== '' && { note: text }),
    };
  };
  const act = (action: Act) => engine.act(action);
  return {
    acknowledge: (target, note) => act({ kind: 'acknowledge', ...mark(target, note) }),
    snooze: (target, duration, note) => act({ kind: 'snooze', duration, ...mark(target, note) }),
    silence: (target, duration, note) => act({ kind: 'silence', duration, ...mark(target, note) }),
    window: (target, duration, schedule, note) =>
      act({ kind: 'window', duration, schedule, ...mark(target, note) }),
    assign: (target, to) => act({ kind: 'assign', to: to.trim(), ...mark(target) }),
    note: (target, text) => act({ kind: 'note', ...mark(target, text) }),
    expire: (id) => act({ kind: 'expire', ...mark(id) }),
    merge: (target, other) => act({ kind: 'merge', other, ...mark(target) }),
    split: (target, members) => act({ kind: 'split', members, ...mark(target) }),
    undo: (id) => engine.unact(id),
  };
}
