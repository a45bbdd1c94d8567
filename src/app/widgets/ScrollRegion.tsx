/** A part of a card that scrolls on its own, by keyboard too. */
import type { JSX } from 'solid-js';

/**
 * @param props.label the region's name
 * @param props.isLong whether it also scrolls downwards; the caller's stylesheet decides how far
 */
export function ScrollRegion(props: {
  class: string;
  label: string;
  isLong?: boolean;
  children: JSX.Element;
}) {
  return (
    <section
      class={props.class}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (axe: scrollable-region-focusable).
      tabIndex={0}
      aria-label={props.label}
      data-long={props.isLong ? '' : undefined}
    >
      {props.children}
    </section>
  );
}
