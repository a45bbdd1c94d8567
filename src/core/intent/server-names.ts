/** Which live server a written name means: exact, cut short, with a slip or two, by a telling part, by kind and number. */
import type { Fleet, Server } from '../domain/fleet.ts';
import { GROUP_ROLES, type Group } from '../domain/question.ts';
import { looksLikeHost } from './hosts.ts';

/** A name without what people leave out: case, hyphens, spaces. */
export function squeeze(name: string): string {
  return name.toLowerCase().replace(/[\s\-_.]+/g, '');
}

/** A live name ready to be compared. */
interface ReadyName {
  readonly name: string;
  readonly lower: string;
  /** Its numbers, joined. */
  readonly digits: string;
}

/** The names of a fleet, ready to be looked up. */
export interface NameIndex {
  /** By squeezed name and id, also without the zeros before a number (`web prod 1`). */
  readonly bySqueezed: ReadonlyMap<string, string>;
  readonly names: readonly ReadyName[];
  readonly live: ReadonlySet<string>;
}

/** Fleets do not change; a question must not pay for ten thousand names each time. */
const INDICES = new WeakMap<Fleet, NameIndex>();

/** The index of a fleet, made once. */
export function nameIndex(fleet: Fleet): NameIndex {
  const known = INDICES.get(fleet);
  if (known !== undefined) return known;
  const bySqueezed = new Map<string, string>();
  for (const { name } of fleet.servers)
    bySqueezed.set(squeeze(name).replace(/0+(?=\d+$)/, ''), name);
  for (const { name, id } of fleet.servers)
    bySqueezed.set(squeeze(name), name).set(squeeze(id), name);
  const made: NameIndex = {
    bySqueezed,
    names: fleet.servers.map(({ name }) => ({
      name,
      lower: name.toLowerCase(),
      digits: numbersOf(name),
    })),
    live: new Set(fleet.servers.map(({ name }) => name)),
  };
  INDICES.set(fleet, made);
  return made;
}

/** Parts of names that are ordinary words or kinds of server. */
const COMMON_PARTS: ReadonlySet<string> = new Set(
  'master worker gateway ingress proxy cache redis kafka storage analytics monitoring backup replica orders users search payment'.split(
    ' ',
  ),
);

/** The one server with `word` as a telling part of its name: nginx for proxy-nginx-01. */
export function byPart(word: string, fleet: Fleet): string | undefined {
  if (word.length < 5 || COMMON_PARTS.has(word)) return undefined;
  const holders = nameIndex(fleet).names.filter(
    ({ lower }) => lower.includes(word) && lower.split('-').includes(word),
  );
  return holders.length === 1 ? holders[0].name : undefined;
}

/** A word that can only be a host, though none of ours. */
export function strange(word: string): string | undefined {
  return looksLikeHost(word) ? word : undefined;
}

/** Live servers a name that is none of ours may stand for: of the same kind with the same number, then of the same kind. At most five. */
export function lookalikes(word: string, fleet: Fleet): readonly string[] {
  const [kind] = word.toLowerCase().split(/[-_.\d]/);
  if (kind === undefined || kind.length < 2) return [];
  const number = numbersOf(word);
  const kin = fleet.servers.filter(
    ({ name, role }) => name.startsWith(`${kind}-`) || role === kind,
  );
  const same = kin.filter(({ name }) => numbersOf(name) === number);
  return (same.length > 0 ? same : kin).slice(0, 5).map(({ name }) => name);
}

/** Members of a group that have `part` in their name. */
export function members(fleet: Fleet, group: Group, part: string): readonly Server[] {
  return fleet.servers.filter(
    ({ role, name }) => GROUP_ROLES[group].includes(role) && name.split('-').includes(part),
  );
}

/** All servers whose names begin with `word` as whole parts, of two parts at least: api-auth for api-auth-01 and api-auth-02. At most twelve. */
export function familyOf(word: string, fleet: Fleet): readonly string[] {
  if (!/[a-z]-[a-z]/.test(word)) return [];
  const kin = nameIndex(fleet).names.filter(({ lower }) => lower.startsWith(`${word}-`));
  return kin.length > 12 ? [] : kin.map(({ name }) => name);
}

/** The n-th servers of a kind: those with the number in their name, else the one at that position. Several: it is not clear which. */
export function numbered(kin: readonly Server[], n: number): readonly Server[] {
  const named = kin.filter(({ name }) => Number(/(\d+)$/.exec(name)?.[1]) === n);
  const [at] = kin.slice(n - 1, n);
  return named.length > 0 ? named : n > 0 && at !== undefined ? [at] : [];
}

/** The one live name that begins with `word` as whole parts (`db-master`), or differs from it by a slip (two in long names); `undefined` when none or several do. */
export function nearName(word: string, fleet: Fleet): string | undefined {
  if (!/[-_]/.test(word) && !/\d/.test(word)) return undefined;
  const { names } = nameIndex(fleet);
  const begun = names.filter(({ lower }) => lower.startsWith(`${word}-`));
  if (begun.length === 1) return begun[0].name;
  if (word.length < 5 || begun.length > 1) return undefined;
  const digits = numbersOf(word);
  // Another number is another server, not a slip. Long names may hold two slips, if no other name is as near.
  for (let slips = 1; slips <= (word.length >= 8 ? 2 : 1); slips++) {
    const near = names.filter(
      (server) => server.digits === digits && withinEdits(server.lower, word, slips),
    );
    if (near.length > 0) return near.length === 1 ? near[0].name : undefined;
  }
  return undefined;
}

function numbersOf(word: string): string {
  return (word.match(/\d+/g) ?? []).map(Number).join();
}

/** Whether at most `most` insertions, deletions, replacements or swaps of neighbours turn `a` into `b` (optimal string alignment). */
export function withinEdits(a: string, b: string, most: number): boolean {
  if (Math.abs(a.length - b.length) > most) return false;
  let older: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(row[j - 1] + 1, last[j] + 1, last[j - 1] + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, older[j - 2] + 1);
      row.push(best);
    }
    older = last;
    last = row;
  }
  return last[b.length] <= most;
}
