/** One choice of a few, all visible: a radio group that looks like a segmented control. */
import { createUniqueId, For, type JSX } from 'solid-js';

/** Native radios give arrow keys and the accessible name for free. */
export function Segmented<T extends string>(props: {
  label: string;
  options: readonly { value: T; label: JSX.Element }[];
  value: T;
  onChange: (value: T) => void;
}) {
  const name = createUniqueId();
  return (
    <div class="segmented" role="radiogroup" aria-label={props.label}>
      <For each={props.options}>
        {(option) => (
          <label class="segmented__option">
            <input
              class="visually-hidden"
              type="radio"
              name={name}
              checked={option.value === props.value}
              onChange={() => props.onChange(option.value)}
            />
            <span>{option.label}</span>
          </label>
        )}
      </For>
    </div>
  );
}
