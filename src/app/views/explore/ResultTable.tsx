/** A result as a table: labels and the newest value of each series; the first rows, more on demand, all as files. */
import { createMemo, createSignal, For, Show } from 'solid-js';
import { Export } from '../../widgets/Export.tsx';
import { ScrollRegion } from '../../widgets/ScrollRegion.tsx';
import type { Evaluated } from './evaluation.ts';
import { rowsOf, seriesOf } from './result.ts';
import { unitOf } from './unit.ts';
import { useExploreWords } from './words.ts';

const PAGE = 100;

/** @param props.isTwin folded, behind a graph of the same */
export function ResultTable(props: { result: Evaluated; isTwin?: boolean }) {
  const { t, format } = useExploreWords();
  const [shown, setShown] = createSignal(PAGE);
  const rows = createMemo(() => rowsOf(props.result.matrix));
  const end = () =>
    props.result.matrix.start + (props.result.matrix.length - 1) * props.result.matrix.step;
  const caption = () =>
    t('table.caption', { promql: props.result.promql, time: format.time(end(), 'full') });
  let foot!: HTMLDivElement;
  const table = () => ({
    head: [t('table.labels'), t('table.value')],
    rows: rows().map(({ labels, value }) => [labels, value]),
  });
  /** A range answer: every line with all its points. */
  const series = () => seriesOf(props.result.matrix, props.result.promql);
  const shownTable = () => (
    <>
      <ScrollRegion class="explore__table" label={caption()} isLong>
        <table class="table">
          <caption class="visually-hidden">{caption()}</caption>
          <thead>
            <tr>
              <th scope="col">{t('table.labels')}</th>
              <th scope="col" class="num">
                {t('table.value')}
              </th>
            </tr>
          </thead>
          <tbody>
            <For each={rows().slice(0, shown())}>
              {(row) => (
                <tr>
                  <th scope="row">
                    <code>{row.labels}</code>
                  </th>
                  <td class="num">{format.value(row.value, unitOf(props.result.promql))}</td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </ScrollRegion>
      <div class="explore__foot">
        <Show when={rows().length > shown()}>
          <button type="button" class="button" onClick={() => setShown(shown() + PAGE)}>
            {t('table.more', { count: Math.min(PAGE, rows().length - shown()) })}
          </button>
        </Show>
      </div>
    </>
  );
  return (
    <>
      <Show when={props.isTwin} fallback={shownTable()}>
        <details class="table-twin">
          <summary>{t('as.table')}</summary>
          {shownTable()}
        </details>
      </Show>
      <div class="explore__foot" ref={foot}>
        <Export
          name="explore"
          what={props.result.promql}
          {...(props.isTwin ? { series } : { table })}
          figure={() => foot.closest('.explore__result') ?? undefined}
        />
      </div>
    </>
  );
}
