/** The table twin of looks ahead: one row per series. */

import type { EpochMs } from '../core/domain/time.ts';
import type { SeriesAhead } from '../core/forecast/ahead.ts';
import type { AheadWords } from './ahead.ts';
import type { Terms } from './widgets/terms.ts';

/** Head of the table. */
export function aheadHead({ t }: AheadWords): readonly string[] {
  return [
    t('table.metric'),
    t('table.now'),
    t('table.peak'),
    t('table.at'),
    t('table.range'),
    t('table.outlook'),
    t('confidence'),
    t('table.method'),
  ];
}

/** One series; a fleet's rows name the server with the metric. @param at the instant looked ahead from */
export function aheadRow(
  series: SeriesAhead,
  at: EpochMs,
  words: AheadWords,
  terms: Terms,
  withServer = false,
): readonly string[] {
  const { t, format, value } = words;
  const { metric, server, now, peak, peakAt, times, low80, high80, confidence } = series;
  const name = terms.metric(metric);
  const k = times.indexOf(peakAt);
  return [
    withServer && server !== undefined ? t('where', { metric: name, server }) : name,
    value(now, metric),
    value(peak, metric),
    format.time(peakAt, 'minute'),
    k < 0 ? '–' : `${value(low80[k], metric)} – ${value(high80[k], metric)}`,
    words.limit(series, at) ?? '–',
    format.value(confidence, '1'),
    words.measured(series.shares, series.relativeError),
  ];
}
