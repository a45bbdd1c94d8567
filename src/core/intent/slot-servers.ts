/** Servers and groups of servers a text names: exact, written apart, by kind and number, or with one slip. */
import type { Fleet, Server } from '../domain/fleet.ts';
import { GROUP_ROLES, type Group } from '../domain/question.ts';
import { hostCandidates, looksLikeHost } from './hosts.ts';

const SERVER_WORD = String.raw`\s?(?:서버|장비|노드|계층|그룹|티어|쪽|tier|group|servers?|hosts?|nodes?|machines?|boxes|box)`;

/** How each group is said. Words that mean something else alone (storage, backup, monitoring) need a word for server behind them. */
const GROUP_WORDS: readonly (readonly [group: Group, pattern: RegExp])[] = [
  ['web', /웹(?!\s?(?:사이트|페이지))|(?<![a-z-])web(?![a-z-])(?!\s?(?:site|page))/gi],
  ['db', /디비|데이터베이스|(?<![a-z])(?:dbs?|databases?|postgres(?:ql)?|mysql)(?![a-z-])/gi],
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
  ['queue', /카프카|메시지\s?큐|큐\s?서버|(?<![a-z])(?:kafka|queues?|mq|brokers?)(?![a-z-])/gi],
  ['monitoring', new RegExp(String.raw`모니터링${SERVER_WORD}|\bmonitoring${SERVER_WORD}`, 'gi')],
  ['backup', new RegExp(String.raw`백업${SERVER_WORD}|\bbackup${SERVER_WORD}`, 'gi')],
  ['mail', /메일(?=\s?(?:서버|시스템))|(?<![a-z])mail(?=\s?(?:server|host|box))/gi],
];

/** A number said after a group: 웹서버 1번, web server 2, 워커 3호기. */
const NUMBERED = new RegExp(
  String.raw`^${SERVER_WORD}?\s?#?(\d{1,3})(?:\s?(?:번|호기|호))?(?![\d%]|\s?(?:개|대|시|분|초|일|ms|퍼|프로|hour|min|day))`,
  'i',
);

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
  const found: { at: number; name: string }[] = [];
  const groups: { at: number; group: Group }[] = [];
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
        (j === i ? (nearName(pieces[i].word, fleet) ?? strange(pieces[i].word)) : undefined);
      if (name === undefined) continue;
      found.push({ at: pieces[i].at, name });
      blank(pieces[i].at, end - pieces[i].at);
      i = j;
      break;
    }
  }
  for (const [group, pattern] of GROUP_WORDS) {
    for (const match of rest.matchAll(pattern)) {
      const after = rest.slice(match.index + match[0].length);
      const number = NUMBERED.exec(after);
      const server = number === null ? undefined : numbered(fleet, group, Number(number[1]));
      if (server === undefined || number === null) {
        groups.push({ at: match.index, group });
        continue;
      }
      found.push({ at: match.index, name: server.name });
      blank(match.index, match[0].length + number[0].length);
    }
  }
  found.sort((a, b) => a.at - b.at);
  groups.sort((a, b) => a.at - b.at);
  return {
    servers: [...new Set(found.map(({ name }) => name))],
    groups: [...new Set(groups.map(({ group }) => group))],
    rest,
  };
}

/** A word that can only be a host, though none of ours. */
function strange(word: string): string | undefined {
  return looksLikeHost(word) ? word : undefined;
}

function squeeze(name: string): string {
  return name.toLowerCase().replace(/[\s\-_.]+/g, '');
}

/** The n-th server of a group: by the number in its name, else by position. */
function numbered(fleet: Fleet, group: Group, n: number): Server | undefined {
  const members = fleet.servers.filter((server) => GROUP_ROLES[group].includes(server.role));
  return members.find((server) => Number(/(\d+)$/.exec(server.name)?.[1]) === n) ?? members[n - 1];
}

/** The one live name that begins with `word` as whole parts (`db-master`), or differs from it by one slip; `undefined` when none or several do. */
function nearName(word: string, fleet: Fleet): string | undefined {
  if (!word.includes('-') && !/\d/.test(word)) return undefined;
  const begun = fleet.servers.filter((server) => server.name.toLowerCase().startsWith(`${word}-`));
  if (begun.length === 1) return begun[0].name;
  if (word.length < 5 || begun.length > 1) return undefined;
  const digits = numbersOf(word);
  const near = fleet.servers.filter((server) => {
    const name = server.name.toLowerCase();
    // Another number is another server, not a slip.
    return (
      Math.abs(name.length - word.length) <= 1 &&
      numbersOf(name) === digits &&
      withinOneEdit(name, word)
    );
  });
  return near.length === 1 ? near[0].name : undefined;
}

function numbersOf(word: string): string {
  return (word.match(/\d+/g) ?? []).map(Number).join();
}

/** Whether one insertion, deletion, replacement or swap of neighbours turns `a` into `b`. */
export function withinOneEdit(a: string, b: string): boolean {
  if (a === b) return true;
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA--;
    endB--;
  }
  const leftA = endA - start;
  const leftB = endB - start;
  if (leftA <= 1 && leftB <= 1) return true;
  return leftA === 2 && leftB === 2 && a[start] === b[start + 1] && a[start + 1] === b[start];
}
