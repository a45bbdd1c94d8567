/** Redaction of a bundle: what names it holds, their pseudonyms, the bundle with them, and a check that none was left. */
import { BUILT_IN_RULES } from './alert/rules-host.ts';
import { EdgeError } from './domain/errors.ts';
import { ROLES, TIERS } from './domain/fleet.ts';
import { SEVERITIES } from './domain/incident.ts';
import { KNOWN_METRICS } from './domain/metrics.ts';
import { SERVER_LABELS } from './domain/rule.ts';
import { SCENARIOS } from './domain/session.ts';
import type { BundleParts } from './formats/bundle.ts';
import { compileRegex } from './query/regex.ts';
import {
  type FoundName,
  holdsAny,
  type NameKind,
  pseudonyms,
  type Renaming,
  SHORTEST_LOOKED_FOR,
} from './redact-names.ts';
import { type Renamer, renameParts } from './redact-parts.ts';

/** How names are hidden. */
export interface Redaction {
  /** Chosen per export; the same seed gives the same pseudonyms. */
  readonly seed: number;
  /** Kinds of names that stay. */
  readonly kept: readonly NameKind[];
  /** Pseudonyms chosen by hand; a name that is its own pseudonym stays. */
  readonly own: readonly (readonly [before: string, after: string])[];
}

