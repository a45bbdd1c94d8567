/** Servers and groups of servers a text names: exact, written apart, by kind and number, or with a slip or two. */
import type { Fleet, Server } from '../domain/fleet.ts';
import { GROUP_ROLES, type Group } from '../domain/question.ts';
import { hostCandidates, looksLikeHost } from './hosts.ts';
import { isNegated } from './negation.ts';

const SERVER_WORD = String.raw`\s?(?:서버|장비|노드|계층|그룹|티어|쪽|tier|group|servers?|hosts?|nodes?|machines?|boxes|box)`;

/** How each group is said. Words that mean something else alone (storage, backup, monitoring) need a word for server behind them. */
const GROUP_WORDS: readonly (readonly [group: Group, pattern: RegExp])[] = [
  ['web', /웹(?!\s?(?:사이트|페이지))|(?<![a-z-])web(?![a-z-])(?!\s?(?:site|page))/gi],
  ['db', /디비|데이터베이스|(?<![a-z])(?:dbs?|databases?|postgres(?:ql)?|mysql|pg)(?![a-z-])/gi],
  ['cache', /캐시(?!\s?(?:비우|삭제))|레디스|(?<![a-z])(?:caches?|redis)(?![a-z-])/gi],
  ['k8s', /쿠버(?:네티스)?|워커|(?<![a-z])(?:k8s|kubernetes|workers?)(?![a-z-])/gi],
  ['api', /(?<![a-z])apis?(?![a-z-])|에이피아이/gi],
  [
    'lb',
    /로드\s?밸런서|프록시|인그레스|게이트웨이|(?<![a-z])(?:load\s?balancers?|lb|proxy|proxies|ingress|gateways?)(?![a-z-])/gi,
  ],
  [
    'storage',
    new RegExp(
      String.raw`스토리지${SERVER_WORD}|나스|\bstorage${SERVER_WORD}|(?<![a-z])(?:nas|nfs)(?![a-z-])`,
      'gi',
    ),
  ],
  ['batch', new RegExp(String.raw`배치${SERVER_WORD}|분석\s?서버|\bbatch\b|\banalytics\b`, 'gi')],
  [
    'queue',
    /카프카|메시지\s?큐|큐\s?서버|(?<![a-z])(?<!run\s)(?:kafka|queues?|mq|brokers?)(?![a-z-])/gi,
  ],
  ['monitoring', new RegExp(String.raw`모니터링${SERVER_WORD}|\bmonitoring${SERVER_WORD}`, 'gi')],
  ['backup', new RegExp(String.raw`백업${SERVER_WORD}|\bbackup${SERVER_WORD}`, 'gi')],
  ['mail', /메일(?=\s?(?:서버|시스템))|(?<![a-z])mail(?=\s?(?:server|host|box))/gi],
];

/** Words that pick the leading server of a group: the master db, 마스터 디비, 메인 디비. */
const LEADING = '(?:master|primary|main|leader|마스터|프라이머리|메인)';
const LEADING_BEFORE = new RegExp(String.raw`${LEADING}\s?$`, 'i');
const LEADING_AFTER = new RegExp(String.raw`^${SERVER_WORD}?\s?${LEADING}(?![a-z])`, 'i');

/** A number said after a group: 웹서버 1번, web server 2, 워커 3호기. */
const NUMBERED = new RegExp(
  String.raw`^${SERVER_WORD}?\s?#?(\d{1,3})(?:\s?(?:번|호기|호))?(?![\d%]|\s?(?:개|대|시|분|초|일|ms|퍼|프로|hour|min|day))`,
  'i',
);

/** One more number of the same group: 웹서버 1번이랑 2번. */
const ANOTHER = /^\s?(?:이랑|랑|와|과|하고|및|,|and|&)\s?#?(\d{1,3})(?:번|호기|호|(?=\s|$))/i;
/** Words for a kind of server within a group, and the part of a name that tells it. */
const KINDS: readonly (readonly [word: RegExp, part: string])[] = [
  [/워커|worker/i, 'worker'],
  [/프록시|prox/i, 'proxy'],
  [/인그레스|ingress/i, 'ingress'],
];

/** What a text names. */
export interface NamedServers {
  /** In the order they were said, without repeats. A name no live server has is kept as it was written. */
  readonly servers: readonly string[];
  readonly groups: readonly Group[];
  /** The text with the names blanked out, equally long: what is left may hold other slots. */
  readonly rest: string;
}

