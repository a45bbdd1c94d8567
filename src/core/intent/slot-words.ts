/** Closed slots by word lists: metric, threshold, count, severity, action, scenario, search word. */
import type { Severity } from '../domain/incident.ts';
import { type MetricId, metricById } from '../domain/metrics.ts';
import type { MetricWord, ScenarioWord, Slots, ThresholdSlot } from '../domain/question.ts';
import { isNegated } from './negation.ts';

/** Words for metrics; the earliest in the text wins, and at one place the first row. */
const METRICS: readonly (readonly [word: MetricWord, id: MetricId, pattern: RegExp])[] = [
  [
    'disk',
    'disk_io',
    /디스크\s?(?:io|i\/o|입출력|쓰기|읽기|병목)|입출력|disk\s?(?:io|i\/o|reads?|writes?|bottleneck)|iops|iowait/,
  ],
  [
    'disk',
    'disk',
    /디스크|하드(?!웨어)(?:디스크)?|용량|저장\s?공간|여유\s?공간|스토리지|파티션|파일\s?시스템|아이노드|볼륨|\bdisks?\b|disk-io|\bstorage\b|file\s?systems?|partitions?|inodes?|\bspace\b|\bdrives?\b|\bvolumes?\b/,
  ],
  [
    'memory',
    'memory',
    /메모리|(?<![가-힣])램(?![가-힣]*프)|스왑|힙|\bram\b|\bmem(?:ory)?\b|\boom\b|\bswap|\bheap\b|memroy|메머리/,
  ],
  ['latency', 'latency_p95', /p95|p99/],
  [
    'latency',
    'latency_p95',
    /응답|지연|레이턴시|느려|느린|느리|타임아웃|렉|latency|response|slow|lag|timeouts?|delay/,
  ],
  ['errors', 'error_ratio', /에러|오류|5xx|error|\b50[0234]s?\b/],
  ['network', 'net_out', /송신|나가는|업로드|outbound|outgoing|transmit|upload|egress/],
  [
    'network',
    'net_in',
    /네트워크|네트웍|트래픽|대역폭|패킷|수신|회선|network|traffic|bandwidth|packet|inbound|incoming|ingress traffic/,
  ],
  ['traffic', 'request_rate', /요청|처리량|초당|\brps\b|\bqps\b|requests?|throughput/],
  ['temperature', 'temperature', /온도|뜨거|발열|temperature|\bhot(?:test|ter)?\b|\bheat\b|warm/],
  ['power', 'power', /전력|전기|와트|\bpower\b(?!.?cycle)|watts?/],
  ['cpu', 'cpu', /cpu|씨피유|시피유|씨퓨|프로세서|코어|processor|\bcores?\b/],
  ['load', 'load', /로드\s?(?:평균|에버리지)|load\s?average|\bload\s?avg/],
  ['load', 'cpu', /부하|바쁜|바빠|혹사|과부하|\bload(?:ed)?\b|bus(?:y|ier|iest)|overload|한가/],
];

/** The metric a text speaks of. Mean latency only when a mean is asked for: the tables show p95. */
export function findMetric(
  text: string,
): { readonly metric: MetricWord; readonly id: MetricId } | undefined {
  const lower = text.toLowerCase();
  let best: { metric: MetricWord; id: MetricId; at: number } | undefined;
  for (const [metric, id, pattern] of METRICS) {
    const match = pattern.exec(lower);
    if (match === null || isNegated(lower, match.index, match.index + match[0].length)) continue;
    if (best === undefined || match.index < best.at) best = { metric, id, at: match.index };
  }
  if (best?.id === 'latency_p95' && /평균|average|mean/.test(lower) && !/p95/.test(lower))
    return { metric: 'latency', id: 'latency' };
  return best;
}

/** Every kind of metric a text speaks of, in the order of first mention. */
export function findMetrics(text: string): readonly MetricWord[] {
  const lower = text.toLowerCase();
  const found: { metric: MetricWord; at: number }[] = [];
  for (const [metric, , pattern] of METRICS) {
    const match = pattern.exec(lower);
    if (match !== null && !isNegated(lower, match.index, match.index + match[0].length))
      found.push({ metric, at: match.index });
  }
  found.sort((a, b) => a.at - b.at);
  return [...new Set(found.map(({ metric }) => metric))];
}

/** A text with the words for metrics replaced by spaces. */
export function blankMetrics(text: string): string {
  let rest = text.toLowerCase();
  for (const [, , pattern] of METRICS)
    rest = rest.replace(new RegExp(pattern, 'g'), (word) => ' '.repeat(word.length));
  return rest;
}

