/** The shape of a server's part in a trouble, for legends, rows and labels. */
import './impact-mark.css';
import { IMPACT_PATHS, type Marked } from '../impact-marks.ts';

/**
 * Hidden from assistive technology: the word stands beside it. Coloured by `.impact-mark[data-impact]`.
 * @param props.size edge in CSS px, default 14
 */
export function ImpactMark(props: { state: Marked; size?: number }) {
  return (
    <svg
      class="impact-mark"
      data-impact={props.state}
      width={props.size ?? 14}
      height={props.size ?? 14}
      viewBox="0 0 16 16"
      aria-hidden="true"
    >
      <path d={IMPACT_PATHS[props.state]} />
    </svg>
  );
}
