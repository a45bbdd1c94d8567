/** The post-mortem draft in Markdown, either language, from an incident's story and evidence. Pure: the same facts give the same text. */

import type { Response, StoryLine } from '../../../core/alert/story.ts';
import type { Act } from '../../../core/domain/act.ts';
import type { Alert, Incident, PlaceRef } from '../../../core/domain/incident.ts';
import type { Locale } from '../../../core/domain/session.ts';
import { type EpochMs, MINUTE } from '../../../core/domain/time.ts';
import { acts as actsEn } from '../../i18n/en/acts.ts';
import { postMortem as en } from '../../i18n/en/post-mortem.ts';
import {
  type FormatOptions,
  formatClock,
  formatDurationWords,
  formatValue,
  zoneName,
} from '../../i18n/format.ts';
import { acts as actsKo } from '../../i18n/ko/acts.ts';
import { postMortem as ko } from '../../i18n/ko/post-mortem.ts';
import { type Args, formatMessage } from '../../i18n/message.ts';
import { wordTerm } from '../../i18n/wording.ts';
import { incidentLabel } from '../../incident-label.ts';
import { unitOf } from '../../unit-of.ts';

/** The worst value of one alert's series, as its chart shows it. */
export interface Measured {
  readonly alert: Alert;
  readonly value: number;
  readonly at: EpochMs;
  readonly low: number;
  readonly high: number;
}

/** All a draft is made of. */
export interface PostMortemFacts {
  readonly incident: Incident;
  readonly story: readonly StoryLine[];
  readonly response: Response;
  /** Of series whose samples are open; empty otherwise. */
  readonly measured: readonly Measured[];
  /** The instant shown. */
  readonly now: EpochMs;
}

const ROWS = 20;
const LINES = 80;
const DICTIONARIES = { en: { words: en, acts: actsEn }, ko: { words: ko, acts: actsKo } } as const;

/** Instant and value of the sample farthest on the wrong side of a rule; `undefined` without samples. */
export function worstOf(
  alert: Alert,
  times: Float64Array,
  values: Float32Array,
): { readonly index: number; readonly at: EpochMs; readonly value: number } | undefined {
  const sign = alert.comparison.startsWith('<') ? -1 : 1;
  let index = -1;
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) continue;
    if (times[i] < alert.since - MINUTE || times[i] > (alert.endedAt ?? Number.POSITIVE_INFINITY))
      continue;
    if (index < 0 || sign * values[i] > sign * values[index]) index = i;
  }
  return index < 0 ? undefined : { index, at: times[index], value: values[index] };
}

