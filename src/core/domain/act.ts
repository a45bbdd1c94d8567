/** Acts: what people do about alerts and incidents, with who and why. The notation of links, and schedules of windows. */
import { type EpochMs, formatInstant, HOUR, type Ms, parseInstant } from './time.ts';

/** Who did it and why; left out where nobody said. */
interface Mark {
  readonly target: string;
  readonly at: EpochMs;
  readonly by?: string;
  readonly note?: string;
}

/** When a maintenance window holds: once from an instant, or on days of the week (0 is Sunday) from a minute of the day in a zone. */
export type Schedule =
  | { readonly once: EpochMs }
  | { readonly days: readonly number[]; readonly minute: number; readonly zone: string };

/**
 * One act. Targets are alert or incident ids; of silences and windows also server, rack, site or rule names, or matchers such as
 * `server=~"web-.*"`; of `expire` the id of a silence, window or snooze.
 */
export type Act =
  | (Mark & { readonly kind: 'acknowledge' })
  | (Mark & { readonly kind: 'note' })
  /** Given to `to`; empty takes it back from everybody. */
  | (Mark & { readonly kind: 'assign'; readonly to: string })
  /** Unheard for a while, then back as it was. */
  | (Mark & { readonly kind: 'snooze'; readonly duration: Ms | undefined })
  | (Mark & { readonly kind: 'silence'; readonly duration: Ms | undefined })
  | (Mark & {
      readonly kind: 'window';
      readonly duration: Ms | undefined;
      readonly schedule: Schedule;
    })
  | (Mark & { readonly kind: 'expire' })
  /** Incident `other` is a part of the target. */
  | (Mark & { readonly kind: 'merge'; readonly other: string })
  /** These alerts of the target are an incident of their own. */
  | (Mark & { readonly kind: 'split'; readonly members: readonly string[] });
export type ActKind = Act['kind'];

/** A silence, window or snooze without a stated end lasts as long as Alertmanager proposes. */
export const DEFAULT_SILENCE: Ms = 2 * HOUR;
/** Longest name and note a link carries, in characters; a longer note stays on the device it was written on. */
export const LINK_NOTE = 120;
const LINK_NAME = 60;

/** Words of links, by kind. */
const WORDS: Readonly<Record<string, ActKind>> = {
  ack: 'acknowledge',
  note: 'note',
  assign: 'assign',
  snooze: 'snooze',
  silence: 'silence',
  window: 'window',
  expire: 'expire',
  merge: 'merge',
  split: 'split',
};

/** Whether a word of a link names an act. */
export function isActWord(word: string): boolean {
  return Object.hasOwn(WORDS, word);
}

/** Whether an action of a session is an act of people, not a fault. */
export function isAct<T extends { readonly kind: string }>(
  action: T,
): action is Extract<T, { readonly kind: ActKind }> {
  return Object.values(WORDS).some((kind) => kind === action.kind);
}

/** Whether a link carries the act whole; its note may be too long. */
export function isLinkable(act: Act): boolean {
  return (act.note?.length ?? 0) <= LINK_NOTE;
}

/** Writes a schedule: `once.2026-03-01T09:00:00Z`, or days, time and zone: `135.0230.Asia/Seoul`. */
export function formatSchedule(schedule: Schedule): string {
  if ('once' in schedule) return `once.${formatInstant(schedule.once)}`;
  const { days, minute, zone } = schedule;
  const two = (n: number) => String(n).padStart(2, '0');
  const clock = `${two(Math.floor(minute / 60))}${two(minute % 60)}`;
  return `${days.join('')}.${clock}.${zone}`;
}

/** Reads what `formatSchedule` writes; `undefined` for anything else. Whether the zone exists is not judged here. */
export function parseSchedule(text: string): Schedule | undefined {
  const [, once] = /^once\.(.+)$/.exec(text) ?? [];
  if (once !== undefined) {
    const instant = parseInstant(once);
    return instant === undefined ? undefined : { once: instant };
  }
  const [, days, hours, minutes, zone] =
    /^([0-6]{1,7})\.([01]\d|2[0-3])([0-5]\d)\.([A-Za-z0-9_+\-/]{1,64})$/.exec(text) ?? [];
  if (days === undefined) return undefined;
  return {
    days: [...new Set([...days].map(Number))].sort((a, b) => a - b),
    minute: Number(hours) * 60 + Number(minutes),
    zone,
  };
}

/** Characters with a meaning in links and what stands for them inside names and notes. */
const ESCAPES: readonly (readonly [char: string, code: string])[] = [
  ['*', '*s'],
  [',', '*c'],
  ['!', '*x'],
  ['+', '*p'],
  ['~', '*t'],
  ['@', '*a'],
];

/** A name or note as one part of an action in a link. */
export function escapePart(text: string): string {
  return text.replace(/[*,!+~@]/gu, (char) => ESCAPES.find(([one]) => one === char)?.[1] ?? char);
}

/** Back from `escapePart`; unknown codes are kept as they are. */
export function unescapePart(text: string): string {
  return text.replace(
    /\*[scxpta]/gu,
    (code) => ESCAPES.find(([, one]) => one === code)?.[0] ?? code,
  );
}

/** Parts of an act after `what@target+offset~duration`: `!` and a letter each. Empty for the plainest ones. */
export function formatActParts(act: Act): string {
  const parts: string[] = [];
  const put = (letter: string, text: string | undefined) => {
    if (text !== undefined && text !== '') parts.push(`!${letter}${escapePart(text)}`);
  };
  if (act.kind === 'assign') put('t', act.to.slice(0, LINK_NAME));
  if (act.kind === 'merge') put('o', act.other);
  if (act.kind === 'split') put('m', act.members.join('.'));
  if (act.kind === 'window') put('s', formatSchedule(act.schedule));
  put('b', act.by?.slice(0, LINK_NAME));
  put('n', isLinkable(act) ? act.note : undefined);
  return parts.join('');
}

/** Link word of an act. */
export function actWord(act: Act): string {
  return act.kind === 'acknowledge' ? 'ack' : act.kind;
}

/**
 * Reads an act of a link.
 * @param parts what stands behind the duration, as `formatActParts` writes it
 * @returns `undefined` when a part is missing, unknown or malformed
 */
export function parseAct(
  word: string,
  target: string,
  at: EpochMs,
  duration: Ms | undefined,
  parts: string,
): Act | undefined {
  const fields = new Map<string, string>();
  for (const part of parts.split('!').slice(1)) {
    if (!/^[tomsbn]./su.test(part)) return undefined;
    fields.set(part[0], unescapePart(part.slice(1)));
  }
  const [by, note] = [fields.get('b'), fields.get('n')];
  const mark: Mark = {
    target,
    at,
    ...(by !== undefined && { by }),
    ...(note !== undefined && { note }),
  };
  const kind = WORDS[word];
  switch (kind) {
    case 'acknowledge':
    case 'expire':
    case 'note':
      return { ...mark, kind };
    case 'assign':
      return { ...mark, kind, to: fields.get('t') ?? '' };
    case 'snooze':
    case 'silence':
      return { ...mark, kind, duration };
    case 'window': {
      const schedule = parseSchedule(fields.get('s') ?? '');
      return schedule && { ...mark, kind, duration, schedule };
    }
    case 'merge': {
      const other = fields.get('o');
      return other === undefined ? undefined : { ...mark, kind, other };
    }
    case 'split': {
      const members = fields.get('m')?.split('.');
      return members && { ...mark, kind, members };
    }
    default:
      return undefined;
  }
}
