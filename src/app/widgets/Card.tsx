/** The surface everything stands on: a titled section. */
import { createUniqueId, type JSX, Show } from 'solid-js';

/**
 * Section with an h2. Children stand edge to edge; wrap running content in `.card__body` for the padding and
 * a last line in `.card__foot`.
 * @param props.note quiet text after the title
 * @param props.actions controls at the end of the head
 */
export function Card(props: {
  title: JSX.Element;
  note?: JSX.Element;
  actions?: JSX.Element;
  class?: string;
  children: JSX.Element;
}) {
  const id = createUniqueId();
  return (
    <section class={`card ${props.class ?? ''}`} aria-labelledby={id}>
      <header class="card__head">
        <h2 id={id}>{props.title}</h2>
        <Show when={props.note}>
          <p class="card__note">{props.note}</p>
        </Show>
        <Show when={props.actions}>
          <div class="card__actions">{props.actions}</div>
        </Show>
      </header>
      {props.children}
    </section>
  );
}
