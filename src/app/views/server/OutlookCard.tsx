/** Next 24 hours of a server: each metric's expected course, its limit, what to do about it, and what all that stands on. */
import './outlook.css';
import { Lightbulb, TrendingUp } from 'lucide-solid';
import { createMemo, For, Show } from 'solid-js';
import type { Server } from '../../../core/domain/fleet.ts';
import type { SeriesAhead } from '../../../core/forecast/ahead.ts';
import type { ServerAhead } from '../../../core/forecast/fleet-ahead.ts';
import { byUrgency } from '../../../core/forecast/urgency.ts';
import { useAheadWords } from '../../ahead.ts';
import { aheadHead, aheadRow } from '../../ahead-table.ts';
import { ConeChart } from '../../charts/ConeChart.tsx';
import { type Query, useEngine } from '../../engine.tsx';
import { AheadEvidence } from '../../widgets/AheadEvidence.tsx';
import { Card } from '../../widgets/Card.tsx';
import { Confidence } from '../../widgets/Confidence.tsx';
import { ErrorCard } from '../../widgets/ErrorCard.tsx';
import { Skeleton } from '../../widgets/Skeleton.tsx';
import { TableTwin } from '../../widgets/TableTwin.tsx';
import { useTerms } from '../../widgets/terms.ts';

/** Metrics drawn; the others stand in the table. */
const DRAWN = ['cpu', 'memory', 'disk', 'request_rate'];
const MOST_DRAWN = 4;
/** Predicted anomalies listed; the first ones. */
const MOST_UNUSUAL = 4;

/** @param props.ahead the look ahead the whole screen shares */
export default function OutlookCard(props: {
  server: Server;
  ahead: Query<ServerAhead | undefined>;
}) {
  const engine = useEngine();
  const terms = useTerms();
  const words = useAheadWords();
  const { t, format } = words;
  /** What was answered for another server says nothing here. */
  const mine = createMemo(() => {
    const answer = props.ahead();
    return answer?.server === props.server.name ? answer : undefined;
  });
  const series = () => mine()?.series ?? [];
  const at = () => mine()?.t ?? 0;
  const drawn = createMemo(() => {
    const urgent = [...series()].sort(byUrgency).filter(({ outlook }) => isPressing(outlook?.kind));
    const usual = DRAWN.flatMap((id) => series().find(({ metric }) => metric === id) ?? []);
    return [...new Set([...urgent, ...usual, ...series()])].slice(0, MOST_DRAWN);
  });
  const advised = () =>
    series()
      .filter(({ advice }) => advice !== undefined)
      .sort(byUrgency);
  const unusual = () =>
    series()
      .flatMap((one) => one.unusual.map((span) => ({ ...span, metric: one.metric })))
      .sort((a, b) => a.start - b.start);
  const longest = () =>
    series().reduce<SeriesAhead | undefined>(
      (best, one) => (best && best.basis.span >= one.basis.span && best.basis.rhythm ? best : one),
      undefined,
    );

  const share = () => (engine.ahead()?.of === 'server' ? engine.ahead()?.share : 0);

  return (
    <Card
      class="outlook"
      title={t('title.server')}
      note={
        <Show when={longest()}>{(one) => <span class="num">{words.basis(one().basis)}</span>}</Show>
      }
    >
      <Show when={props.ahead.error()}>{(error) => <ErrorCard error={error()} />}</Show>
      <Show
        when={mine()}
        fallback={
          <div class="card__body" aria-busy="true">
            <p class="muted">{t(props.ahead.loading() ? 'progress' : 'waiting')}</p>
            <progress
              class="outlook__progress"
              max={1}
              value={share()}
              aria-label={t('progress')}
            />
            <Skeleton lines={4} />
          </div>
        }
      >
        <ul class="outlook__courses">
          <For each={drawn()}>
            {(one) => (
              <li data-metric={one.metric}>
                <p class="outlook__name">
                  {terms.metric(one.metric, 'short')}
                  <span class="num muted">
                    {t('now', { value: words.value(one.now, one.metric) })}
                  </span>
                </p>
                <ConeChart
                  series={one}
                  label={t('chart.of', {
                    metric: terms.metric(one.metric),
                    server: props.server.name,
                    now: words.value(one.now, one.metric),
                    peak: words.value(one.peak, one.metric),
                    time: format.time(one.peakAt, 'minute'),
                  })}
                />
                <p class="outlook__peak num">
                  {t('peak', {
                    value: words.value(one.peak, one.metric),
                    time: format.time(one.peakAt, 'minute'),
                  })}
                  <Show when={!Number.isNaN(one.confidence)}>
                    <Confidence share={one.confidence} />
                  </Show>
                </p>
                <p class="outlook__method num">{words.measured(one.shares, one.relativeError)}</p>
              </li>
            )}
          </For>
        </ul>
        <Show
          when={advised().length > 0}
          fallback={
            <p class="outlook__calm">
              <TrendingUp size={14} aria-hidden="true" />
              {t('crossings.none')}
            </p>
          }
        >
          <ul class="outlook__advice">
            <For each={advised()}>
              {(one) => (
                <li>
                  <Lightbulb size={14} aria-hidden="true" />
                  <div>
                    <Show when={one.advice}>
                      {(advice) => <b>{t(`advice.${advice()}`, { server: props.server.name })}</b>}
                    </Show>
                    <p class="num">
                      {words.limit(one, at())}. <AheadEvidence series={one} />
                    </p>
                  </div>
                </li>
              )}
            </For>
          </ul>
        </Show>
        <Show when={unusual().length > 0}>
          <ul class="outlook__unusual num">
            <For each={unusual().slice(0, MOST_UNUSUAL)}>
              {(span) => (
                <li>
                  <b>{terms.metric(span.metric, 'short')}</b>{' '}
                  {t(`unusual.${span.direction}`, {
                    from: format.time(span.start, 'minute'),
                    duration: format.duration(span.end - span.start),
                  })}
                </li>
              )}
            </For>
          </ul>
        </Show>
        <Show when={engine.provenance()?.kind === 'simulated'}>
          <p class="outlook__note">{t('basis.simulated')}</p>
        </Show>
        <div class="outlook__table">
          <TableTwin
            caption={`${t('table')}, ${props.server.name}`}
            head={aheadHead(words)}
            rows={series().map((one) => aheadRow(one, at(), words, terms))}
          />
        </div>
      </Show>
    </Card>
  );
}

const isPressing = (kind: string | undefined) => kind === 'over' || kind === 'crossing';
