/** Scores: performance and health of every server, worst first, and the terms that made them. */
import { createMemo, createSignal, Show } from 'solid-js';
import { type EpochMs, MINUTE } from '../../../core/domain/time.ts';
import { healthTerms } from '../../../core/insight/health.ts';
import { Skeleton } from '../../widgets/Skeleton.tsx';
import { createAnalysis, MOST_VALUES } from './analysis.ts';
import { Lead } from './Lead.tsx';
import { Pick } from './Pick.tsx';
import { RunLine } from './RunLine.tsx';
import { ScoreTerms } from './ScoreTerms.tsx';
import { dearestTerm, type ScoreRow } from './score-row.ts';
import { TableCard } from './TableCard.tsx';
import { useInsightWords } from './words.ts';

/** Samples steadiness is read from. */
const RECENT = 15 * MINUTE;
/** A worse performance is worth a sentence of its own. */
const POOR = 80;

export function ScoresTab(props: {
  workerUrl: string;
  instant: EpochMs | undefined;
  onIdle: (isIdle: boolean) => void;
}) {
  const { t, format } = useInsightWords();
  const [chosen, setChosen] = createSignal<string>();
  const analysis = createAnalysis(
    props.workerUrl,
    () => (props.instant === undefined ? undefined : { t: props.instant }),
    async (asked, port, { call, fleet, snapshot }, signal) => {
      const all = fleet();
      const now = snapshot();
      if (!all || !now) throw new Error('no fleet is open');
      const block = await call(
        'samples',
        { start: asked.t - RECENT, end: asked.t, most: MOST_VALUES },
        signal,
      );
      const found = await port.call(
        'performance',
        { fleet: all, values: now.values, block },
        signal,
      );
      props.onIdle(true);
      const size = all.servers.length;
      return found.map(
        (one, s): ScoreRow => ({
          ...one,
          health: now.health[s],
          costs: healthTerms(
            all,
            (m) => now.values[m * size + s],
            (m) => now.scores[m * size + s],
          ).map(({ metric, points }) => ({
            metric,
            points,
            value: now.values[all.metrics.findIndex(({ id }) => id === metric) * size + s],
          })),
        }),
      );
    },
  );
  const rows = createMemo(() => {
    const key = (x: number) => (Number.isNaN(x) ? 1000 : x);
    return [...(analysis.value() ?? [])].sort(
      (a, b) => key(a.score) - key(b.score) || key(a.health) - key(b.health),
    );
  });
  const worst = () => rows().find(({ score }) => !Number.isNaN(score));
  const picked = () => rows().find(({ server }) => server === chosen()) ?? rows().at(0);
  const whole = (x: number) => (Number.isNaN(x) ? '–' : format.number(Math.round(x), 0));
  const table = () => ({
    head: [
      ...['server', 'performance', 'health', 'latency', 'errors', 'headroom', 'steadiness'],
      'health_terms',
    ],
    rows: rows().map((row) => [
      ...[row.server, row.score, row.health],
      ...(['latency', 'errors', 'headroom', 'steadiness'] as const).map(
        (side) => row.terms.find((term) => term.side === side)?.points,
      ),
      row.costs.map(({ metric, points }) => `${metric}=-${points}`).join(' '),
    ]),
  });

  return (
    <>
      <RunLine analysis={analysis} />
      <Show
        when={worst()}
        fallback={
          <Show when={!analysis.error() && !analysis.isCancelled()}>
            <div class="card">
              <Skeleton lines={10} />
            </div>
          </Show>
        }
      >
        {(one) => (
          <>
            <Show
              when={one().score < POOR}
              fallback={
                <Lead calm>
                  {t('score.calm', { score: format.number(Math.floor(one().score), 0) })}
                </Lead>
              }
            >
              <Lead>
                {t('score.lead', {
                  server: one().server,
                  score: whole(one().score),
                  term: t(`score.side.${dearestTerm(one()).side}`).toLocaleLowerCase(
                    format.locale(),
                  ),
                })}
              </Lead>
            </Show>
            <div class="insight-pair">
              <TableCard
                title={t('score.title')}
                head={[
                  { label: t('server') },
                  { label: t('score.performance') },
                  { label: t('score.health') },
                ]}
                rows={rows()}
                text={(row) => row.server}
                row={(row) => (
                  <>
                    <th scope="row">
                      <Pick
                        server={row.server}
                        isPicked={row.server === picked()?.server}
                        label={t('score.pick', { server: row.server })}
                        onPick={setChosen}
                      />
                    </th>
                    <td>
                      <span class="insight-bar" data-tone="accent">
                        <i style={{ '--share': (row.score || 0) / 100 }} />
                        <b class="num">{whole(row.score)}</b>
                      </span>
                    </td>
                    <td>
                      <span class="insight-bar" data-tone="accent">
                        <i style={{ '--share': (row.health || 0) / 100 }} />
                        <b class="num">{whole(row.health)}</b>
                      </span>
                    </td>
                  </>
                )}
                about={t('score.about')}
                name="scores"
                table={table}
              />
              <Show when={picked()}>{(row) => <ScoreTerms row={row()} />}</Show>
            </div>
          </>
        )}
      </Show>
    </>
  );
}
