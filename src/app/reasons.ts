/** Why an anomaly was found, in the reader's words: one sentence, a short form, and the facts beside it. */
import type { Anomaly, AnomalyReason } from '../core/domain/incident.ts';
import type { Unit } from '../core/domain/metrics.ts';
import { reasons as en } from './i18n/en/reasons.ts';
import { type Formats, useReader, useWords } from './i18n/i18n.tsx';
import { reasons as ko } from './i18n/ko/reasons.ts';
import { MOST_SIGMA } from './sigma.ts';
import { unitOf } from './unit-of.ts';
import { useTerms } from './widgets/terms.ts';

const words = { en, ko };

/** Words for reasons; reactive to language and units. */
export interface Reasons {
  /** Name of the evidence; empty without a reason. */
  kind(reason: AnomalyReason | undefined): string;
  /** What happened and what was expected instead, as a sentence or two. */
  sentence(metric: string, reason: AnomalyReason | undefined, value: number): string;
  /** Evidence and expected range in a few words, with how far beyond it the value was. */
  short(anomaly: Anomaly): string;
  /** How far off: in the metric's unit, in standard deviations, and in limits. */
  facts(metric: string, reason: AnomalyReason): readonly string[];
  /** Since when and for how long. @param now the instant shown @param step the sampling distance */
  when(anomaly: Pick<Anomaly, 'start' | 'end'>, now: number, step: number): string;
}

/** The words for reasons in the reader's language. */
export function useReasons(): Reasons {
  const { t, format } = useWords(words);
  const terms = useTerms();
  const reader = useReader();
  const kind = (reason: AnomalyReason | undefined) => (reason ? t(`kind.${reason.kind}`) : '');
  const isRanged = (reason: AnomalyReason) => !Number.isNaN(reason.low + reason.high);

  /** A difference in the metric's unit: shares differ in points, and a difference of temperatures has no freezing point. */
  const distance = (size: number, unit: Unit): string => {
    if (unit === '1') return t('off.points', { n: rounded(size * 100) });
    if (unit !== 'Cel') return format.value(size, unit);
    return t('off.degrees', {
      n: rounded(reader.options().temperature === 'Fah' ? size * 1.8 : size),
    });
  };
  /** Empty where the value was inside the range, or not far enough outside to be written. */
  const off = (metric: string, { residual }: AnomalyReason): string => {
    const unit = unitOf(metric);
    const size = Math.abs(residual);
    if (!(size > 0)) return '';
    const text = distance(size, unit);
    if (!/[1-9]/.test(text)) return '';
    return t(residual > 0 ? 'off.above' : 'off.below', { distance: text });
  };

  return {
    kind,
    sentence(metric, reason, value) {
      const unit = unitOf(metric);
      const args = {
        metric: terms.metric(metric),
        value: format.value(reason?.value ?? value, unit),
      };
      if (!reason) return t('why.none', args);
      if (!isRanged(reason)) return t('why.unranged', { ...args, kind: kind(reason) });
      return t(`why.${reason.kind}`, { ...args, ...rangeOf(reason, unit, format) });
    },
    short({ metric, reason, value }) {
      if (!reason || !isRanged(reason))
        return reason ? t(`brief.${reason.kind}`) : format.value(value, unitOf(metric));
      const head = t('short.ranged', {
        kind: t(`brief.${reason.kind}`),
        ...rangeOf(reason, unitOf(metric), format),
      });
      const far = off(metric, reason);
      return far === '' ? head : `${head} · ${far}`;
    },
    facts(metric, reason) {
      const sigma = Math.abs(reason.sigma);
      return [
        off(metric, reason),
        Number.isNaN(sigma)
          ? ''
          : t(sigma > MOST_SIGMA ? 'off.sigmaMost' : 'off.sigma', {
              value: format.number(Math.min(sigma, MOST_SIGMA), 1),
            }),
        t('off.strength', { n: format.number(reason.strength, 1) }),
      ].filter((fact) => fact !== '');
    },
    when({ start, end }, now, step) {
      const until = end ?? now;
      // A single sample has been unusual for as long as it stands for.
      const duration = format.duration(Math.max(until - start, step));
      const day = (at: number) => format.time(at, 'date');
      // The clock alone would leave open which day it was.
      const from = format.time(start, day(start) === day(now) ? 'clock' : 'full');
      if (end === undefined) return t('when.open', { start: from, duration });
      const to = format.time(end, day(start) === day(end) ? 'clock' : 'full');
      return start === end
        ? t('when.once', { start: from, duration })
        : t('when.over', { start: from, end: to, duration });
    },
  };
}

/** Two figures are enough for a distance. */
function rounded(n: number): number {
  return Number(n.toPrecision(n >= 10 ? 3 : 2));
}

/** Both ends of the expected range, each with its unit. */
function rangeOf({ low, high }: AnomalyReason, unit: Unit, format: Formats) {
  return { low: format.value(low, unit), high: format.value(high, unit) };
}
