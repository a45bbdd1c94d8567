/** Closed slots by word lists: count, severity, action, scenario, search word. */
import type { Severity } from '../domain/incident.ts';
import type { ScenarioWord, Slots } from '../domain/question.ts';
import type { Found } from './found.ts';

const NOT_TIME = String.raw`(?!\s?(?:%|percent|ms|분|시간|일(?!\s?위)|주|달|hours?|minutes?|mins?|days?|weeks?|months?|seconds?|h\b|m\b|d\b))`;
/** Spelled numbers are digits by now (`fold`). */
const COUNTS: readonly RegExp[] = [
  new RegExp(
    String.raw`(?:fullest|busiest|slowest|hottest|coolest|biggest|highest|lowest|worst|heaviest|idlest|latest|newest)\s(\d{1,3})\b${NOT_TIME}`,
    'i',
  ),
  new RegExp(
    String.raw`(?:상위|하위|탑|톱|워스트|베스트|top|bottom|worst|best|first|last|latest|최근|마지막)[\s-]?(\d{1,4})(?!\d)${NOT_TIME}(?!\s?(?:시|초))`,
    'i',
  ),
  /(?<![\d./:])(\d{1,4})\s?(?:개|대|줄|위까지|명|놈)(?!월)/,
  /(?<![\d./:])(\d{1,4})\s?건(?!\s?(?:넘|이상|초과|미만|이하|\/))/,
  /(?<![\d./:a-z])(\d{1,4})\s?(?:\w+\s){0,2}(?:servers|hosts|machines|nodes|workers|boxes|most|least|slowest|busiest|hottest|coolest|lines|entries|alerts|logs|biggest|highest|fullest|lowest)\b/i,
];

/** Numbers said as a word for several. */
const DOZEN = /\b(half a )?dozen\b/i;

/** N of top-N, last N lines. */
export function findCount(text: string): Found<number> | undefined {
  for (const pattern of COUNTS) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const n = Number(match[1]);
    const at = match.index + match[0].indexOf(match[1]);
    if (n >= 1 && n <= 10_000) return { value: n, at, end: at + match[1].length };
  }
  const dozen = DOZEN.exec(text);
  return (
    (dozen && {
      value: dozen[1] === undefined ? 12 : 6,
      at: dozen.index,
      end: dozen.index + dozen[0].length,
    }) ??
    undefined
  );
}

/** A list of words and what they mean; the first row that is in the text wins. */
type Words<T> = readonly (readonly [value: T, pattern: RegExp])[];

function say<T>(words: Words<T>, text: string): Found<T> | undefined {
  for (const [value, pattern] of words) {
    const match = pattern.exec(text);
    if (match !== null) return { value, at: match.index, end: match.index + match[0].length };
  }
  return undefined;
}

const SEVERITY: Words<Severity> = [
  [
    'critical',
    /critical|severe|urgent|\bsev(?:erity)?[\s-]?1\b|\bp1\b|심각|위험|치명(?:적)?|크리티컬|긴급|\bcrits?\b/i,
  ],
  ['warning', /warnings?|워닝|경고\s?(?:등급|수준|상태|레벨|급)|경고만|주의/i],
  ['info', /\binfo(?:rmational)?\b|정보성|정보\s?(?:등급|수준|레벨)|인포/i],
];

/** Severity; 경고 alone is a word for alert, so it needs a word for grade or state. */
export function findSeverity(text: string): Found<Severity> | undefined {
  return say(SEVERITY, text);
}

const ACTIONS: Words<NonNullable<Slots['action']>> = [
  [
    'restart',
    /재시작|재부팅|재기동|재가동|리부[트팅]|리스타트|껐다\s?(?:가\s?)?(?:켜|켤)?|내렸다|다시\s?(?:시작|띄|켜|올려)|restart|reboot|bounce|power.?cycl\w*|kick\b|recycle|\bcycle\b|off and (?:back )?on|fresh boot/i,
  ],
  [
    'silence',
    /음소거|조용|시끄|닥치|뮤트|사일런스|스누즈|꺼|끄|중지|멈춰|무시|차단|억제|미루|그만|보내지|silence|\bmute|snooze|suppress|pause|turn off|disable|quiet|hush|ignore|stop (?:alert|pag|send)\w*|\bshut\b.{0,20}\bup\b|no more (?:alerts|pages)|don't (?:page|alert|wake)/i,
  ],
  [
    'ack',
    /확인\s?처리|확인(?:했|한\s?걸|한\s?것|으로)|접수|읽음|읽은\s?걸|닫|해제|\back\b|acknowledge|dismiss|close|mark (?:\w+ ){0,3}(?:as )?(?:seen|read|handled|done|acked|acknowledged)|mark (?:as|all)|confirm|처리\s?완료|맡을게|내가\s?볼게|clear|resolve|i'?(?:ll| will) take/i,
  ],
];

