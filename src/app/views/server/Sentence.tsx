/** A sentence with host names in it: names are set in the mono face and never broken at their hyphens. */
import { For } from 'solid-js';

/** @param props.names names to find in the text; the longest match wins */
export function Sentence(props: { text: string; names: readonly string[] }) {
  const parts = () => {
    const names = [...props.names].filter(Boolean).sort((a, b) => b.length - a.length);
    if (names.length === 0) return [props.text];
    const pattern = names.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
    return props.text.split(new RegExp(`(${pattern})`));
  };
  return (
    <For each={parts()}>
      {(part) => (props.names.includes(part) ? <span class="mono">{part}</span> : part)}
    </For>
  );
}
