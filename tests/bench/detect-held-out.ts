/** What a server nobody has looked at can expect: the threshold comes from the other servers of its set. */
import { type Estimate, rate, ratio } from '../../src/core/detect/evaluate.ts';
import type { Entity, Labelled } from './detect-data.ts';

/** Thresholds tried, spread evenly over the logarithm of the share of rows above them. */
const THRESHOLDS = 60;

/** Scores of one server. */
export interface Scored {
  readonly e: Entity;
  readonly s: Float64Array;
}

/** Counts of the servers left out, one after another. */
export interface HeldOut {
  readonly found: number;
  readonly events: number;
  readonly falseAlarms: number;
  readonly days: number;
}

interface Count {
  readonly found: number;
  readonly falseAlarms: number;
}

/**
 * Leaves out each server of a set in turn: of the thresholds that keep the budget on all others, the one that finds most there is
 * applied to it. Counts are summed over the servers left out.
 * @param budget false alarms per server-day
 */
export function leaveServersOut(
  evaluate: Labelled['evaluate'],
  list: readonly Scored[],
  budgets: readonly number[],
): readonly HeldOut[] {
  const thresholds = candidates(list);
  const counts = list.map(({ e, s }) =>
    thresholds.map((line): Count => {
      const { recall, faPerDay } = evaluate([{ e, s }], { line });
      const found = e.ev.length > 0 ? Math.round(Number(recall) * e.ev.length) : 0;
      return { found, falseAlarms: Math.round(faPerDay * e.days) };
    }),
  );
  const sumAt = (at: number, without: number): Count => {
    let found = 0;
    let falseAlarms = 0;
    counts.forEach((each, i) => {
      if (i === without) return;
      found += each[at].found;
      falseAlarms += each[at].falseAlarms;
    });
    return { found, falseAlarms };
  };
  return budgets.map((budget) => {
    let found = 0;
    let falseAlarms = 0;
    list.forEach((_, i) => {
      const days = list.reduce((sum, { e }, j) => sum + (j === i ? 0 : e.days), 0);
      let best = 0;
      let most = -1;
      thresholds.forEach((_threshold, at) => {
        const others = sumAt(at, i);
        if (others.falseAlarms > budget * days || others.found <= most) return;
        most = others.found;
        best = at;
      });
      if (most < 0) return; // Nothing kept the budget: no alarm at all.
      found += counts[i][best].found;
      falseAlarms += counts[i][best].falseAlarms;
    });
    return {
      found,
      falseAlarms,
      events: list.reduce((sum, { e }) => sum + e.ev.length, 0),
      days: list.reduce((sum, { e }) => sum + e.days, 0),
    };
  });
}

/** Highest first. */
function candidates(list: readonly Scored[]): readonly number[] {
  const all: number[] = [];
  for (const { e, s } of list)
    for (let k = e.scoreFrom; k < e.rows; k++) if (s[k] > 0) all.push(s[k]);
  const sorted = Float64Array.from(all).sort().reverse();
  const chosen = Array.from(
    { length: THRESHOLDS },
    (_, k) => sorted[Math.floor(sorted.length ** (k / THRESHOLDS)) - 1],
  );
  return [...new Set(chosen)].filter((x) => x > 0);
}

/** Adds counts up. */
export function pooled(parts: readonly HeldOut[]): HeldOut {
  const sum = (of: (part: HeldOut) => number): number => parts.reduce((a, b) => a + of(b), 0);
  return {
    found: sum(({ found }) => found),
    events: sum(({ events }) => events),
    falseAlarms: sum(({ falseAlarms }) => falseAlarms),
    days: sum(({ days }) => days),
  };
}

/** `74 % (68–79) of 253, 0.41 (0.36–0.47) false a server-day`, with 95 % intervals as the Quality view has them. */
export function describe({ found, events, falseAlarms, days }: HeldOut): string {
  return `${share(ratio(found, events))} of ${events}, ${perDay(rate(falseAlarms, days))} false a server-day`;
}

/** A share with its interval. */
export function share({ value, low, high }: Estimate): string {
  const percent = (x: number): string => (100 * x).toFixed(0);
  return `${percent(value)} % (${percent(low)}–${percent(high)})`;
}

/** A rate with its interval. */
export function perDay({ value, low, high }: Estimate): string {
  return `${value.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`;
}