/** Longest alternation a regular expression is written out as. */
const LONGEST_ALTERNATION = 1000;
const OWN_WORDS: readonly string[] = [
  ...['up', 'absent', 'flapping', 'call', 'replicate', 'backup', 'watch', 'high', 'low', 'both'],
  ...['acknowledge', 'note', 'assign', 'snooze', 'silence', 'window', 'expire', 'merge', 'split'],
  ...['pending', 'firing', 'no-data', 'resolved', 'open', 'first', 'upstream', 'reach', 'strength'],
  ...['whole', 'alone', 'rack', 'row', 'room', 'site', 'file', 'sim', 'live', 'light', 'dark'],
];
/** Words of ours: never a name, wherever they stand. */
const VOCABULARY: ReadonlySet<string> = new Set(
  [
    ...leaves([KNOWN_METRICS, ROLES, TIERS, SEVERITIES, SCENARIOS, SERVER_LABELS, BUILT_IN_RULES]),
    ...OWN_WORDS,
  ].map((word) => word.toLowerCase()),
);
/** A quoted text of PromQL or of a matcher, with label and operator before it. */
const QUOTED = /(\w+\s*)?(=~|!~|!=|=)?(\s*)("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`)/gu;
/** Labels whose values are ours. */
const OWN_LABELS: ReadonlySet<string> = new Set(['role', 'tier', 'severity']);

/** The preview: every name the parts hold, with its pseudonym, in the order they are met. */
export function planRedaction(
  parts: BundleParts,
  { seed, kept, own }: Redaction,
): readonly Renaming[] {
  const found = findNames(parts);
  const stays = found.filter(({ kind }) => kept.includes(kind)).map(({ before }) => before);
  return pseudonyms(found, seed, new Map([...stays.map((name) => [name, name] as const), ...own]));
}

/**
 * The parts with every name replaced.
 * @throws EdgeError `share/leak` when a name that was to go is still found, which only a pseudonym chosen by hand can bring about
 */
export function redactParts(parts: BundleParts, redaction: Redaction): BundleParts {
  const plan = planRedaction(parts, redaction);
  const redacted = renameParts(parts, replacing(plan, redaction.seed));
  const leak = findLeak(redacted, plan);
  if (leak !== undefined) throw new EdgeError('share/leak', `still holds ${leak}`, { name: leak });
  return redacted;
}

/** A name of the plan that is still found in the parts; `undefined` when none is. Names below three characters are not looked for. */
export function findLeak(parts: BundleParts, plan: readonly Renaming[]): string | undefined {
  const staying = new Set(plan.filter(({ before, after }) => before === after).map(lowBefore));
  const gone = new Set(
    plan
      .map(lowBefore)
      .filter(
        (name) =>
          name.length >= SHORTEST_LOOKED_FOR &&
          !staying.has(name) &&
          !VOCABULARY.has(name) &&
          !/^\d+$/u.test(name),
      ),
  );
  if (gone.size === 0) return undefined;
  const texts = new Set(leaves(parts).map((text) => text.toLowerCase()));
  for (const text of texts) {
    if (VOCABULARY.has(text) || staying.has(text) || isHash(text)) continue;
    const found = holdsAny(text, gone);
    if (found !== undefined) return found;
  }
  return undefined;
}

function lowBefore({ before }: FoundName): string {
  return before.toLowerCase();
}

function isHash(text: string): boolean {
  return /^[a-z]{3,4}-[0-9a-f]{6,8}$|^[0-9a-f]{8,16}$/u.test(text);
}

/** The same walk as replacing, with a renamer that only listens. */
function findNames(parts: BundleParts): readonly FoundName[] {
  const found = new Map<string, FoundName>();
  const note = (kind: NameKind, before: string, hint: string) => {
    const known = found.get(before);
    found.set(
      before,
      known ? { ...known, count: known.count + 1 } : { kind, before, hint, count: 1 },
    );
    return before;
  };
  renameParts(parts, {
    seed: 0,
    name: note,
    words: (text) => text,
    quoted(text) {
      for (const [, label, op, , quoted] of text.matchAll(QUOTED)) {
        const value = unquote(quoted);
        const isWord = op !== '=~' && op !== '!~';
        if (isWord && value !== '' && !isOurs(label, value)) note('label', value, 'value');
      }
      return text;
    },
  });
  return [...found.values()];
}

function replacing(plan: readonly Renaming[], seed: number): Renamer {
  /** What a pattern in a matcher may mean: not people, not notes. */
  const labels = plan.filter(({ kind }) => kind !== 'person' && kind !== 'text');
  const after = new Map(plan.map((row) => [row.before, row.after]));
  const words = (text: string): string | undefined => {
    const parts = text.split(/([\p{L}\p{N}_.:-]+)/u);
    const isKnown = (part: string, i: number) =>
      i % 2 === 0 || after.has(part) || VOCABULARY.has(part.toLowerCase());
    return parts.every(isKnown) ? parts.map((part) => after.get(part) ?? part).join('') : undefined;
  };
  const ownMetrics = plan.filter(
    ({ kind, before, after: now }) => kind === 'metric' && before !== now,
  );
  return {
    seed,
    name: (_, text) => after.get(text) ?? text,
    words,
    quoted(text) {
      const renamed = text.replace(
        QUOTED,
        (whole, label = '', op = '', space = '', quoted: string) => {
          const value = unquote(quoted);
          if (isOurs(label, value)) return whole;
          const isRegex = op === '=~' || op === '!~';
          const now = isRegex ? alternation(value, labels) : (after.get(value) ?? value);
          return `${label}${op}${space}${JSON.stringify(now)}`;
        },
      );
      return ownMetrics.reduce((now, { before, after: is }) => now.replaceAll(before, is), renamed);
    },
  };
}

/** Whether a quoted text is a word of ours: a role, a tier, a severity. */
function isOurs(label: string | undefined, value: string): boolean {
  return OWN_LABELS.has((label ?? '').trim()) && VOCABULARY.has(value.toLowerCase());
}

/**
 * A regular expression as the pseudonyms of the names it matches; without any, or with too many to write out, one that matches nothing.
 * One that has neither letters nor digits names nobody and stays.
 */
function alternation(pattern: string, plan: readonly Renaming[]): string {
  if (!/[\p{L}\p{N}]/u.test(pattern)) return pattern;
  const words = [...ROLES, ...TIERS].map((word) => ({ before: word, after: word }));
  const matches = matcherOf(pattern);
  const found = [...plan, ...words]
    .filter(({ before }) => matches(before))
    .map(({ after }) => after);
  const escaped = [...new Set(found)].map((one) => one.replaceAll(/[.*+?^${}()|[\]\\]/gu, '\\$&'));
  const text = escaped.join('|');
  return text !== '' && text.length <= LONGEST_ALTERNATION ? text : 'none';
}

function matcherOf(pattern: string): (text: string) => boolean {
  try {
    const regex = compileRegex(pattern);
    return (text) => regex.test(text);
  } catch {
    return () => false; // No expression at all: it matched nothing.
  }
}

function unquote(quoted: string): string {
  return quoted.slice(1, -1).replaceAll(/\\(.)/gu, '$1');
}

/** All texts in a value, keys left out: those are ours. */
function leaves(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return [];
  return Object.values(value).flatMap(leaves);
}
