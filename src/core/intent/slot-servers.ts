/** Servers and groups of servers a text names: exact, written apart, by kind and number, by a telling word, or with a slip or two. */
import type { Fleet, Role, Server } from '../domain/fleet.ts';
import { GROUP_ROLES, type Group } from '../domain/question.ts';
import type { Found } from './found.ts';
import { GROUP_WORDS, rolesOf, SERVER_WORD, SPOKEN_PARTS, TELLING } from './group-words.ts';
import { hostCandidates } from './hosts.ts';
import { isNegated } from './negation.ts';
import {
  byPart,
  familyOf,
  lookalikes,
  members,
  nameIndex,
  nearName,
  numbered,
  squeeze,
  strange,
} from './server-names.ts';

/** A number said after a group: 웹서버 1번, web server 2, 워커 3호기. */
const NUMBERED = new RegExp(
  String.raw`^(?:\s?프로드)?${SERVER_WORD}?\s?#?(\d{1,3})(?:\s?(?:번|호기|호))?(?![\d%:]|\s?(?:개|대|시|분|초|일|줄|건|ms|am\b|pm\b|퍼|프로|percent|hour|min|day|week))`,
  'i',
);
/** One more number of the same group: 웹서버 1번이랑 2번. */
const ANOTHER =
  /^(?:\s?(?:이랑|랑|와|과|하고|및|,|and|&)\s?#?(\d{1,3})(?:번|호기|호|(?=[\s,.?!]|$))|\s(\d{1,3})(?:번|호기))/i;
/** An ordinal before a group: 2번째 웹서버, the second web server. */
const ORDINAL =
  /(?:(\d{1,2})\s?번째|\b(first|second|third|fourth|fifth|(\d{1,2})(?:st|nd|rd|th)))\s?$/i;
const ORDINALS: readonly string[] = ['first', 'second', 'third', 'fourth', 'fifth'];

/** A group as it was said; `roles` when it was said more narrowly. */
export interface NamedGroup {
  readonly group: Group;
  readonly roles: readonly Role[];
}

/** Words that may mean several servers. */
export interface Unsure {
  readonly text: string;
  readonly candidates: readonly string[];
}

/** What a text names. */
export interface NamedServers {
  /** In the order they were said, without repeats. A name no live server has is kept as it was written. */
  readonly servers: readonly Found<string>[];
  readonly groups: readonly Found<NamedGroup>[];
  /** Set aside: 웹 말고, except db-master-01. */
  readonly except: readonly Found<{ readonly server: string } | { readonly group: Group }>[];
  readonly unsure: readonly Unsure[];
  /** The text with the names blanked out, equally long: what is left may hold other slots. */
  readonly rest: string;
}

/** Finds servers and groups. A group with a number is a server when the fleet has that one. */
export function findServers(text: string, fleet: Fleet): NamedServers {
  const found: Found<string>[] = [];
  const groups: Found<NamedGroup>[] = [];
  const unsure: Unsure[] = [];
  let rest = text;
  const blank = (at: number, end: number): void => {
    rest = rest.slice(0, at) + ' '.repeat(end - at) + rest.slice(end);
  };
  findNames(text, fleet, (value, at, end) => {
    found.push({ value, at, end });
    blank(at, end);
    if (!nameIndex(fleet).live.has(value)) {
      const candidates = lookalikes(value, fleet);
      if (candidates.length > 0) unsure.push({ text: text.slice(at, end), candidates });
    }
  });
  for (const [group, pattern] of GROUP_WORDS) {
    for (const match of rest.matchAll(pattern)) {
      if (rest[match.index] === ' ') continue;
      const read = readGroup(rest, match[0], match.index, group, fleet);
      if (read.servers.length === 0) {
        groups.push({
          value: { group, roles: read.roles },
          at: match.index,
          end: match.index + match[0].length,
        });
        continue;
      }
      for (const server of read.servers) found.push(server);
      if (read.unsure !== undefined) unsure.push(read.unsure);
      blank(read.at, read.end);
    }
  }
  const isAside = ({ at, end }: Found<unknown>): boolean => isNegated(text, at, end);
  const order = (a: Found<unknown>, b: Found<unknown>): number => a.at - b.at;
  return {
    servers: found
      .filter((item) => !isAside(item))
      .sort(order)
      .filter(({ value }, i, all) => all.findIndex((other) => other.value === value) === i),
    groups: once(groups.filter((item) => !isAside(item)).sort(order)),
    except: [
      ...found.filter(isAside).map(({ value, at, end }) => ({ value: { server: value }, at, end })),
      ...groups
        .filter(isAside)
        .map(({ value, at, end }) => ({ value: { group: value.group }, at, end })),
    ].sort(order),
    unsure,
    rest,
  };
}

/** Each group once; k8s 워커 narrows the group by its second word. */
function once(groups: readonly Found<NamedGroup>[]): readonly Found<NamedGroup>[] {
  const kept = new Map<Group, Found<NamedGroup>>();
  for (const found of groups) {
    const before = kept.get(found.value.group);
    const roles = [...(before?.value.roles ?? []), ...found.value.roles];
    kept.set(found.value.group, {
      ...(before ?? found),
      value: { group: found.value.group, roles: [...new Set(roles)] },
    });
  }
  return [...kept.values()];
}

/** Names in Latin letters, perhaps written apart (web prod 01; the longest reading wins), and spoken ones. */
function findNames(
  text: string,
  fleet: Fleet,
  tell: (name: string, at: number, end: number) => void,
): void {
  const { bySqueezed } = nameIndex(fleet);
  const pieces = hostCandidates(text);
  for (let i = 0; i < pieces.length; i++) {
    for (let j = Math.min(pieces.length - 1, i + 3); j >= i; j--) {
      const end = pieces[j].at + pieces[j].word.length;
      const written = text.slice(pieces[i].at, end);
      if (j > i && !/^[A-Za-z0-9\-_. ]+$/.test(written)) continue;
      const word = pieces[i].word;
      const family = j === i ? familyOf(word, fleet) : [];
      if (family.length > 1) {
        for (const name of family) tell(name, pieces[i].at, end);
        break;
      }
      const name =
        bySqueezed.get(squeeze(written)) ??
        (j > i
          ? undefined
          : (nearName(word, fleet) ??
            byPart(word, fleet) ??
            (isAlias(word, fleet) ? undefined : strange(word))));
      if (name === undefined) continue;
      tell(name, pieces[i].at, end);
      i = j;
      break;
    }
  }
  for (const [pattern, part] of SPOKEN_PARTS)
    for (const match of text.matchAll(pattern)) {
      const name = byPart(part, fleet);
      if (name !== undefined) tell(name, match.index, match.index + match[0].length);
    }
}

/** Whether a word such as `db1` or `worker2` is a group and a number rather than a name: the group's words read it. */
function isAlias(word: string, fleet: Fleet): boolean {
  const match = /^([a-z]+)([1-9])$/.exec(word);
  if (match === null) return false;
  return GROUP_WORDS.some(
    ([group, pattern]) =>
      [...match[1].matchAll(pattern)].some(({ 0: whole }) => whole === match[1]) &&
      numbered(
        fleet.servers.filter(({ role }) => GROUP_ROLES[group].includes(role)),
        Number(match[2]),
      ).length > 0,
  );
}

interface ReadGroup {
  readonly servers: readonly Found<string>[];
  readonly roles: readonly Role[];
  readonly unsure: Unsure | undefined;
  readonly at: number;
  readonly end: number;
}

/** A group word with what stands around it: a telling word, an ordinal, numbers. */
function readGroup(text: string, word: string, at: number, group: Group, fleet: Fleet): ReadGroup {
  let start = at;
  let end = at + word.length;
  const roles = rolesOf(word, text.slice(Math.max(0, at - 12), end + 12));
  let kin: readonly Server[] = fleet.servers.filter(({ role }) =>
    (roles.length > 0 ? roles : GROUP_ROLES[group]).includes(role),
  );
  const told = tell(text, word, at, end, group, fleet);
  if (told !== undefined) {
    kin = told.kin;
    start = told.at;
    end = told.end;
  }
  const ordinal = ORDINAL.exec(text.slice(0, start));
  const number = NUMBERED.exec(text.slice(end));
  const hits: Found<string>[] = [];
  let unsure: Unsure | undefined;
  const take = (n: number, from: number, to: number): boolean => {
    const picked = numbered(kin, n);
    if (picked.length === 0) return false;
    hits.push({ value: picked[0].name, at: from, end: to });
    if (picked.length > 1)
      unsure = { text: text.slice(from, to).trim(), candidates: picked.map(({ name }) => name) };
    return true;
  };
  const tail = new RegExp(`^${SERVER_WORD}`, 'i').exec(text.slice(end))?.[0].length ?? 0;
  if (ordinal !== null) {
    const n = Number(
      ordinal[1] ?? ordinal[3] ?? ORDINALS.indexOf((ordinal[2] ?? '').toLowerCase()) + 1,
    );
    const from = start - ordinal[0].length;
    if (take(n, from, end + tail)) {
      start = from;
      end += tail;
    }
  } else if (number !== null && take(Number(number[1]), start, end + number[0].length)) {
    end += number[0].length;
    for (;;) {
      const more = ANOTHER.exec(text.slice(end));
      if (more === null || !take(Number(more[1] ?? more[2]), end, end + more[0].length)) break;
      end += more[0].length;
    }
  } else if (told !== undefined && kin.length <= 12)
    for (const { name } of kin) hits.push({ value: name, at: start, end: end });
  return { servers: hits, roles, unsure, at: start, end };
}

/** A word beside a group that tells which of its servers is meant: the master db, 인증 API. `undefined` when there is none or no such server. */
function tell(
  text: string,
  word: string,
  at: number,
  end: number,
  group: Group,
  fleet: Fleet,
): { readonly kin: readonly Server[]; readonly at: number; readonly end: number } | undefined {
  const whole = fleet.servers.filter(({ role }) => GROUP_ROLES[group].includes(role)).length;
  for (const [part, spoken] of TELLING) {
    const kin = members(fleet, group, part);
    if (kin.length === 0 || kin.length === whole) continue;
    if (new RegExp(`^(?:read )?(?:${spoken})$`, 'i').test(word) && group === 'db') {
      const more = /^\s?(?:서버|디비|db|databases?|데이터베이스)(?![a-z])/i.exec(text.slice(end));
      return { kin, at, end: end + (more?.[0].length ?? 0) };
    }
    const before = new RegExp(String.raw`(?<![a-z])(?:${spoken})\s?$`, 'i').exec(text.slice(0, at));
    if (before !== null) return { kin, at: at - before[0].length, end };
    const after = new RegExp(String.raw`^${SERVER_WORD}?\s?(?:${spoken})(?![a-z])`, 'i').exec(
      text.slice(end),
    );
    if (after !== null) return { kin, at, end: end + after[0].length };
  }
  return undefined;
}
