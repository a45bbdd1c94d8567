/** A result over time: one line per series, with its legend and the table of newest values behind. */
import { createMemo, createSignal, For, lazy, Show, Suspense } from 'solid-js';
import type { ChartLine } from '../../charts/plot-data.ts';
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
  const all = createMemo(() => linesOf(props.result.matrix));
  /** The one line that is looked at; a live answer keeps it as long as it has it. */
  const [only, setOnly] = createSignal<string>();
  const lines = createMemo(() => {
    const one = all().filter(({ label }) => label === only());
    return one.length > 0 ? one : all();
  });
  /** Newest sample of a line. */
  const last = ({ values }: ChartLine) => values.findLast((value) => !Number.isNaN(value));
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
        <For each={all()}>
          {(line) => (
            <li>
              <button
                type="button"
                title={t('legend.only')}
                aria-pressed={only() === line.label}
                data-faint={lines().length < all().length && only() !== line.label}
                onClick={() => setOnly(only() === line.label ? undefined : line.label)}
              >
                <span
                  class="explore__key"
                  data-dashed={line.dashed}
                  style={{ '--line': `var(${line.color})` }}
                />
                <code>{line.label}</code>
                <b class="num">{format.value(last(line), unit())}</b>
              </button>
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