/** Finds servers and groups. A group with a number is a server when the fleet has that one. */
export function findServers(text: string, fleet: Fleet): NamedServers {
  const found: { at: number; end: number; name: string }[] = [];
  const groups: { at: number; end: number; group: Group }[] = [];
  let rest = text;
  const blank = (at: number, length: number): void => {
    rest = rest.slice(0, at) + '\u0020'.repeat(length) + rest.slice(at + length);
  };
  const byName = new Map<string, string>();
  for (const server of fleet.servers)
    byName.set(squeeze(server.name), server.name).set(squeeze(server.id), server.name);

  const pieces = hostCandidates(text);
  for (let i = 0; i < pieces.length; i++) {
    // Names may be written apart: web prod 01. The longest reading wins.
    for (let j = Math.min(pieces.length - 1, i + 3); j >= i; j--) {
      const end = pieces[j].at + pieces[j].word.length;
      const written = text.slice(pieces[i].at, end);
      if (j > i && !/^[A-Za-z0-9\-_. ]+$/.test(written)) continue;
      const name =
        byName.get(squeeze(written)) ??
        (j === i
          ? (nearName(pieces[i].word, fleet) ??
            byPart(pieces[i].word, fleet) ??
            strange(pieces[i].word))
          : undefined);
      if (name === undefined) continue;
      found.push({ at: pieces[i].at, end, name });
      blank(pieces[i].at, end - pieces[i].at);
      i = j;
      break;
    }
  }
  for (const [group, pattern] of GROUP_WORDS) {
    for (const match of rest.matchAll(pattern)) {
      if (rest[match.index] === ' ') continue;
      const after = rest.slice(match.index + match[0].length);
      const before = LEADING_BEFORE.exec(rest.slice(0, match.index));
      const behind = LEADING_AFTER.exec(after);
      const leader = before === null && behind === null ? undefined : leading(fleet, group);
      if (leader !== undefined) {
        found.push({ at: match.index, end: match.index + match[0].length, name: leader.name });
        const start = match.index - (before?.[0].length ?? 0);
        blank(start, match.index - start + match[0].length + (behind?.[0].length ?? 0));
        continue;
      }
      const number = NUMBERED.exec(after);
      const server =
        number === null ? undefined : numbered(fleet, group, Number(number[1]), match[0]);
      if (server === undefined || number === null) {
        groups.push({ at: match.index, end: match.index + match[0].length, group });
        continue;
      }
      found.push({
        at: match.index,
        end: match.index + match[0].length + number[0].length,
        name: server.name,
      });
      let length = match[0].length + number[0].length;
      for (;;) {
        const more = ANOTHER.exec(rest.slice(match.index + length));
        const other = more === null ? undefined : numbered(fleet, group, Number(more[1]), match[0]);
        if (more === null || other === undefined) break;
        const at = match.index + length;
        length += more[0].length;
        found.push({ at, end: match.index + length, name: other.name });
      }
      blank(match.index, length);
    }
  }
  const kept = found.filter(({ at, end }) => !isNegated(text, at, end));
  const asked = groups.filter(({ at, end }) => !isNegated(text, at, end));
  kept.sort((a, b) => a.at - b.at);
  asked.sort((a, b) => a.at - b.at);
  return {
    servers: [...new Set(kept.map(({ name }) => name))],
    groups: [...new Set(asked.map(({ group }) => group))],
    rest,
  };
}

/** Parts of names that are ordinary words or kinds of server. */
const COMMON_PARTS: ReadonlySet<string> = new Set(
  'master worker gateway ingress proxy cache redis kafka storage analytics monitoring backup replica'.split(
    ' ',
  ),
);

/** The one server with `word` as a telling part of its name: nginx for proxy-nginx-01. */
function byPart(word: string, fleet: Fleet): string | undefined {
  if (word.length < 5 || COMMON_PARTS.has(word)) return undefined;
  const holders = fleet.servers.filter(({ name }) => name.toLowerCase().split('-').includes(word));
  return holders.length === 1 ? holders[0].name : undefined;
}

/** A word that can only be a host, though none of ours. */
function strange(word: string): string | undefined {
  return looksLikeHost(word) ? word : undefined;
}

function squeeze(name: string): string {
  return name.toLowerCase().replace(/[\s\-_.]+/g, '');
}

/** The n-th server of a group: by the number in its name, else by position. */
function numbered(fleet: Fleet, group: Group, n: number, word: string): Server | undefined {
  const part = KINDS.find(([pattern]) => pattern.test(word))?.[1] ?? '';
  const members = fleet.servers.filter(
    (server) => GROUP_ROLES[group].includes(server.role) && server.name.includes(part),
  );
  return members.find((server) => Number(/(\d+)$/.exec(server.name)?.[1]) === n) ?? members[n - 1];
}

/** The one server of a group whose name says it leads; `undefined` when none or several do. */
function leading(fleet: Fleet, group: Group): Server | undefined {
  const leaders = fleet.servers.filter(
    (server) =>
      GROUP_ROLES[group].includes(server.role) && /master|primary|main|leader/i.test(server.name),
  );
  return leaders.length === 1 ? leaders[0] : undefined;
}

/** A text with the words for groups of servers replaced by spaces. */
export function blankGroups(text: string): string {
  let rest = text;
  for (const [, pattern] of GROUP_WORDS)
    rest = rest.replace(pattern, (word) => ' '.repeat(word.length));
  return rest;
}

/** The one live name that begins with `word` as whole parts (`db-master`), or differs from it by a slip (two in long names); `undefined` when none or several do. */
function nearName(word: string, fleet: Fleet): string | undefined {
  if (!word.includes('-') && !/\d/.test(word)) return undefined;
  const begun = fleet.servers.filter((server) => server.name.toLowerCase().startsWith(`${word}-`));
  if (begun.length === 1) return begun[0].name;
  if (word.length < 5 || begun.length > 1) return undefined;
  const digits = numbersOf(word);
  // Another number is another server, not a slip. Long names may hold two slips, if no other name is as near.
  for (let slips = 1; slips <= (word.length >= 8 ? 2 : 1); slips++) {
    const near = fleet.servers.filter((server) => {
      const name = server.name.toLowerCase();
      return numbersOf(name) === digits && withinEdits(name, word, slips);
    });
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