/** What is to be done to a server or an alert. */
export function findAction(text: string): Found<NonNullable<Slots['action']>> | undefined {
  return say(ACTIONS, text);
}

const SCENARIOS: Words<ScenarioWord> = [
  [
    'db_overload',
    /(?:db|디비|데이터베이스|database).{0,6}(?:과부하|부하|overload)|슬로우\s?쿼리|느린\s?쿼리|slow quer\w*|disk-io|database overload|overload(?:ed|ing)? (?:the |our )?(?:db|database)/i,
  ],
  ['memory_leak', /메모리\s?(?:누수|릭|새는)?|(?<![가-힣])램|oom|memory(?: leak)?|leak/i],
  ['disk_full', /디스크|용량|저장공간|disk|storage/i],
  ['traffic_surge', /트래픽|폭증|폭주|요청\s?급증|traffic|surge|stampede|load peak|flash crowd/i],
  ['network_latency', /네트워크|지연|패킷|느리게|레이턴시|network|latency|packet|slow/i],
  ['server_down', /다운|죽|내려|정지|크래시|고장|\bdown\b|crash|outage|\bkill|fail|dies/i],
  ['cpu_spike', /cpu|씨피유|시피유|과부하|스파이크|부하|processor|overload|\bload\b/i],
];

/** The fault to simulate. */
export function findScenario(text: string): Found<ScenarioWord> | undefined {
  return say(SCENARIOS, text);
}

const QUOTED = /["'“‘「]([^"'”’」]{1,60})["'”’」]/;
const POINTED: readonly RegExp[] = [
  /(?:grep|search (?:\w+ )?for|look for|filter by|containing|mentioning|with)\s+([A-Za-z0-9_.-]{2,40})/i,
  /(?:logs?|journal|records)\s+(?:for|about|saying)\s+([A-Za-z][A-Za-z0-9_.]{2,39})(?![A-Za-z0-9_.-])/i,
  /(?:로그|log)에서\s?([A-Za-z0-9가-힣_.-]{2,40})\s?(?:을|를|찾|검색|확인)/i,
];
const USUAL =
  /\b(error|timeout|oom|exception|warn(?:ing)?|fail(?:ed|ure)?|refused|panic|stack trace)s?\b|(?<![A-Za-z])(OOM)(?![A-Za-z])|(에러|오류|타임아웃|예외|경고|실패|스택\s?트레이스)/i;

/** What to look for in logs: quoted text first, then the word the sentence points at, then usual suspects. */
export function findKeyword(text: string): Found<string> | undefined {
  const at = (match: RegExpExecArray, word: string): Found<string> => {
    const start = match.index + match[0].indexOf(word);
    return { value: word, at: start, end: start + word.length };
  };
  const quoted = QUOTED.exec(text);
  if (quoted !== null) return at(quoted, quoted[1]);
  for (const pattern of POINTED) {
    const match = pattern.exec(text);
    if (
      match !== null &&
      !/^(?:the|logs?|an?|all|any|every|each|high|low|last|past|today|yesterday|this|that)$/i.test(
        match[1],
      )
    )
      return at(match, match[1]);
  }
  const usual = USUAL.exec(text);
  if (usual === null) return undefined;
  const word = usual[1] ?? usual[2] ?? usual[3];
  const found = at(usual, word);
  return { ...found, value: usual[1] === undefined ? word : word.toLowerCase() };
}

const LOWEST =
  /낮은|적은|적게|한가|하위|빠른|최저|최소|여유|놀고|least|(?<!s)lowest|smallest|fastest|coolest|\bidle\w*|minimum|bottom|free(?:st)?\b/i;

/** Whether the smallest values are wanted: 제일 낮은, least, idle. */
export function findLowest(text: string): Found<true> | undefined {
  if (
    /(?:남은|여유)\s?(?:공간이?)?\s?(?:제일|가장)?\s?적|least (?:disk )?space|least free/i.test(
      text,
    )
  )
    return undefined;
  return say<true>([[true, LOWEST]], text);
}
