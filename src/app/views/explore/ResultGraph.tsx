/** A result over time: one line per series, with its legend and the table of newest values behind. */
import { createMemo, createSignal, For, lazy, Show, Suspense } from 'solid-js';
import { TimeChart } from '../../charts/TimeChart.tsx';
import type { Evaluated } from './evaluation.ts';
import { ResultTable } from './ResultTable.tsx';
import { hasUndrawable, linesOf, MOST_LINES } from './result.ts';
import { unitOf } from './unit.ts';
import { useExploreWords } from './words.ts';

const TimeZoom = lazy(() => import('../../widgets/TimeZoom.tsx'));

/** @param props.result a range result with at least one series */
export function ResultGraph(props: { result: Evaluated }) {
  const { t, format } = useExploreWords();
  const lines = createMemo(() => linesOf(props.result.matrix));
  const unit = () => unitOf(props.result.promql);
  const [host, setHost] = createSignal<HTMLElement>();
  const start = () => props.result.matrix.start;
  const end = () => start() + (props.result.matrix.length - 1) * props.result.matrix.step;
  const count = () => props.result.matrix.series.length;
  return (
    <>
      <Suspense>
        <TimeZoom host={host()} window={{ from: start(), to: end() }} />
      </Suspense>
      <div class="explore__chart" ref={setHost}>
        <TimeChart
          label={t('chart.label', { promql: props.result.promql })}
          from={start()}
          to={end()}
          unit={unit()}
          format={format}
          lines={lines()}
          timeLabels
        />
      </div>
      <ul class="explore__legend">
        <For each={lines()}>
          {(line) => (
            <li>
              <span
                class="explore__key"
                data-dashed={line.dashed}
                style={{ '--line': `var(${line.color})` }}
              />
              <code>{line.label}</code>
            </li>
          )}
        </For>
      </ul>
      <Show when={hasUndrawable(props.result.matrix)}>
        <p class="muted">{t('result.undrawable')}</p>
      </Show>
      <Show when={count() > MOST_LINES}>
        <p class="muted">{t('result.some', { shown: MOST_LINES, count: count() })}</p>
      </Show>
      <ResultTable result={props.result} isTwin />
    </>
  );
}
