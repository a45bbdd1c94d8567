/** A table wider or longer than its card: scrolls on its own, by keyboard too. */
import type { JSX } from 'solid-js';
import { useQualityWords } from './words.ts';

/**
 * @param props.title of the table inside; the region's name says that it is a table, so that it differs from its card's
 * @param props.isLong whether it also scrolls downwards
 */
export function ScrollRegion(props: { title: string; isLong?: boolean; children: JSX.Element }) {
  const { t } = useQualityWords();
  const name = () => t('table.region', { title: props.title });
  const long = () => (props.isLong ? '' : undefined);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (axe: scrollable-region-focusable).
    <section class="quality-scroll" tabIndex={0} aria-label={name()} data-long={long()}>
      {props.children}
    </section>
  );
}
