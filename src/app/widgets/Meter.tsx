/** Thin bar for a share, beside its number. */
import { Show } from 'solid-js';
import type { Status } from '../../core/domain/incident.ts';
import { useFormats } from '../i18n/i18n.tsx';

/**
 * @param props.value share, 0–1; clipped; NaN draws an empty track
 * @param props.status colours the bar; left out: neutral
 * @param props.label what is measured, read out with the percentage; empty when the number beside it already says it
 */
export function Meter(props: { value: number; status?: Status; label: string }) {
  const format = useFormats();
  const share = () => Math.min(1, Math.max(0, props.value || 0));
  return (
    <span class="meter">
      <Show when={props.label !== ''}>
        <span class="visually-hidden">{`${props.label} ${format.value(props.value, '1')}`}</span>
      </Show>
      <span class="meter__bar" style={{ '--share': share() }} data-status={props.status} />
    </span>
  );
}
