/** How sure a model is: five pips and whole percent, always in the inferred colour. */
import { Index } from 'solid-js';
import { useTerms } from './terms.ts';

const PIPS = [1, 2, 3, 4, 5] as const;

/** @param props.share belief, 0–1 */
export function Confidence(props: { share: number }) {
  const terms = useTerms();
  const percent = () => `${Math.round(props.share * 100)}%`;
  return (
    <span class="confidence">
      <span class="visually-hidden">{terms.t('ui.confidence', { share: percent() })}</span>
      <span class="confidence__pips" aria-hidden="true">
        <Index each={PIPS}>
          {(pip) => <i data-on={pip() <= Math.round(props.share * 5) ? '' : undefined} />}
        </Index>
      </span>
      <span class="num" aria-hidden="true">
        {percent()}
      </span>
    </span>
  );
}