const AMOUNT = String.raw`(\d+(?:\.\d+)?)\s?(%|퍼센트|프로|퍼|percent|ms|밀리초|초|seconds?|secs?|s|도|°c|degrees|w|와트|watts?|gb|기가|mb|메가|tb|테라)(?![a-z])`;
const OVER_AFTER = new RegExp(
  String.raw`${AMOUNT}\s?(?:를|을|가|이)?\s?(넘|초과|이상|돌파|보다 높|over|or more|and above|까지|찍|미만|이하|아래|못 미|보다 낮|or less)`,
  'i',
);
const OVER_BEFORE = new RegExp(
  String.raw`(?<![a-z])(over|above|slower than|longer than|exceed(?:s|ed|ing)?|more than|greater than|at least|higher than|beyond|past|hits?|reach(?:es|ed)?|is at|at|>=?|under|below|less than|lower than|<=?)\s?(?:to\s)?${AMOUNT}`,
  'i',
);
const BARE = new RegExp(AMOUNT, 'i');
const BELOW = /미만|이하|아래|못 미|낮|less|under|below|(?<!s)lower|</;

/** Round numbers in words before a percent sign's word: ninety percent, 구십 프로. */
const SPELLED =
  /(?:ten|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|이십|삼십|사십|오십|육십|칠십|팔십|구십|십)(\s?(?:%|percent|퍼센트|프로|퍼))/gi;
const SPELLED_VALUE: Readonly<Record<string, number>> = {
  ten: 10,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
  십: 10,
  이십: 20,
  삼십: 30,
  사십: 40,
  오십: 50,
  육십: 60,
  칠십: 70,
  팔십: 80,
  구십: 90,
};

/** Words for what is left rather than used. */
const FREE = /여유|남은|남았|잔여|가용|\bfree\b|\bleft\b|remaining|available|headroom/i;

/** A limit such as `90% 넘는` or `over 200ms`; `value` is NaN when its unit is not the metric's. */
export function findThreshold(
  text: string,
  metricId: MetricId | undefined,
): ThresholdSlot | undefined {
  const digits = text.replace(
    SPELLED,
    (word, unit: string) =>
      `${
        SPELLED_VALUE[
          word
            .slice(0, word.length - unit.length)
            .trim()
            .toLowerCase()
        ] ?? word
      }${unit}`,
  );
  const limit = thresholdIn(digits, metricId);
  // Metrics say how much is used; less than 10 % free is more than 90 % used.
  return limit !== undefined && (metricId === 'memory' || metricId === 'disk') && FREE.test(text)
    ? {
        ...limit,
        comparison: limit.comparison === '<' ? '>' : '<',
        value: Math.round((1 - limit.value) * 1e6) / 1e6,
      }
    : limit;
}

function thresholdIn(text: string, metricId: MetricId | undefined): ThresholdSlot | undefined {
  const after = OVER_AFTER.exec(text);
  const before = OVER_BEFORE.exec(text);
  const bare = metricId === undefined ? null : BARE.exec(text);
  const [amount, unit, side, written] =
    after !== null
      ? [after[1], after[2], after[3], after[0]]
      : before !== null
        ? [before[2], before[3], before[1], before[0]]
        : bare !== null
          ? [bare[1], bare[2], '', bare[0]]
          : [];
  if (amount === undefined || unit === undefined || written === undefined) return undefined;
  const measure = new RegExp(AMOUNT, 'i').exec(written);
  return {
    text: (measure?.[0] ?? written).trim(),
    comparison: BELOW.test(side ?? '') ? '<' : '>',
    value: inUnit(Number(amount), unit.toLowerCase(), metricId),
  };
}

function inUnit(amount: number, unit: string, metricId: MetricId | undefined): number {
  const [own, value] = /^(%|퍼|프로|percent)/.test(unit)
    ? ['1', amount / 100]
    : /^(ms|밀리초)/.test(unit)
      ? ['s', amount / 1000]
      : /^(초|s)/.test(unit)
        ? ['s', amount]
        : /^(도|°c|degrees)/.test(unit)
          ? ['Cel', amount]
          : /^(w|와트)/.test(unit)
            ? ['W', amount]
            : ['By', amount];
  return metricId === undefined || metricById(metricId)?.unit === own ? value : Number.NaN;
}

const COUNT_WORDS: Readonly<Record<string, number>> = {
  한: 1,
  두: 2,
  세: 3,
  네: 4,
  다섯: 5,
  열: 10,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twenty: 20,
};
const COUNTS: readonly RegExp[] = [
  /(?:fullest|busiest|slowest|hottest|biggest|highest|lowest|worst|heaviest|idlest)\s(\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|twenty)\b(?!\s?(?:%|percent|ms|hours?|minutes?|days?))/i,
  /(?:상위|하위|탑|톱|워스트|베스트|top|bottom|worst|best|first|last)[\s-]?(\d{1,4}|two|three|four|five|six|seven|eight|nine|ten|twenty)(?!\s?(?:%|분|시간|일|주|달|hours?|minutes?|mins?|days?|weeks?|months?|seconds?|h\b|m\b|d\b))/i,
  /(\d{1,4}|한|두|세|네|다섯|열)\s?(?:개|대|건|줄|위까지)(?!월)/,
  /(?:the\s|just\s)?(\d{1,3}|two|three|four|five|ten)\s(?:\w+\s)?(?:servers|hosts|machines|nodes|boxes|slowest|busiest|hottest|lines|entries|alerts|biggest|highest)/i,
];

