/** Moments of one server unlike its own past: its score over time, the line, the strongest moments and what made them. */
import { createMemo, For, Show } from 'solid-js';
import { type EpochMs, formatInstant, HOUR, type Ms } from '../../../core/domain/time.ts';
import { useSession } from '../../session.ts';
import { Card } from '../../widgets/Card.tsx';
import { Export } from '../../widgets/Export.tsx';
import { ScrollRegion } from '../../widgets/ScrollRegion.tsx';
import { Skeleton } from '../../widgets/Skeleton.tsx';
import { TableHead } from '../../widgets/TableHead.tsx';
import { axis } from '../../widgets/timeline-scale.ts';
import { createAnalysis } from './analysis.ts';
import { RunLine } from './RunLine.tsx';
import { OpenServer } from './ServerLink.tsx';
import { useInsightWords } from './words.ts';

const POINTS = 360;
const HEIGHT = 100;
/** Rows of the table: the strongest. */
const MOST_ROWS = 12;
/** Width the axis' labels are laid out for, CSS px. */
const AXIS_WIDTH = 420;

export function Moments(props: {
  workerUrl: string;
  instant: EpochMs | undefined;
  server: string;
  contamination: number;
}) {
  const session = useSession();
  const { t, format, terms, value } = useInsightWords();
  const span = (): Ms => Math.max(session.session().range, HOUR);
  const analysis = createAnalysis(
    props.workerUrl,
    () =>
      props.instant === undefined
        ? undefined
        : {
            t: props.instant,
            server: props.server,
            contamination: props.contamination,
            span: span(),
          },
    async (asked, port, { call, fleet }, signal) => {
      const all = fleet();
      if (!all) throw new Error('no fleet is open');
      const block = await call(
        'samples',
        {
          ...{ start: asked.t - asked.span, end: asked.t, servers: [asked.server] },
          most: all.metrics.length * POINTS,
        },
        signal,
      );
      const { start, step, length } = block;
      const { contamination } = asked;
      const ranking = await port.call('moments', { fleet: all, block, contamination }, signal);
      return { ...ranking, start, step, length, server: asked.server };
    },
  );
  const scale = createMemo(() => {
    const found = analysis.value();
    const most = found?.all.reduce((top, { score }) => Math.max(top, score), 0.6) ?? 0.6;
    return { low: 0.3, high: Math.min(1, most + 0.04) };
  });
  const y = (score: number) =>
    HEIGHT * (1 - (Math.max(score, scale().low) - scale().low) / (scale().high - scale().low));
  const course = createMemo(() => {
    let path = '';
    let last = -2;
    for (const { row, score } of analysis.value()?.all ?? []) {
      path += `${row === last + 1 ? 'L' : 'M'}${row} ${y(score).toFixed(1)}`;
      last = row;
    }
    return path;
  });
  const marks = createMemo(() =>
    (analysis.value()?.outliers ?? [])
      .map(({ row, score }) => `M${row} ${y(score).toFixed(1)}h.01`)
      .join(''),
  );
  const at = (row: number) => {
    const found = analysis.value();
    return found ? found.start + row * found.step : Number.NaN;
  };
  const ticks = () => {
    const found = analysis.value();
    return found ? axis(found.start, at(found.length), format.zone(), AXIS_WIDTH, format.time) : [];
  };
  let figure: HTMLDivElement | undefined;
  const table = () => ({
    head: ['server', 'time', 'score', 'line', 'isolated_by'],
    rows: (analysis.value()?.outliers ?? []).map((one) => [
      ...[props.server, formatInstant(at(one.row)), one.score, analysis.value()?.line],
      one.reasons.map((reason) => `${reason.metric}=${reason.value}`).join(' '),
    ]),
  });

  return (
    <Card
      title={t('outlier.moments', { server: props.server })}
      note={t('outlier.momentsNote', { span: { n: span(), unit: 'ms' } })}
      actions={
        <>
          <OpenServer name={props.server} />
          <Export
            name={`moments-${props.server}`}
            what={t('outlier.moments', { server: props.server })}
            table={table}
            figure={() => figure}
          />
        </>
      }
    >
      <RunLine analysis={analysis} />
      <Show when={analysis.value()} fallback={<Skeleton lines={6} />}>
        {(found) => (
          <>
            <div class="moments" ref={figure}>
              <svg
                viewBox={`0 0 ${Math.max(1, found().length - 1)} ${HEIGHT}`}
                preserveAspectRatio="none"
                role="img"
                aria-label={t('outlier.chart', {
                  server: props.server,
                  line: format.value(found().line, '1'),
                })}
              >
                <path class="moments__course" d={course()} />
                <path class="moments__line" d={`M0 ${y(found().line)}H${found().length}`} />
                <path class="moments__marks" d={marks()} />
              </svg>
              <span class="moments__label num" style={{ '--y': y(found().line) / HEIGHT }}>
                {t('outlier.line', { line: format.value(found().line, '1') })}
              </span>
              <div class="state-axis moments__axis" aria-hidden="true">
                <div>
                  <For each={ticks()}>
                    {(tick) => (
                      <span
                        class="num"
                        style={{
                          '--x':
                            (tick.t - found().start) / Math.max(1, found().length * found().step),
                        }}
                      >
                        {tick.label}
                      </span>
                    )}
                  </For>
                </div>
              </div>
            </div>
            <ScrollRegion
              class="insight-scroll"
              label={t('region', { title: t('outlier.moments', { server: props.server }) })}
            >
              <table class="table insight-table">
                <TableHead
                  columns={[
                    { label: t('outlier.moment') },
                    { label: t('outlier.score'), isNumber: true },
                    { label: t('outlier.why') },
                  ]}
                />
                <tbody>
                  <For
                    each={found().outliers.slice(0, MOST_ROWS)}
                    fallback={
                      <tr>
                        <td colSpan={3} class="muted">
                          {t('outlier.momentsNone')}
                        </td>
                      </tr>
                    }
                  >
                    {(one) => (
                      <tr>
                        <th scope="row" class="insight-when">
                          {format.time(at(one.row), 'full')}
                        </th>
                        <td class="num">
                          <b>{format.value(one.score, '1')}</b>
                        </td>
                        <td class="num insight-why">
                          {one.reasons
                            .map(
                              (reason) =>
                                `${terms.metric(reason.metric, 'short')} ${value(reason.metric, reason.value)}`,
                            )
                            .join(', ')}
                        </td>
                      </tr>
                    )}
                  </For>
                </tbody>
              </table>
            </ScrollRegion>
          </>
        )}
      </Show>
    </Card>
  );
}