/** Writes the draft. @param zone IANA zone of its clock times */
export function writePostMortem(
  facts: PostMortemFacts,
  locale: Locale,
  zone: string,
  options: FormatOptions,
): string {
  const { incident, story, response, measured, now } = facts;
  const { words, acts } = DICTIONARIES[locale];
  const fill = (text: string, args: Args = {}) => formatMessage(text, args, locale, () => '');
  const t = (key: keyof typeof en, args?: Args) => fill(words[key], args);
  const clock = (at: EpochMs, style: 'clock' | 'full' | 'date' = 'clock') =>
    formatClock(at, style, locale, zone);
  const lasted = (ms: number) => formatDurationWords(ms, locale);
  const amount = (n: number, metric: string) => formatValue(n, unitOf(metric), locale, options);
  const share = (n: number) => formatValue(n, '1', locale, options);
  const rule = (id: string) => wordTerm(locale, `rule.${id}`);
  const metric = (id: string) => wordTerm(locale, `metric.${id}`);
  const severity = (id: string) => wordTerm(locale, `severity.${id}`);
  const place = ({ kind, name }: PlaceRef) => fill(acts[`place.${kind}`], { name });
  const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
  const row = (...cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  const rule3 = (columns: number) => `|${' --- |'.repeat(columns)}`;

  const title = incident.place
    ? fill(acts['place.title'], { rule: rule(incident.rule), place: place(incident.place) })
    : `${rule(incident.rule)} · ${incident.server}`;
  const counts = incident.counts ?? {
    alerts: incident.alerts.length,
    muted: 0,
    servers: incident.involved.length,
  };
  const mutedAtAll = counts.muted;
  const lines: string[] = [
    t('title', { title, incident: incidentLabel(incident.id) }),
    '',
    t('summary'),
    '',
    [
      t('summary.text', {
        date: clock(incident.openedAt, 'date'),
        zone: zoneName(zone, incident.openedAt),
        title,
        opened: clock(incident.openedAt),
        alerts: counts.alerts,
        servers: counts.servers,
        muted: mutedAtAll,
      }),
      incident.resolvedAt === undefined
        ? t('summary.open', { duration: lasted(now - incident.openedAt) })
        : t('summary.over', {
            time: clock(incident.resolvedAt),
            duration: lasted(incident.resolvedAt - incident.openedAt),
          }),
      response.acknowledged > 0
        ? t('summary.ack', { duration: lasted(response.meanToAcknowledge) })
        : t('summary.noack'),
    ].join(' '),
    '',
    t('cause'),
    '',
  ];

  const [top, ...others] = incident.suspects;
  const share3 = (kind: string) =>
    share(top?.evidence.find((one) => one.kind === kind)?.value ?? Number.NaN);
  if (!top) lines.push(t('cause.none'));
  else if (top.place)
    lines.push(
      t('cause.place', {
        place: fill(acts['place.suspect'], { place: place(top.place) }),
        share: share(top.share),
        whole: share3('whole'),
        alone: share3('alone'),
      }),
    );
  else
    lines.push(
      t('cause.server', {
        metric: metric(top.metric),
        server: top.server,
        share: share(top.share),
      }),
    );
  const rest = others.filter((one) => one.share >= 0.02);
  if (rest.length > 0)
    lines.push(
      '',
      t('cause.others', {
        list: rest
          .map((one) => `${one.server} ${metric(one.metric)} (${share(one.share)})`)
          .join(', '),
      }),
    );

  lines.push('', t('impact'), '', t('impact.head'), rule3(4));
  for (const { server, onset, recoveredAt, severity: worst } of incident.involved.slice(0, ROWS))
    lines.push(
      row(
        server,
        clock(onset),
        recoveredAt === undefined ? t('impact.never') : lasted(recoveredAt - onset),
        severity(worst),
      ),
    );
  if (counts.servers > ROWS) lines.push('', t('impact.more', { count: counts.servers - ROWS }));

  lines.push('', t('measured'), '');
  if (measured.length === 0) lines.push(t('measured.none'));
  else {
    lines.push(t('measured.head'), rule3(6));
    for (const { alert, value, at, low, high } of measured)
      lines.push(
        row(
          metric(alert.metric),
          alert.server,
          amount(value, alert.metric),
          clock(at),
          Number.isNaN(low + high)
            ? '–'
            : `${amount(low, alert.metric)} – ${amount(high, alert.metric)}`,
          `${rule(alert.rule)} ${alert.comparison} ${amount(alert.threshold, alert.metric)}`,
        ),
      );
  }

  lines.push('', t('timeline'), '');
  for (const line of story.slice(0, LINES)) {
    const offset = line.offset === 0 ? '' : ` (+${lasted(line.offset)})`;
    lines.push(`- ${clock(line.at)}${offset} ${told(line)}`);
  }
  if (story.length > LINES) lines.push('', t('timeline.more', { count: story.length - LINES }));

  lines.push('', t('lessons'), '', t('lessons.well'), t('lessons.badly'), t('lessons.luck'));
  lines.push('', t('actions'), '', t('actions.first'), '');
  return lines.join('\n');

  function told(line: StoryLine): string {
    switch (line.kind) {
      case 'onset':
      case 'recovered':
        return t(`timeline.${line.kind}`, { server: line.server });
      case 'fired':
        return t('timeline.fired', {
          rule: rule(line.alert.rule),
          severity: severity(line.alert.severity),
          server: line.alert.server,
        });
      case 'ended':
        return t('timeline.ended', { rule: rule(line.alert.rule), server: line.alert.server });
      case 'resolved':
        return t('timeline.resolved');
      case 'act':
        return toldAct(line.act);
    }
  }

  function toldAct(act: Act): string {
    const what =
      act.kind === 'assign'
        ? t('act.assign', { name: act.to })
        : act.kind === 'merge'
          ? t('act.merge', { other: incidentLabel(act.other) })
          : t(`act.${act.kind}`);
    const who = act.by === undefined ? what : t('timeline.by', { what, name: act.by });
    return act.note === undefined ? who : `${who}: ${act.note.replaceAll('\n', ' ')}`;
  }
}
