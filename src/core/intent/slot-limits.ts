/** Limits a question sets: 90% 넘는, over 200 ms, 70에서 90퍼센트 사이, load above 8. Values are in the metric's own unit. */
import { type MetricId, metricById, type Unit } from '../domain/metrics.ts';
import type { MetricWord, ThresholdSlot } from '../domain/question.ts';
import type { Found } from './found.ts';

const UNIT = String.raw`(?:%|퍼센트|프로(?![가-힣]*세)|퍼|percent|pct|ms|밀리초|milliseconds?|millis|초|seconds?|secs?|s|도|°c|degrees|kw|킬로와트|kilowatts?|w|와트|watts?|gbps|mbps|kbps|기가비트|메가비트|gb|기가|gigs?|mb|메가|tb|테라|건(?=\s?(?:넘|이상|초과|미만|이하))|rps|req\/s|requests? (?:per|a) second|requests?\/s)(?![a-z])`;
const AMOUNT = String.raw`(?<![a-z\d.])(\d+(?:\.\d+)?)\s?(${UNIT})`;
const OVER_AFTER = new RegExp(
  String.raw`${AMOUNT}\s?(?:를|을|가|이|도)?\s?(넘|초과|이상|돌파|보다 높|보다 많|over|or more|or higher|and above|and up|plus|까지|찍|미만|이하|아래|밑|못 미|보다 낮|보다 적|or less|or below)`,
  'gi',
);
const SIDES = `(over|above|slower than|longer than|hotter than|exceed(?:s|ed|ing)?|more than|greater than|bigger than|at least|higher than|beyond|past|topp(?:ing|ed|s)|tops|hits?|reach(?:es|ed)?|is at|at|>=?|under|below|less than|fewer than|lower than|cooler than|<=?)`;
const OVER_BEFORE = new RegExp(String.raw`(?<![a-z])${SIDES}\s?(?:to\s|the\s)?${AMOUNT}`, 'gi');
const BETWEEN = new RegExp(
  String.raw`(?:between\s)?(\d+(?:\.\d+)?)\s?(?:${UNIT})?\s?(?:에서|부터|~|-|–|and|to)\s?${AMOUNT}(?:\s?(?:사이|구간|범위))?`,
  'gi',
);
const BARE = new RegExp(AMOUNT, 'gi');
const PLAIN_AFTER =
  /(?<![\d:./-])(\d+(?:\.\d+)?)(?![\d:./%-])\s?(?:를|을|가|이)?\s?(넘|초과|이상|돌파|보다 높|미만|이하|밑|보다 낮)/gi;
const PLAIN_BEFORE =
  /(?<![a-z])(over|above|exceed(?:s|ed|ing)?|more than|greater than|at least|higher than|beyond|>=?|under|below|less than|lower than|<=?)\s?(\d+(?:\.\d+)?)(?![\d:%]|\s?[a-z가-힣])/gi;
const BELOW = /미만|이하|아래|밑|못 미|낮|적|less|fewer|under|below|(?<!s)lower|cooler|</i;

/** Words for what is left rather than used. */
const FREE = /여유|남은|남았|잔여|가용|\bfree\b|\bleft\b|remaining|available|headroom/i;

/** A limit; `value` is NaN when its unit is not the metric's. A range has its lower bound as `value` and its upper as `upper`. */
export function findThreshold(
  text: string,
  metricId: MetricId | undefined,
): Found<ThresholdSlot> | undefined {
  const limit = limitIn(text, metricId);
  // Metrics say how much is used; less than 10 % free is more than 90 % used.
  if (limit === undefined || !(metricId === 'memory' || metricId === 'disk') || !FREE.test(text))
    return limit;
  const { value } = limit;
  return {
    ...limit,
    value: {
      text: value.text,
      comparison: value.comparison === '<' ? '>' : '<',
      value: Math.round((1 - value.value) * 1e6) / 1e6,
    },
  };
}

