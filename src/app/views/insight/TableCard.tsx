/** A table of findings in a card: filter, export, rows in portions, what it is and how to read it. */
import { Search } from 'lucide-solid';
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js';
import type { ExportedTable } from '../../../core/formats/export-table.ts';
import { Card } from '../../widgets/Card.tsx';
import { Export } from '../../widgets/Export.tsx';
import { ScrollRegion } from '../../widgets/ScrollRegion.tsx';
import { type Head, TableHead } from '../../widgets/TableHead.tsx';
import { useInsightWords } from './words.ts';

/** Rows shown at once; more by a button. */
const PORTION = 50;

/**
 * @param props.text what the filter looks in, per row; left out: no filter
 * @param props.row cells of one row, the first a `<th scope="row">`
 * @param props.name of the exported file
 * @param props.table all rows with their numbers in full, to export
 */
export function TableCard<T>(props: {
  title: string;
  note?: JSX.Element;
  head: readonly Head[];
  rows: readonly T[];
  text?: (row: T) => string;
  row: (row: T) => JSX.Element;
  about?: string;
  name: string;
  table: () => ExportedTable;
}) {
  const { t, format } = useInsightWords();
  const [filter, setFilter] = createSignal('');
  const [limit, setLimit] = createSignal(PORTION);
  const found = createMemo(() => {
    const wanted = filter().trim().toLowerCase();
    const { text } = props;
    return wanted === '' || !text
      ? props.rows
      : props.rows.filter((row) => text(row).toLowerCase().includes(wanted));
  });
  return (
    <Card
      class="insight-table-card"
      title={props.title}
      note={props.note}
      actions={
        <>
          <Show when={props.text}>
            <span class="field insight-filter">
              <Search size={14} aria-hidden="true" />
              <input
                type="search"
                data-filter
                aria-label={t('filter')}
                placeholder={t('filter')}
                value={filter()}
                onInput={(event) => setFilter(event.currentTarget.value)}
              />
            </span>
          </Show>
          <Export name={props.name} what={props.title} table={props.table} />
        </>
      }
    >
      <ScrollRegion class="insight-scroll" label={t('region', { title: props.title })}>
        <table class="table insight-table">
          <TableHead columns={props.head} />
          <tbody>
            <For each={found().slice(0, limit())}>{(row) => <tr>{props.row(row)}</tr>}</For>
          </tbody>
        </table>
        <Show when={found().length === 0 && filter() !== ''}>
          <p class="insight-none muted">{t('none')}</p>
        </Show>
      </ScrollRegion>
      <Show when={found().length > limit()}>
        <button
          type="button"
          class="button insight-more"
          data-kind="quiet"
          onClick={() => setLimit((n) => n + PORTION)}
        >
          {t('more', { n: format.number(Math.min(PORTION, found().length - limit()), 0) })}
        </button>
      </Show>
      <Show when={props.about}>
        <p class="insight-about">{props.about}</p>
      </Show>
    </Card>
  );
}
