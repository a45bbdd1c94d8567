/** How groups and roles of servers are said, alone or with a word that tells which of them is meant. */
import type { Role } from '../domain/fleet.ts';
import type { Group } from '../domain/question.ts';

/** Words for “server” that may stand behind a group. */
export const SERVER_WORD = String.raw`\s?(?:서버|장비|노드|머신|호스트|계층|그룹|티어|쪽|tier|group|servers?|hosts?|nodes?|machines?|boxes|box|instances?)`;

/** No word for server is needed behind what is set aside or shares one: 백업이랑 메일 빼고, 메일하고 백업 서버. */
const BESIDE = String.raw`(?=(?:은|는)?\s?(?:빼고|제외|말고)|(?:이랑|랑|하고|와|과)\s?[가-힣]+\s?(?:(?:서버|장비|노드)|빼고|제외|말고))`;
/** The same in English: all but backup and mail; mail and backup servers. */
const BESIDE_EN = String.raw`(?:(?<=\b(?:except(?:\sfor)?|excluding|without|than|from|but)\s(?:the\s)?(?:\w+(?:,|\sand|\sor)\s)?NAMEs?)|(?=\s(?:and|or|&)\s\w+\s(?:servers|hosts|boxes|machines)))`;
const besideEn = (name: string): string =>
  String.raw`\b${name}s?\b${BESIDE_EN.replace('NAME', name)}`;

/** Words that mean something else alone (storage, backup, monitoring) need a word for server behind them. */
export const GROUP_WORDS: readonly (readonly [group: Group, pattern: RegExp])[] = [
  ['web', /웹(?!\s?(?:사이트|페이지))|(?<![a-z-])web(?![a-z-])(?!\s?(?:site|page))/gi],
  [
    'db',
    /디비|데이터베이스|레플리카|(?<![a-z])(?:dbs?|databases?|postgres(?:ql)?|mysql|pg|(?:read )?replicas?)(?![a-z-])/gi,
  ],
  ['cache', /캐시(?!\s?(?:비우|삭제))|레디스|(?<![a-z])(?:caches?|redis)(?![a-z-])/gi],
  [
    'k8s',
    /쿠버(?:네티스)?|컨트롤\s?플레인|워커|(?<![a-z])(?:k8s|kube(?:rnetes)?|workers?|control planes?)(?![a-z-])/gi,
  ],
  ['api', /(?<![a-z])apis?(?![a-z-])|에이피아이/gi],
  [
    'lb',
    /로드\s?밸런서|프록시|인그레스|게이트웨이|(?<![a-z])(?:load\s?balancers?|lb|proxy|proxies|ingress|gateways?)(?![a-z-])/gi,
  ],
  [
    'storage',
    new RegExp(
      String.raw`스토리지(?:${SERVER_WORD}|\s?(?:중|들))|나스|\bstorage${SERVER_WORD}|(?<=\bon\s(?:the\s)?)storage(?=\s*(?:[?.!,]|$))|(?<![a-z])(?:nas|nfs)(?![a-z-])`,
      'gi',
    ),
  ],
  ['batch', new RegExp(String.raw`배치${SERVER_WORD}|분석\s?서버|\bbatch\b|\banalytics\b`, 'gi')],
  [
    'queue',
    /카프카|메시지\s?큐|큐\s?서버|(?<![a-z])(?<!run\s)(?:kafka|queues?|mq|(?:message )?brokers?)(?![a-z-])/gi,
  ],
  [
    'monitoring',
    new RegExp(
      String.raw`모니터링(?:${SERVER_WORD}|${BESIDE})|\bmonitoring${SERVER_WORD}|${besideEn('monitoring')}`,
      'gi',
    ),
  ],
  [
    'backup',
    new RegExp(
      String.raw`백업(?:${SERVER_WORD}|${BESIDE})|\bbackup${SERVER_WORD}|${besideEn('backup')}`,
      'gi',
    ),
  ],
  [
    'mail',
    new RegExp(
      String.raw`메일(?:(?=\s?(?:서버|시스템|장비))|${BESIDE})|(?<![a-z])mail(?=\s?(?:server|host|box|machine))|${besideEn('mail')}`,
      'gi',
    ),
  ],
];

/** Words that narrow a group to a role. */
const NARROW: readonly (readonly [pattern: RegExp, roles: readonly Role[]])[] = [
  [/워커|worker/i, ['k8s-worker']],
  [/control plane|컨트롤\s?플레인/i, ['k8s-master']],
  [/프록시|prox/i, ['proxy']],
  [/인그레스|ingress/i, ['ingress']],
];

/** The roles a written group word is narrower by; empty when it means the whole group. */
export function rolesOf(word: string, around: string): readonly Role[] {
  const narrow = NARROW.find(([pattern]) => pattern.test(word));
  if (narrow !== undefined) return narrow[1];
  if (/^(?:k8s|kube|쿠버)/i.test(word) && /마스터|master/i.test(around)) return ['k8s-master'];
  return [];
}

/** Words beside a group that tell which of its servers is meant, and the part of a name they stand for. */
export const TELLING: readonly (readonly [part: string, word: string])[] = [
  ['master', 'master|primary|main|leader|마스터|프라이머리|메인|주(?=\\s?(?:디비|db|데이터|$))'],
  ['replica', 'replicas?|standby|secondary|slave|복제|레플리카|슬레이브|스탠바이|세컨더리'],
  ['shard', 'shards?|샤드'],
  ['auth', 'auth(?:entication)?|login|인증|로그인'],
  ['orders', 'orders?|주문'],
  ['payment', 'payments?|결제'],
  ['search', 'search|검색'],
  ['users', 'users?|회원|사용자|유저'],
  ['gateway', 'gateway|게이트웨이'],
  ['nginx', 'nginx|엔진엑스'],
  ['kafka', 'kafka|카프카'],
  ['redis', 'redis|레디스'],
];

/** Words that name a server's part in Korean letters, alone. */
export const SPOKEN_PARTS: readonly (readonly [pattern: RegExp, part: string])[] = [
  [/엔진엑스/g, 'nginx'],
];

/** A text with the words for groups of servers replaced by spaces. */
export function blankGroups(text: string): string {
  let rest = text;
  for (const [, pattern] of GROUP_WORDS)
    rest = rest.replace(pattern, (word) => ' '.repeat(word.length));
  return rest;
}
