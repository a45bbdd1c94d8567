/** Axes: three round value ticks that show the cut, one unit for all of them, and time ticks on round local times. */
import type { Unit } from '../../core/domain/metrics.ts';
import type { Locale } from '../../core/domain/session.ts';
import { DAY, type EpochMs, HOUR, MINUTE, type Ms, SECOND } from '../../core/domain/time.ts';
import { zoneOffset } from '../../core/domain/zone.ts';

/** What a chart needs of the reader's formats; `useWords().format` fits. Functions are reactive. */
export interface ChartFormat {
  locale(): Locale;
  /** IANA zone. */
  zone(): string;
  value(n: number | undefined, unit: Unit): string;
  time(t: EpochMs | undefined, style?: 'clock' | 'minute' | 'date' | 'full'): string;
}

/** How numbers of a unit are written on one axis: shown = value × factor + offset. */
export interface AxisUnit {
  readonly factor: number;
  readonly offset: number;
  /** Written after the top tick only. */
  readonly suffix: string;
}

/** Ends of a value axis and its labels, bottom to top. */
export interface ValueAxis {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly { readonly value: number; readonly label: string }[];
}

const NBSP = '\u00a0';
/** Steps of an axis with three ticks, times a power of ten. */
const STEPS = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 7.5] as const;
const BITS = 8;

/**
 * The scale one axis uses, chosen by its largest value, so that all of its labels share a unit.
 * @param format tells Fahrenheit from Celsius: it is asked how it writes 0 °C
 */
export function axisUnit(unit: Unit, largest: number, format: ChartFormat): AxisUnit {
  switch (unit) {
    case '1':
      return { factor: 100, offset: 0, suffix: '%' };
    case 's':
      return largest < 1
        ? { factor: 1000, offset: 0, suffix: `${NBSP}ms` }
        : { factor: 1, offset: 0, suffix: `${NBSP}s` };
    case 'By/s':
      return thousands(BITS, largest * BITS, ['b/s', 'kb/s', 'Mb/s', 'Gb/s', 'Tb/s']);
    case 'W':
      return thousands(1, largest, ['W', 'kW', 'MW']);
    case 'Cel':
      return format.value(0, 'Cel').includes('F')
        ? { factor: 9 / 5, offset: 32, suffix: '°F' }
        : { factor: 1, offset: 0, suffix: '°C' };
    case '{request}/s':
      return thousands(1, largest, ['/s', 'k/s', 'M/s']);
    case '{load}':
    case '{value}':
      return thousands(1, largest, ['', 'k', 'M', 'G', 'T']);
    default: {
      const never: never = unit;
      return never;
    }
  }
}

function thousands(factor: number, largest: number, units: readonly string[]): AxisUnit {
  let i = 0;
  while (Math.abs(largest) >= 1000 && i < units.length - 1) {
    largest /= 1000;
    factor /= 1000;
    i++;
  }
  return { factor, offset: 0, suffix: units[i] === '' ? '' : `${NBSP}${units[i]}` };
}

/** Least height of an axis, so that noise does not look like drama: 30 points of a ratio, else 60 % (latency) or 30 % of the value. */
export function leastSpan(unit: Unit, largest: number): number {
  if (unit === '1') return largest < 0.05 ? 0.02 : 0.3;
  const share = unit === 's' ? 0.6 : 0.3;
  return Math.max(Math.abs(largest) * share, unit === 'Cel' ? 6 : largest === 0 ? 1 : 0);
}

/**
 * Three ticks whose span holds [low, high], in steps round to the reader.
 * @param limits physical limits; the axis stays inside them
 */
export function valueAxis(
  low: number,
  high: number,
  unit: Unit,
  limits: { readonly min: number; readonly max: number },
  format: ChartFormat,
): ValueAxis {
  if (!(low <= high)) [low, high] = [0, 1];
  const span = leastSpan(unit, Math.max(Math.abs(low), Math.abs(high)));
  if (high - low < span) {
    const middle = (low + high) / 2;
    low = middle - span / 2;
    high = middle + span / 2;
  }
  if (low < limits.min) [low, high] = [limits.min, Math.max(high, limits.min + span)];
  if (high > limits.max)
    [low, high] = [Math.max(limits.min, Math.min(low, limits.max - span)), limits.max];
  const shown = axisUnit(unit, high, format);
  const show = (value: number) => value * shown.factor + shown.offset;
  const hide = (value: number) => (value - shown.offset) / shown.factor;
  const { first, step } = threeTicks(show(low), show(high), show(limits.min), show(limits.max));
  const isTiny = step < 1e-4;
  const number = new Intl.NumberFormat(
    format.locale(),
    isTiny
      ? { notation: 'scientific', maximumSignificantDigits: 3 }
      : { maximumFractionDigits: Math.max(decimals(step), decimals(first)) },
  );
  const ticks = [first, first + step, first + 2 * step].map((value, i) => ({
    value: hide(value),
    label:
      (value === 0 ? '0' : number.format(value).replace('-', '\u2212')) +
      (i === 2 ? shown.suffix : ''),
  }));
  return { low: ticks[0].value, high: ticks[2].value, ticks };
}

/** Decades tried above the first guess; the loop ends there with ticks that are not round but right. */
const DECADES = 3;

function threeTicks(low: number, high: number, min: number, max: number) {
  const magnitude = Math.floor(Math.log10(Math.max((high - low) / 2, 1e-12)));
  for (let exponent = magnitude; exponent < magnitude + DECADES; exponent++) {
    const power = 10 ** exponent;
    const slack = 1e-9 * power;
    for (const factor of STEPS) {
      const step = factor * power;
      const grid = Number.isInteger(factor) ? power : power / 2;
      let first = Math.floor(low / grid + 1e-9) * grid;
      // A cut below half a step tells nothing: begin at zero instead.
      if (first > 0 && first < step / 2) first = 0;
      if (first < min) first = min;
      if (first + 2 * step > max + slack) first = max - 2 * step;
      const isHeld = first <= low + slack && first + 2 * step >= high - slack;
      if (isHeld && first >= min - slack) return { first: round(first), step: round(step) };
    }
  }
  return { first: low, step: (high - low) / 2 };
}

function round(value: number): number {
  return Number(value.toPrecision(12));
}

function decimals(value: number): number {
  for (let digits = 0; digits < 6; digits++) {
    const scaled = value * 10 ** digits;
    if (Math.abs(scaled - Math.round(scaled)) < 1e-6) return digits;
  }
  return 6;
}

const TIME_STEPS: readonly Ms[] = [
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 4, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 3, 4, 7, 14, 28, 91, 182, 364].map((n) => n * DAY),
];

/** Round local times in [from, to], at most `most` of them, and the style to write them in. */
export interface TimeAxis {
  readonly ticks: readonly EpochMs[];
  readonly style: 'clock' | 'minute' | 'date';
}

/** Time ticks at multiples of a round step of the zone's wall clock. */
export function timeAxis(from: EpochMs, to: EpochMs, most: number, zone: string): TimeAxis {
  const room = Math.max(1, most);
  const step = TIME_STEPS.find((ms) => (to - from) / ms <= room) ?? Math.ceil((to - from) / room);
  const offset = zoneOffset(zone, from);
  const ticks: EpochMs[] = [];
  for (let t = Math.ceil((from + offset) / step) * step - offset; t <= to; t += step) ticks.push(t);
  return { ticks, style: step < MINUTE ? 'clock' : step < DAY ? 'minute' : 'date' };
}
