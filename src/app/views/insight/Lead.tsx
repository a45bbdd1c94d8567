/** The sentence an analysis opens with: what it found, or that there is nothing, with proof. */
import { Check, Sparkles } from 'lucide-solid';
import { type JSX, Show } from 'solid-js';

/** @param props.calm whether nothing was found */
export function Lead(props: { calm?: boolean; note?: JSX.Element; children: JSX.Element }) {
  return (
    <div class="insight-lead" data-calm={props.calm ? '' : undefined}>
      <Show when={props.calm} fallback={<Sparkles size={16} aria-hidden="true" />}>
        <Check size={16} aria-hidden="true" />
      </Show>
      <p>{props.children}</p>
      <Show when={props.note}>
        <small class="num">{props.note}</small>
      </Show>
    </div>
  );
}
