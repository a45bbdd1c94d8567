/** One line of a settings card: a name, a hint, and the control that changes it. */
import { type JSX, Show } from 'solid-js';

/** @param props.for id of the control, where it is a single field; groups name themselves */
export function Setting(props: {
  label: string;
  hint?: string;
  for?: string;
  children: JSX.Element;
}) {
  return (
    <div class="setting">
      <div class="setting__words">
        <Show when={props.for} fallback={<p class="setting__label">{props.label}</p>}>
          {(id) => (
            <label class="setting__label" for={id()}>
              {props.label}
            </label>
          )}
        </Show>
        <Show when={props.hint}>
          <p class="setting__hint">{props.hint}</p>
        </Show>
      </div>
      <div class="setting__control">{props.children}</div>
    </div>
  );
}
