/** Words for metrics, in both languages, and the catalogue metrics they stand for. */
import type { MetricId } from '../domain/metrics.ts';
import type { MetricWord } from '../domain/question.ts';
import type { Found } from './found.ts';
import { isNegated } from './negation.ts';

/** A word for a metric and what it stands for. */
export interface NamedMetric {
  readonly metric: MetricWord;
  readonly id: MetricId;
}

/** The earliest in the text wins, and at one place the first row. */
const METRICS: readonly (readonly [word: MetricWord, id: MetricId, pattern: RegExp])[] = [
  [
    'disk',
    'disk_io',
    /디스크\s?(?:io|i\/o|아이오|입출력|쓰기|읽기|병목)|입출력|disk[\s-]?(?:io|i\/o|reads?|writes?|bottleneck)|\bbus(?:y|ier|iest)\b[a-z\s]{0,12}\bdisks?\b|\bdisks?\b[a-z\s]{0,6}\bbus(?:y|ier|iest)\b|디스크(?:가|는)?\s?바[쁜빠]|\biops\b|\biowait\b/g,
  ],
  [
    'disk',
    'disk',
    /디스크|하드(?!웨어)(?:디스크)?|용량(?!\s?계획)|저장\s?공간|여유\s?공간|스토리지|파티션|파일\s?시스템|아이노드|볼륨|\bdisks?\b|\bstorage\b|file\s?systems?|partitions?|inodes?|\bspace\b|\bdrives?\b|\bvolumes?\b/g,
  ],
  [
    'memory',
    'memory',
    /메모리|(?<![가-힣])램(?![가-힣]*프)|스왑|(?<![가-힣])힙|\bram\b|\bmem(?:ory)?\b|\boom\b|\bswap|\bheap\b|memroy|메머리/g,
  ],
  ['latency', 'latency_p95', /p95|p99/g],
  [
    'traffic',
    'request_rate',
    /초당\s?(?:요청|처리)|요청\s?(?:수|량|률)|requests? (?:per|a) second|req\/s/g,
  ],
  [
    'latency',
    'latency_p95',
    /응답|지연|레이턴시|(?<![가-힣])핑(?![가-힣]*크)|\bping\b|느려|느린|느리|느림|타임아웃|(?<![가-힣])렉(?![가-힣]*처)|latency|response|slow|\blag\b|laggy|lagging|sluggish|timeouts?|delay/g,
  ],
  ['errors', 'error_ratio', /에러|오류|5xx|errors?|\b50[234]s?\b/g],
  ['network', 'net_out', /송신|나가는|업로드|outbound|outgoing|transmit|upload|egress/g],
  [
    'network',
    'net_in',
    /네트워크|네트웍|트래픽|대역폭|패킷|수신|회선|network|traffic|bandwidth|packet|inbound|incoming|ingress traffic|throughput/g,
  ],
  ['traffic', 'request_rate', /요청|처리량|초당|\brps\b|\bqps\b|requests?(?!ed)/g],
  [
    'temperature',
    'temperature',
    /온도|뜨거|뜨겁|발열|temperatures?|\btemps?\b|\bhot(?:test|ter)?\b|\bheat\b|\bwarm|\bcool(?:est|er)?\b/g,
  ],
  [
    'power',
    'power',
    /전력|전기|와트(?!\s?이상)|\bpower\b(?!.?cycle)|\bwatts?\b|\bkw\b|kilowatts?/g,
  ],
  ['cpu', 'cpu', /cpu|씨피유|시피유|씨퓨|프로세서|코어|processors?|\bcores?\b/g],
  ['load', 'load', /로드\s?(?:평균|에버리지)|load\s?average|\bload\s?avg/g],
  [
    'load',
    'cpu',
    /부하|(?<![가-힣])로드(?!\s?밸런|맵|뷰)|바쁜|바빠|바쁘|혹사|과부하|\bload(?:ed)?\b(?!\s?balancer)|\bbus(?:y|ier|iest)\b|overload|한가(?:한|해|하)|\bidl(?:e|ing|est)\b/g,
  ],
];

/** Words for heat that also mean busy. */
const FIGURE = /^(?:뜨거|뜨겁|hot)/;
/** Words a mean is asked for with. */
const MEAN = /평균|average|\bavg\b|\bmean\b/;

/**
 * Every metric a text speaks of, in the order of first mention, once each.
 * Mean latency only when a mean is asked for: the tables show p95. Network latency is latency, not network and latency.
 */
export function findMetrics(text: string): readonly Found<NamedMetric>[] {
  const lower = text.toLowerCase();
  const found: Found<NamedMetric>[] = [];
  for (const [metric, id, pattern] of METRICS)
    for (const match of lower.matchAll(pattern)) {
      const at = match.index;
      const end = at + match[0].length;
      if (isNegated(lower, at, end)) continue;
      if (found.some((other) => at < other.end && other.at < end)) continue;
      found.push({
        value: { metric, id: id === 'latency_p95' && wantsMean(lower) ? 'latency' : id },
        at,
        end,
      });
    }
  return found
    .sort((a, b) => a.at - b.at)
    .filter(
      ({ value }, i, all) =>
        all.findIndex(
          (other) => other.value.id === value.id && other.value.metric === value.metric,
        ) === i,
    );
}

function wantsMean(lower: string): boolean {
  return MEAN.test(lower) && !/p95|p99/.test(lower);
}

/** Those that are meant: of a word for how busy beside one that says busy with what, only the latter; of network latency only the latency. */
export function meant(
  found: readonly Found<NamedMetric>[],
  text: string,
): readonly Found<NamedMetric>[] {
  const words = new Set(found.map(({ value }) => value.metric));
  const lower = text.toLowerCase();
  return found
    .filter(({ value, at, end }) => {
      if (value.id === 'net_in' && words.has('latency'))
        return !/^\s?(?:응답|지연|레이턴시|속도|느|latency|delay|lag|response|slow|timeout)/.test(
          lower.slice(end),
        );
      // How hot is the CPU: no thermometer is asked for.
      if (value.id === 'temperature' && FIGURE.test(lower.slice(at, end))) return words.size === 1;
      // “busiest by memory”, “CPU 부하”: the word for load adds nothing.
      return value.metric !== 'load' || value.id !== 'cpu' || words.size === 1;
    })
    .filter(({ value }, i, all) => all.findIndex((other) => other.value.id === value.id) === i);
}

/** A text with the words for metrics replaced by spaces. */
export function blankMetrics(text: string): string {
  let rest = text.toLowerCase();
  for (const [, , pattern] of METRICS)
    rest = rest.replace(pattern, (word) => ' '.repeat(word.length));
  return rest;
}
