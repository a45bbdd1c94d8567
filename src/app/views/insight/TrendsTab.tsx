/** Trends: metrics that move more than they wander, how fast, how sure, and when they reach their limit. */
import { MoveDownRight, MoveUpRight } from 'lucide-solid';
import { createMemo, createSignal, For, Show } from 'solid-js';
import { DAY, type EpochMs, formatInstant, HOUR, type Ms } from '../../../core/domain/time.ts';
import type { ShownTrend } from '../../../workers/protocol.ts';
import { Analysed } from './Analysed.tsx';
import { createAnalysis, MOST_VALUES } from './analysis.ts';
import { CoursePair } from './CoursePair.tsx';
import { Lead } from './Lead.tsx';
import { ServerLink } from './ServerLink.tsx';
import { TableCard } from './TableCard.tsx';
import { useInsightWords } from './words.ts';

const SPANS: readonly Ms[] = [HOUR, 6 * HOUR, DAY, 7 * DAY];
const MOST_TRENDS = 500;
/** A crossing farther away is no news. */
const FAR: Ms = 60 * DAY;

export function TrendsTab(props: {
  workerUrl: string;
  instant: EpochMs | undefined;
  onIdle: (isIdle: boolean) => void;
}) {
  const { t, format, terms, value, delta } = useInsightWords();
  const [span, setSpan] = createSignal<Ms>(DAY);
  const analysis = createAnalysis(
    props.workerUrl,
    () => (props.instant === undefined ? undefined : { t: props.instant, span: span() }),
    async (asked, port, { call, fleet }, signal) => {
      const all = fleet();
      if (!all) throw new Error('no fleet is open');
      const { t: end } = asked;
      const block = await call(
        'samples',
        { start: end - asked.span, end, most: MOST_VALUES },
        signal,
      );
      const found = await port.call('trends', { fleet: all, block, most: MOST_TRENDS }, signal);
      props.onIdle(true);
      return { ...found, step: block.step, t: end, span: block.length * block.step };
    },
  );
  const perDay = (slope: number) => (slope * DAY) / (analysis.value()?.step ?? DAY);
  const leftOf = (row: ShownTrend): Ms | undefined => {
    const left = row.reach ? row.reach.at - (analysis.value()?.t ?? 0) : Number.NaN;
    return left > 0 && left < FAR ? left : undefined;
  };
  /** What reaches its limit, soonest first; then what moves most surely. */
  const rows = createMemo(() => {
    const all = analysis.value()?.trends ?? [];
    const soon = all.filter((row) => leftOf(row) !== undefined);
    const rest = all.filter((row) => leftOf(row) === undefined);
    return [...soon.sort((a, b) => (leftOf(a) ?? 0) - (leftOf(b) ?? 0)), ...rest];
  });
  const lead = () => rows().at(0);
  const table = () => ({
    head: [
      ...['server', 'metric', 'slope_per_day', 'margin95_per_day', 'r_squared', 't', 'level'],
      ...['limit', 'reaches_at', 'reaches_early', 'reaches_late'],
    ],
    rows: rows().map(({ server, metric, trend, reach }) => [
      ...[server, metric, perDay(trend.slope), perDay(trend.margin), trend.fit, trend.t],
      ...[trend.level, reach?.limit],
      ...[reach?.at, reach?.early, reach?.late].map((at) =>
        at === undefined ? undefined : formatInstant(at),
      ),
    ]),
  });

  return (
    <>
      <div class="insight-controls insight-controls--bare">
        <label class="insight-choice">
          <span class="muted">{t('trend.span')}</span>
          <select class="select" onChange={(event) => setSpan(Number(event.currentTarget.value))}>
            <For each={SPANS}>
              {(one) => (
                <option value={one} selected={one === span()}>
                  {format.duration(one)}
                </option>
              )}
            </For>
          </select>
        </label>
      </div>
      <Analysed analysis={analysis} lines={10}>
        {(found) => (
          <Show
            when={lead()}
            fallback={<Lead calm>{t('trend.calm', { looked: found().looked })}</Lead>}
          >
            {(one) => (
              <>
                <Lead
                  note={t('trend.count', {
                    moving: found().moving,
                    looked: format.number(found().looked, 0),
                  })}
                >
                  {leftOf(one()) === undefined
                    ? t('trend.lead', {
                        metric: terms.metric(one().metric),
                        server: one().server,
                        slope: delta(one().metric, perDay(one().trend.slope)),
                      })
                    : t('trend.leadLimit', {
                        metric: terms.metric(one().metric),
                        server: one().server,
                        limit: value(one().metric, one().reach?.limit ?? Number.NaN),
                        left: { n: leftOf(one()) ?? 0, unit: 'ms' },
                      })}
                </Lead>
                <TableCard
                  title={t('trend.title')}
                  note={<span class="num">{format.duration(found().span)}</span>}
                  head={[
                    { label: t('server') },
                    { label: t('metric') },
                    { label: t('trend.course') },
                    { label: t('trend.slope'), isNumber: true },
                    { label: t('trend.margin'), isNumber: true },
                    { label: t('trend.fit') },
                    { label: t('trend.reach'), isNumber: true },
                  ]}
                  rows={rows()}
                  text={(row) => `${row.server} ${row.metric} ${terms.metric(row.metric)}`}
                  row={(row) => (
                    <TrendCells row={row} left={leftOf(row)} perDay={perDay} span={found().span} />
                  )}
                  about={t('trend.about')}
                  name="trends"
                  table={table}
                />
              </>
            )}
          </Show>
        )}
      </Analysed>
    </>
  );
}

