/** A report's words in a language of its own choice: findings, evidence and advice as text; numbers by the screens' formats. */
import type { Locale } from '../../../core/domain/session.ts';
import type { EpochMs } from '../../../core/domain/time.ts';
import type { Figure } from '../../../core/insight/evidence.ts';
import type { Finding, Recommendation } from '../../../core/insight/findings.ts';
import type { Report } from '../../../core/insight/report.ts';
import type { EvidenceRow, ReportWords } from '../../../core/insight/report-markdown.ts';
import { report as reportEn } from '../../i18n/en/report.ts';
import { terms as termsEn } from '../../i18n/en/terms.ts';
import {
  type FormatOptions,
  formatClock,
  formatDurationWords,
  formatValue,
  zoneName,
} from '../../i18n/format.ts';
import { report as reportKo } from '../../i18n/ko/report.ts';
import { terms as termsKo } from '../../i18n/ko/terms.ts';
import { type Args, formatMessage, type Quantity } from '../../i18n/message.ts';
import { unitOf } from '../../unit-of.ts';

/** Keys of the report's dictionary. */
export type ReportKey = keyof typeof reportEn;

const REPORT: Readonly<Record<Locale, Readonly<Record<ReportKey, string>>>> = {
  en: reportEn,
  ko: reportKo,
};
const TERMS: Readonly<Record<Locale, Readonly<Record<string, string>>>> = {
  en: termsEn,
  ko: termsKo,
};

/** How a value that was not measured is written. */
const MISSING = '–';

/** What the report is of. */
export interface ReportContext {
  readonly zone: string;
  readonly options: FormatOptions;
  /** Kind and name of the source. */
  readonly source: { readonly kind: 'simulated' | 'file' | 'live'; readonly name: string };
  readonly servers: number;
}

/** A fleet figure as a tile. */
export interface FleetTile {
  readonly label: string;
  readonly value: string;
  readonly before: string;
}

/** Words of one report. */
export interface ReportText extends ReportWords {
  t(key: ReportKey, args?: Args): string;
  term(key: string): string;
  /** What it is of: source and period, two lines. */
  heading(report: Report): readonly string[];
  tiles(report: Report): readonly FleetTile[];
  /** The sentence the report opens with. */
  opening(report: Report): string;
}

