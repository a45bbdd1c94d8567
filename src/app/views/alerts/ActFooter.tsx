/** The two acts at the foot of an alert's or an incident's panel: silence it for the time chosen above, or acknowledge it. */
import { BellOff, Check } from 'lucide-solid';
import type { ActDraft } from './ActForm.tsx';
import { useActs } from './use-acts.ts';

/**
 * @param props.target alert or incident id
 * @param props.draft the time and the note chosen in the panel
 */
export function ActFooter(props: {
  target: string;
  draft: ActDraft;
  isAcknowledged: boolean;
  silence: string;
  acknowledge: string;
}) {
  const acts = useActs();
  return (
    <>
      <button
        type="button"
        class="button alert-detail__act"
        onClick={() => void acts.silence(props.target, props.draft.duration(), props.draft.take())}
      >
        <BellOff size={14} aria-hidden="true" />
        {props.silence}
      </button>
      <button
        type="button"
        class="button alert-detail__act"
        data-kind="primary"
        disabled={props.isAcknowledged}
        onClick={() => void acts.acknowledge(props.target, props.draft.take())}
      >
        <Check size={14} aria-hidden="true" />
        {props.acknowledge}
      </button>
    </>
  );
}
