/** An estimate as a bar with its interval: 0 at the start, 1 at the end. The numbers stand beside it. */

/**
 * Decoration only. All three are shares of the bar; NaN draws an empty track.
 * @param props.tone `good` for what should be long, `bad` for what should be short
 */
export function Whisker(props: { value: number; low: number; high: number; tone: 'good' | 'bad' }) {
  const at = (x: number) => Math.min(1, Math.max(0, x || 0));
  return (
    <span class="whisker" data-tone={props.tone} aria-hidden="true">
      <i class="whisker__bar" style={{ '--value': at(props.value) }} />
      <i
        class="whisker__range"
        style={{ '--low': at(props.low), '--high': at(props.high) }}
        hidden={Number.isNaN(props.value)}
      />
    </span>
  );
}

const LEAST = 0.01;
const MOST = 1000;

/** Place of a rate on a logarithmic bar from 0.01 to 1,000; 0 for less. */
export function onLogScale(x: number): number {
  return x <= LEAST ? 0 : Math.log(x / LEAST) / Math.log(MOST / LEAST);
}