/** Makes the words of a report in `locale`. Pure: the same report gives the same text. */
export function reportText(locale: Locale, context: ReportContext): ReportText {
  const number = (n: number, digits: number) =>
    formatValue(n, '{value}', locale, { ...context.options, digits });
  const time = (at: EpochMs | undefined) => formatClock(at, 'full', locale, context.zone);
  const quantity = ({ n, unit }: Quantity): string => {
    switch (unit) {
      case 'time':
      case 'moment':
        return time(n);
      case 'ms':
        return formatDurationWords(n, locale);
      case 'count':
        return number(n, 0);
      default:
        return formatValue(n, unit, locale, context.options);
    }
  };
  const t = (key: ReportKey, args: Args = {}) =>
    formatMessage(REPORT[locale][key], args, locale, quantity);
  const term = (key: string) => TERMS[locale][key] ?? key.replace(/^[^.]*\./, '');
  const metric = (id: string) => TERMS[locale][`metric.${id}`] ?? id;
  const value = (id: string, n: number) => formatValue(n, unitOf(id), locale, context.options);
  const share = (n: number) => formatValue(n, '1', locale, context.options);

  /** A difference with its sign; ratios in points. */
  const difference = (id: string, n: number): string => {
    const unit = unitOf(id);
    const sign = n > 0 ? '+' : '';
    const size = Math.abs(unit === '1' ? n * 100 : n);
    const digits = size >= 10 || size === 0 ? 0 : size >= 1 ? 1 : size >= 0.1 ? 2 : 3;
    if (unit === '1')
      return `${sign}${number(n * 100, digits)}${locale === 'ko' ? '%p' : '\u00a0pt'}`;
    if (unit === '{value}' || unit === '{load}') return `${sign}${number(n, digits)}`;
    if (unit === 'Cel') return `${sign}${number(n, digits)}\u00a0K`;
    return `${sign}${value(id, n)}`;
  };

  const finding = (found: Finding): string => {
    const { args, server = '', metric: id = '' } = found;
    const n = (name: string) => Number(args[name] ?? Number.NaN);
    const at = (name: string) => time(args[name] === undefined ? undefined : n(name));
    const base = { server, metric: metric(id) };
    switch (found.kind) {
      case 'incident': {
        const all = {
          ...base,
          rule: term(`rule.${args.rule}`),
          since: at('since'),
          servers: n('servers'),
        };
        return args.suspect === undefined
          ? t('finding.incident.unknown', all)
          : t('finding.incident', {
              ...all,
              suspect: String(args.suspect),
              suspectMetric: metric(String(args.suspectMetric)),
              share: share(n('share')),
            });
      }
      case 'server-off':
        return Number.isNaN(n('lastSeen'))
          ? t('finding.server-off.never', base)
          : t('finding.server-off', { ...base, lastSeen: at('lastSeen') });
      case 'poor-health': {
        const all = { ...base, health: number(Math.round(n('health')), 0) };
        return args.points === undefined
          ? t('finding.poor-health.unknown', all)
          : t('finding.poor-health', { ...all, points: number(Math.round(n('points')), 0) });
      }
      case 'breach': {
        const all = {
          ...base,
          limit: value(id, n('limit')),
          at: at('at'),
          early: at('early'),
        };
        return args.late === undefined
          ? t('finding.breach.open', all)
          : t('finding.breach', { ...all, late: at('late') });
      }
      case 'anomaly':
        return t(`finding.anomaly.${args.direction === 'below' ? 'below' : 'above'}`, {
          ...base,
          since: at('since'),
          sigma: number(n('sigma'), 1),
          low: value(id, n('low')),
          high: value(id, n('high')),
        });
      case 'strained-state':
        return t('finding.strained-state', {
          ...base,
          share: share(n('share')),
          mean: value(id, n('mean')),
        });
      case 'change': {
        const key: ReportKey = `finding.change.${args.direction as 'higher'}`;
        return t(key, {
          ...base,
          before: value(id, n('before')),
          after: value(id, n('after')),
        });
      }
      case 'trend':
        return t(`finding.trend.${args.direction === 'falling' ? 'falling' : 'rising'}`, {
          ...base,
          change: difference(id, n('change')),
          fit: number(n('fit'), 2),
        });
      case 'outlier': {
        const all = { ...base, score: share(n('score')) };
        return id === '' ? t('finding.outlier.unknown', all) : t('finding.outlier', all);
      }
      default: {
        const never: never = found.kind;
        return never;
      }
    }
  };

  const figure = (one: Figure): Omit<EvidenceRow, 'query'> => ({
    server: one.server,
    metric: metric(one.metric),
    what: t(`what.${one.what}`),
    value:
      one.what === 'per-day' ? difference(one.metric, one.value) : value(one.metric, one.value),
    time: time(one.t),
  });
  const recommendation = (item: Recommendation) => t(`advice.${item}`);

  const heading = ({ t: now, windowFrom, baselineFrom }: Report): readonly string[] => {
    const { kind, name } = context.source;
    const source = t(`source.${kind}`, { name });
    const lines = [t('head.source', { source, servers: context.servers })];
    if (windowFrom !== undefined && baselineFrom !== undefined)
      lines.push(
        t('head.period', {
          from: time(windowFrom),
          to: time(now),
          zone: zoneName(context.zone, now),
          baseFrom: time(baselineFrom),
          baseTo: time(windowFrom),
        }),
      );
    return lines;
  };
  const tiles = ({ figures, before }: Report): readonly FleetTile[] => {
    const tile = (label: ReportKey, word: (from: typeof figures) => string): FleetTile => ({
      label: t(label),
      value: word(figures),
      before: word(before),
    });
    const all = [
      tile('figure.health', ({ health }) => number(Math.round(health), 0)),
      tile('figure.throughput', ({ throughput }) => value('request_rate', throughput)),
      tile('figure.latency', ({ latencyP95 }) => value('latency_p95', latencyP95)),
      tile('figure.errors', ({ errorRatio }) => value('error_ratio', errorRatio)),
    ];
    return all.filter(({ value: shown }) => shown !== MISSING);
  };
  const opening = (report: Report): string => {
    const [ok] = report.statusCounts;
    return t(report.findings.length === 0 ? 'summary.calm' : 'summary.found', {
      t: time(report.t),
      ok,
      servers: context.servers,
      count: report.findings.length,
    });
  };
  const summary = (report: Report): string =>
    [
      ...heading(report).map((line) => `${line}  `),
      '',
      opening(report),
      '',
      ...tiles(report).map(
        (tile) =>
          `- ${tile.label}: **${tile.value}** (${t('figure.before', { value: tile.before })})`,
      ),
    ].join('\n');

  return {
    t,
    term,
    title: t('title'),
    summary,
    heading,
    tiles,
    opening,
    findings: t('findings'),
    advice: t('advice'),
    columns: {
      server: t('column.server'),
      metric: t('column.metric'),
      what: t('column.what'),
      value: t('column.value'),
      time: t('column.time'),
      query: t('column.query'),
    },
    calm: t('calm'),
    finding,
    figure,
    recommendation,
  };
}