function limitIn(text: string, metricId: MetricId | undefined): Found<ThresholdSlot> | undefined {
  const between = first(BETWEEN, text);
  if (between !== undefined && /사이|구간|범위|between/i.test(between[0])) {
    const [, low, high, unit] = between;
    return found(between, {
      text: between[0].trim(),
      comparison: '>',
      value: inUnit(Number(low), unit, metricId),
      upper: inUnit(Number(high), unit, metricId),
    });
  }
  const after = first(OVER_AFTER, text);
  if (after !== undefined) return amount(after, after[1], after[2], after[3], metricId);
  const before = first(OVER_BEFORE, text);
  if (before !== undefined) return amount(before, before[2], before[3], before[1], metricId);
  if (metricId === undefined) return undefined;
  const bare = first(BARE, text);
  if (bare !== undefined) return amount(bare, bare[1], bare[2], '', metricId);
  const plainAfter = first(PLAIN_AFTER, text);
  if (plainAfter !== undefined)
    return amount(plainAfter, plainAfter[1], '', plainAfter[2], metricId);
  const plainBefore = first(PLAIN_BEFORE, text);
  if (plainBefore !== undefined)
    return amount(plainBefore, plainBefore[2], '', plainBefore[1], metricId);
  return undefined;
}

function first(pattern: RegExp, text: string): RegExpExecArray | undefined {
  pattern.lastIndex = 0;
  const match = pattern.exec(text) ?? undefined;
  pattern.lastIndex = 0;
  return match;
}

function amount(
  match: RegExpExecArray,
  n: string,
  unit: string,
  side: string,
  metricId: MetricId | undefined,
): Found<ThresholdSlot> {
  const shift = match[0].indexOf(n);
  const measure = new RegExp(String.raw`^\d+(?:\.\d+)?(?:\s?${UNIT})?`, 'i').exec(
    match[0].slice(shift),
  );
  const written = measure?.[0] ?? n;
  return {
    value: {
      text: written.trim(),
      comparison: BELOW.test(side) ? '<' : '>',
      value: inUnit(Number(n), unit, metricId),
    },
    at: match.index + shift,
    end: match.index + shift + written.length,
  };
}

function found(match: RegExpExecArray, value: ThresholdSlot): Found<ThresholdSlot> {
  return { value, at: match.index, end: match.index + match[0].length };
}

/** Units as they are written: whose they are, and how much of it one is. Earlier rows win. */
const UNITS: readonly (readonly [pattern: RegExp, unit: Unit | 'By', factor: number])[] = [
  [/^(?:%|퍼|프로|percent|pct)/, '1', 0.01],
  [/^(?:ms|밀리초|milli)/, 's', 0.001],
  [/^(?:kw|킬로와트|kilowatt)/, 'W', 1000],
  [/^(?:gbps|기가비트)/, 'By/s', 125e6],
  [/^(?:mbps|메가비트)/, 'By/s', 125e3],
  [/^kbps/, 'By/s', 125],
  [/^(?:rps|req|건)/, '{request}/s', 1],
  [/^(?:초|s)/, 's', 1],
  [/^(?:도|°c|degrees)/, 'Cel', 1],
  [/^(?:w|와트)/, 'W', 1],
  [/^(?:gb|기가|gig)/, 'By', 2 ** 30],
  [/^(?:mb|메가)/, 'By', 2 ** 20],
  [/^(?:tb|테라)/, 'By', 2 ** 40],
];

/** Metrics a unit can only be said of, for a limit whose metric stays unsaid: 70도 이상, above 300 ms. */
const TELLS: Readonly<Partial<Record<Unit | 'By', readonly [word: MetricWord, id: MetricId]>>> = {
  Cel: ['temperature', 'temperature'],
  W: ['power', 'power'],
  s: ['latency', 'latency_p95'],
  'By/s': ['network', 'net_in'],
  '{request}/s': ['traffic', 'request_rate'],
};

/** What a limit's unit says it is a limit of; `undefined` for percent, bytes and bare numbers. */
export function metricOfUnit(written: string): { metric: MetricWord; id: MetricId } | undefined {
  const unit = written.replace(/^[\d.\s]+/, '').toLowerCase();
  const row = unit === '' ? undefined : UNITS.find(([pattern]) => pattern.test(unit));
  const told = row === undefined ? undefined : TELLS[row[1]];
  return told === undefined ? undefined : { metric: told[0], id: told[1] };
}

/** Smallest number without a unit that is taken for milliseconds of latency. */
const SURELY_MS = 20;

function inUnit(n: number, unit: string, metricId: MetricId | undefined): number {
  const own = metricId === undefined ? undefined : metricById(metricId)?.unit;
  if (unit === '')
    return own === '1' && n > 1
      ? n / 100
      : own === 's' && n >= SURELY_MS
        ? n / 1000
        : own === 'By/s'
          ? Number.NaN
          : n;
  const row = UNITS.find(([pattern]) => pattern.test(unit.toLowerCase()));
  if (row === undefined) return Number.NaN;
  const value = Math.round(n * row[2] * 1e9) / 1e9;
  return own === undefined || own === row[1] ? value : Number.NaN;
}