function TrendCells(props: {
  row: ShownTrend;
  left: Ms | undefined;
  perDay: (slope: number) => number;
  span: Ms;
}) {
  const { t, format, terms, value, delta } = useInsightWords();
  const isRising = () => props.row.trend.direction === 'rising';
  const margin = () =>
    `±\u00a0${delta(props.row.metric, props.perDay(props.row.trend.margin)).replace('+', '')}`;
  /** Days are enough for what is days away. */
  const when = (at: EpochMs | undefined) =>
    at === undefined
      ? t('trend.never')
      : format.time(at, (props.left ?? 0) > 2 * DAY ? 'date' : 'full');
  const interval = (reach: NonNullable<ShownTrend['reach']>) => {
    const [early, late] = [when(reach.early), when(reach.late)];
    return early === late ? early : t('trend.reachRange', { early, late });
  };
  return (
    <>
      <th scope="row">
        <ServerLink name={props.row.server} />
      </th>
      <td>{terms.metric(props.row.metric)}</td>
      <td class="insight-course">
        <CoursePair
          after={props.row.course}
          label={t('trend.courseOf', {
            metric: terms.metric(props.row.metric),
            server: props.row.server,
            span: { n: props.span, unit: 'ms' },
          })}
        />
      </td>
      <td class="num">
        <span class="insight-direction">
          <Show when={isRising()} fallback={<MoveDownRight size={14} aria-hidden="true" />}>
            <MoveUpRight size={14} aria-hidden="true" />
          </Show>
          <span class="visually-hidden">{t(`trend.${isRising() ? 'rising' : 'falling'}`)}</span>
          <b>{delta(props.row.metric, props.perDay(props.row.trend.slope))}</b>
        </span>
      </td>
      <td class="num muted">{margin()}</td>
      <td>
        <span class="insight-bar" data-tone="accent">
          <i style={{ '--share': props.row.trend.fit }} />
          <span class="num">{format.number(props.row.trend.fit, 2)}</span>
        </span>
      </td>
      <td class="num insight-reach">
        <Show
          when={props.row.reach && props.left !== undefined ? props.row.reach : undefined}
          fallback="–"
        >
          {(reach) => (
            <>
              <b>
                {t('trend.reachAt', {
                  limit: value(props.row.metric, reach().limit),
                  left: { n: props.left ?? 0, unit: 'ms' },
                })}
              </b>
              <small>{interval(reach())}</small>
            </>
          )}
        </Show>
      </td>
    </>
  );
}
