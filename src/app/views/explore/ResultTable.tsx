/** A result as a table: labels and the newest value of each series; the first rows, more on demand, all as CSV. */
import { Download } from 'lucide-solid';
import { createMemo, createSignal, For, Show } from 'solid-js';
import { ScrollRegion } from '../../widgets/ScrollRegion.tsx';
import { saveTable } from '../insight/save.ts';
import type { Evaluated } from './evaluation.ts';
import { rowsOf } from './result.ts';
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
  const save = () =>
    saveTable(
      'explore',
      [t('table.labels'), t('table.value')],
      rows().map(({ labels, value }) => [labels, value]),
    );
  const table = () => (
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
        <button type="button" class="button" data-kind="quiet" onClick={save}>
          <Download size={14} aria-hidden="true" />
          {t('csv')}
        </button>
      </div>
    </>
  );
  return (
    <Show when={props.isTwin} fallback={table()}>
      <details class="table-twin">
        <summary>{t('as.table')}</summary>
        {table()}
      </details>
    </Show>
  );
}
