/** Nothing to show, said with what to do next. */
import { type JSX, Show } from 'solid-js';

/** @param props.children the way forward: a sentence, a button, proof that all was checked */
export function EmptyState(props: { icon?: JSX.Element; title: string; children?: JSX.Element }) {
  return (
    <div class="empty">
      <Show when={props.icon}>
        <div class="empty__icon" aria-hidden="true">
          {props.icon}
        </div>
      </Show>
      <p class="empty__title">{props.title}</p>
      <Show when={props.children}>
        <div class="empty__body">{props.children}</div>
      </Show>
    </div>
  );
}
