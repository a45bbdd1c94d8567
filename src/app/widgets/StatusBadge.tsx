/** Status as shape, colour and word. */
import type { JSX } from 'solid-js';
import type { Status } from '../../core/domain/incident.ts';
import { StatusMark } from './StatusMark.tsx';
import { useTerms } from './terms.ts';

/** Chip with the mark and the word; `children` replaces the word (a count, a longer sentence). */
export function StatusBadge(props: { status: Status; children?: JSX.Element }) {
  const terms = useTerms();
  return (
    <span class="badge" data-status={props.status}>
      <StatusMark status={props.status} size={12} />
      {props.children ?? terms.status(props.status)}
    </span>
  );
}
