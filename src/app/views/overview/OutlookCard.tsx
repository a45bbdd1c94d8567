/** Fleet, next 24 hours: how busy it gets, which limits come near and when, what to do, and what all that stands on. */
import './outlook.css';
import { Lightbulb } from 'lucide-solid';
import { createEffect, createMemo, For, Show } from 'solid-js';
import type { SeriesAhead } from '../../../core/forecast/ahead.ts';
import { createFleetAhead, useAheadWords } from '../../ahead.ts';
import { aheadHead, aheadRow } from '../../ahead-table.ts';
import { ConeChart } from '../../charts/ConeChart.tsx';
import { useEngine } from '../../engine.tsx';
import { useScope } from '../../scope.ts';
import { useSession } from '../../session.ts';
import { AheadEvidence } from '../../widgets/AheadEvidence.tsx';
import { Card } from '../../widgets/Card.tsx';
import { Confidence } from '../../widgets/Confidence.tsx';
import { ErrorCard } from '../../widgets/ErrorCard.tsx';
import { Host } from '../../widgets/Host.tsx';
import { Skeleton } from '../../widgets/Skeleton.tsx';
import { TableTwin } from '../../widgets/TableTwin.tsx';
import { useTerms } from '../../widgets/terms.ts';

/** Series listed; the table has all. */
const LISTED = 6;
/** Predicted anomalies listed. */
const MOST_UNUSUAL = 4;

/** @param props.onReady told once the first answer, or an error, is there */
export default function OutlookCard(props: { onReady?: (ready: boolean) => void }) {
  const engine = useEngine();
  const terms = useTerms();
  const words = useAheadWords();
  const { t, format } = words;
  const ahead = createFleetAhead(engine);
  createEffect(() => props.onReady?.(ahead() !== undefined || ahead.error() !== undefined));
  const share = () => (engine.ahead()?.of === 'fleet' ? engine.ahead()?.share : 0);
  const scope = useScope();
  /** Of the servers in scope; the means are the fleet's. */
  const listed = createMemo(() => {
    const names = scope.members()?.names;
    return (ahead()?.series ?? []).filter(({ server }) => !names || names.has(server ?? ''));
  });
  const all = () => [...(ahead()?.means ?? []), ...listed()];
  const unusual = createMemo(() =>
    all()
      .flatMap((one) => one.unusual.map((span) => ({ ...span, one })))
      .sort((a, b) => a.start - b.start),
  );
  const isCalm = () =>
    listed().every(({ outlook }) => outlook?.kind !== 'over' && outlook?.kind !== 'crossing');
  const standsOn = () => {
    const mean = ahead()?.means.at(0);
    return mean && words.basis(mean.basis);
  };

  return (
    <Card
      class="fleet-outlook"
      title={t('title.fleet')}
      note={<Show when={standsOn()}>{(basis) => <span class="num">{basis()}</span>}</Show>}
    >
      <Show when={ahead.error()}>{(error) => <ErrorCard error={error()} />}</Show>
      <Show
        when={ahead()}
        fallback={
          <div class="card__body" aria-busy="true">
            <p class="muted">{t(ahead.loading() ? 'progress' : 'waiting')}</p>
            <progress
              class="fleet-outlook__progress"
              max={1}
              value={share()}
              aria-label={t('progress')}
            />
            <Skeleton lines={4} />
          </div>
        }
      >
        {(found) => (
          <>
            <div class="fleet-outlook__body">
              <section class="fleet-outlook__means" aria-labelledby="fleet-outlook-means">
                <h3 id="fleet-outlook-means" class="num">
                  {found().meanServers < found().servers
                    ? t('means.sampled', {
                        n: format.number(found().meanServers, 0),
                        all: format.number(found().servers, 0),
                      })
                    : t('means.sample', { n: found().servers })}
                </h3>
                <ul>
                  <For each={found().means}>{(one) => <Mean series={one} />}</For>
                </ul>
              </section>
              <section class="fleet-outlook__limits" aria-labelledby="fleet-outlook-limits">
                <h3 id="fleet-outlook-limits">{t(isCalm() ? 'crossings.none' : 'crossings')}</h3>
                <ol>
                  <For each={listed().slice(0, LISTED)}>
                    {(one) => <Row series={one} at={found().t} />}
                  </For>
                </ol>
                <Show when={found().screened > 0}>
                  <p class="fleet-outlook__note num">
                    {t('screened', {
                      n: format.number(found().screened, 0),
                      shown: format.number(found().series.length, 0),
                    })}
                  </p>
                </Show>
              </section>
              <section class="fleet-outlook__unusual" aria-labelledby="fleet-outlook-unusual">
                <h3 id="fleet-outlook-unusual">{t('anomalies.title')}</h3>
                <ul class="num">
                  <For
                    each={unusual().slice(0, MOST_UNUSUAL)}
                    fallback={<li>{t('anomalies.none')}</li>}
                  >
                    {(span) => (
                      <li>
                        <b>
                          {span.one.server === undefined
                            ? terms.metric(span.one.metric, 'short')
                            : t('where', {
                                metric: terms.metric(span.one.metric, 'short'),
                                server: span.one.server,
                              })}
                        </b>{' '}
                        {t(`unusual.${span.direction}`, {
                          from: format.time(span.start, 'minute'),
                          duration: format.duration(span.end - span.start),
                        })}
                      </li>
                    )}
                  </For>
                </ul>
                <Show when={engine.provenance()?.kind === 'simulated'}>
                  <p class="fleet-outlook__note">{t('basis.simulated')}</p>
                </Show>
              </section>
            </div>
            <div class="fleet-outlook__table">
              <TableTwin
                caption={t('table')}
                head={aheadHead(words)}
                rows={all().map((one) => aheadRow(one, found().t, words, terms, true))}
              />
            </div>
          </>
        )}
      </Show>
    </Card>
  );
}

