/** Names of metrics with a slip of the keys: 매모리, 응단시간, memmory, dsik. Only asked when no metric is written right. */
import type { MetricId } from '../domain/metrics.ts';
import type { MetricWord } from '../domain/question.ts';
import type { Found } from './found.ts';
import type { NamedMetric } from './metric-words.ts';
import { withinEdits } from './server-names.ts';
import { toJamo } from './tokenize.ts';

/** Words long enough that one wrong key leaves them recognisable. */
const WORDS: readonly (readonly [word: string, metric: MetricWord, id: MetricId])[] = [
  ['메모리', 'memory', 'memory'],
  ['디스크', 'disk', 'disk'],
  ['씨피유', 'cpu', 'cpu'],
  ['시피유', 'cpu', 'cpu'],
  ['응답시간', 'latency', 'latency_p95'],
  ['레이턴시', 'latency', 'latency_p95'],
  ['네트워크', 'network', 'net_in'],
  ['트래픽', 'network', 'net_in'],
  ['에러율', 'errors', 'error_ratio'],
  ['memory', 'memory', 'memory'],
  ['storage', 'disk', 'disk'],
  ['latency', 'latency', 'latency_p95'],
  ['response', 'latency', 'latency_p95'],
  ['network', 'network', 'net_in'],
  ['traffic', 'network', 'net_in'],
  ['temperature', 'temperature', 'temperature'],
  ['requests', 'traffic', 'request_rate'],
  ['disk', 'disk', 'disk'],
  ['cpu', 'cpu', 'cpu'],
];
const JAMO = WORDS.map(([word]) => toJamo(word));

/** The metric whose name a word of the text misses by one key; in words of up to four letters only swapped or doubled ones. */
export function nearMetric(text: string): Found<NamedMetric> | undefined {
  for (const match of text.toLowerCase().matchAll(/[가-힣]+|[a-z]+/g)) {
    const [token] = match;
    const hangul = /[가-힣]/.test(token);
    for (const [i, [word, metric, id]] of WORDS.entries()) {
      if (/[가-힣]/.test(word) !== hangul) continue;
      // A particle may follow a Korean word: as many syllables as the word has are compared.
      const near = hangul
        ? token.length >= word.length &&
          token.length <= word.length + 3 &&
          withinEdits(toJamo(token.slice(0, word.length)), JAMO[i], 1)
        : word.length > 4
          ? withinEdits(token, word, 1)
          : letters(token) === letters(word) || token.replace(/(.)\1/g, '$1') === word;
      if (near)
        return {
          value: { metric, id },
          at: match.index,
          end: match.index + Math.min(token.length, hangul ? word.length : token.length),
        };
    }
  }
  return undefined;
}

function letters(word: string): string {
  return [...word].sort().join('');
}
