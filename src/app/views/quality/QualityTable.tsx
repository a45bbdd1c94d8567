/** A table of figures wider or longer than its card. */
import type { JSX } from 'solid-js';
import { ScrollRegion } from '../../widgets/ScrollRegion.tsx';
import { type Head, TableHead } from '../../widgets/TableHead.tsx';
import { useQualityWords } from './words.ts';

/**
 * @param props.title of the table; the region's name says that it is a table, so that it differs from its card's
 * @param props.class of the table; left out: one row of figures per thing
 * @param props.children its `<tbody>`
 */
export function QualityTable(props: {
  title: string;
  class?: string;
  columns: readonly Head[];
  isLong?: boolean;
  children: JSX.Element;
}) {
  const { t } = useQualityWords();
  return (
    <ScrollRegion
      class="quality-scroll"
      label={t('table.region', { title: props.title })}
      isLong={props.isLong ?? false}
    >
      <table class={props.class ?? 'table quality-table'}>
        <TableHead columns={props.columns} />
        {props.children}
      </table>
    </ScrollRegion>
  );
}