function Mean(props: { series: SeriesAhead }) {
  const terms = useTerms();
  const words = useAheadWords();
  const { t, format } = words;
  const args = () => ({
    value: words.value(props.series.peak, props.series.metric),
    time: format.time(props.series.peakAt, 'minute'),
  });
  return (
    <li>
      <p class="num">
        <b>{terms.metric(props.series.metric, 'short')}</b>
        <span>{t('now', { value: words.value(props.series.now, props.series.metric) })}</span>
        <span>{t('peak', args())}</span>
      </p>
      <ConeChart
        series={props.series}
        label={t('chart', {
          metric: terms.metric(props.series.metric),
          now: words.value(props.series.now, props.series.metric),
          peak: args().value,
          time: args().time,
        })}
      />
      <p class="fleet-outlook__note num">
        {words.measured(props.series.shares, props.series.relativeError)}
      </p>
    </li>
  );
}

function Row(props: { series: SeriesAhead; at: number }) {
  const session = useSession();
  const words = useAheadWords();
  const { t } = words;
  const server = () => props.series.server ?? '';
  return (
    <li data-kind={props.series.outlook?.kind}>
      <p class="fleet-outlook__where">
        <a href={session.href({ view: 'server', selected: server() })}>
          <Host name={server()} />
        </a>
        <Show when={!Number.isNaN(props.series.confidence)}>
          <Confidence share={props.series.confidence} />
        </Show>
      </p>
      <p class="fleet-outlook__when num">{words.room(props.series, props.at)}</p>
      <Show when={props.series.advice}>
        {(advice) => (
          <p class="fleet-outlook__advice num">
            <Lightbulb size={13} aria-hidden="true" />
            <span>
              {t(`advice.${advice()}`, { server: server() })}{' '}
              <AheadEvidence series={props.series} />
            </span>
          </p>
        )}
      </Show>
    </li>
  );
}
