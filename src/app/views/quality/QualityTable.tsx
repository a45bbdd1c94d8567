/** A table of figures wider or longer than its card. */
import type { JSX } from 'solid-js';
import { ScrollRegion } from '../../widgets/ScrollRegion.tsx';
import { useQualityWords } from './words.ts';

/** @param props.title of the table inside; the region's name says that it is a table, so that it differs from its card's */
export function QualityTable(props: { title: string; isLong?: boolean; children: JSX.Element }) {
  const { t } = useQualityWords();
  return (
    <ScrollRegion
      class="quality-scroll"
      label={t('table.region', { title: props.title })}
      isLong={props.isLong ?? false}
    >
      {props.children}
    </ScrollRegion>
  );
}