/** N of top-N, last N lines. */
export function findCount(text: string): number | undefined {
  for (const pattern of COUNTS) {
    const word = pattern.exec(text)?.[1]?.toLowerCase();
    if (word === undefined) continue;
    const n = COUNT_WORDS[word] ?? Number(word);
    if (n >= 1 && n <= 10_000) return n;
  }
  return undefined;
}

/** Severity; 경고 alone is a word for alert, so it needs a word for grade or state. */
export function findSeverity(text: string): Severity | undefined {
  if (/critical|severe|urgent|심각|위험|치명|크리티컬|긴급/i.test(text)) return 'critical';
  if (/warning|경고\s?(?:등급|수준|상태|레벨|급)|주의/i.test(text)) return 'warning';
  if (/\binfo(?:rmational)?\b|정보성|정보\s?(?:등급|수준|레벨)/i.test(text)) return 'info';
  return undefined;
}

/** What is to be done to a server or an alert. */
export function findAction(text: string): Slots['action'] {
  if (
    /재시작|재부팅|재기동|재가동|리부[트팅]|리스타트|껐다|내렸다|다시\s?(?:시작|띄|켜|올려)|restart|reboot|bounce|power.?cycl|kick\b|recycle|\bcycle\b|off and (?:back )?on|fresh boot/i.test(
      text,
    )
  )
    return 'restart';
  if (
    /음소거|조용|시끄|닥치|뮤트|사일런스|스누즈|꺼|끄|중지|멈춰|무시|차단|억제|미루|그만|보내지|silence|\bmute|snooze|suppress|pause|turn off|disable|quiet|hush|ignore|stop (?:alert|pag|send)|\bshut\b.{0,20}\bup\b|no more (?:alerts|pages)|don't (?:page|alert|wake)/i.test(
      text,
    )
  )
    return 'silence';
  if (
    /확인\s?처리|접수|읽음|닫|해제|\back\b|acknowledge|dismiss|close|mark (?:as|all)|confirm|처리\s?완료|맡을게|clear|resolve/i.test(
      text,
    )
  )
    return 'ack';
  return undefined;
}

const SCENARIOS: readonly (readonly [scenario: ScenarioWord, pattern: RegExp])[] = [
  [
    'db_overload',
    /(?:db|디비|데이터베이스|database).{0,6}(?:과부하|부하|overload)|슬로우\s?쿼리|느린\s?쿼리|slow quer|disk-io|database overload/i,
  ],
  ['memory_leak', /메모리|(?<![가-힣])램|oom|memory|leak/i],
  ['disk_full', /디스크|용량|저장공간|disk|storage/i],
  ['traffic_surge', /트래픽|폭증|폭주|요청\s?급증|traffic|surge|stampede|load peak|flash crowd/i],
  ['network_latency', /네트워크|지연|패킷|느리게|레이턴시|network|latency|packet|slow/i],
  ['server_down', /다운|죽|내려|정지|크래시|고장|\bdown\b|crash|outage|\bkill|fail|dies/i],
  ['cpu_spike', /cpu|씨피유|시피유|과부하|스파이크|부하|processor|overload|\bload\b/i],
];

/** The fault to simulate. */
export function findScenario(text: string): ScenarioWord | undefined {
  return SCENARIOS.find(([, pattern]) => pattern.test(text))?.[0];
}

/** What to look for in logs: quoted text first, then the word the sentence points at, then usual suspects. */
export function findKeyword(text: string): string | undefined {
  const quoted = /["'“‘「]([^"'”’」]{1,60})["'”’」]/.exec(text)?.[1];
  if (quoted !== undefined) return quoted;
  const pointed =
    /(?:grep|search (?:\w+ )?for|look for|filter by|containing|with)\s+([A-Za-z0-9_.-]{2,40})/i.exec(
      text,
    )?.[1] ??
    /(?:로그|log)에서\s?([A-Za-z0-9가-힣_.-]{2,40})\s?(?:을|를|찾|검색|확인)/i.exec(text)?.[1];
  if (pointed !== undefined && !/^(the|logs?)$/i.test(pointed)) return pointed;
  const usual =
    /\b(error|timeout|oom|exception|warn(?:ing)?|fail(?:ed|ure)?|refused|panic|stack trace)s?\b|(에러|오류|타임아웃|예외|경고|실패|스택\s?트레이스)/i.exec(
      text,
    );
  return usual?.[1]?.toLowerCase() ?? usual?.[2];
}

/** Whether the smallest values are wanted: 제일 낮은, least, idle. */
export function wantsLowest(text: string): boolean {
  return (
    /낮은|적은|적게|한가|하위|빠른|최저|최소|여유|놀고|least|lowest|smallest|fastest|idle|minimum|bottom|free(?:st)?\b/i.test(
      text,
    ) && !/(남은|여유)\s?공간이?\s?(제일|가장)?\s?적|least (?:disk )?space/i.test(text)
  );
}
