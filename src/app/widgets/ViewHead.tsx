/** The head of a screen: its title, a line of what it is, and tools at the end. */
import './view-head.css';
import { type JSX, Show } from 'solid-js';

/** @param props.children the tools; none when left out */
export function ViewHead(props: { title: string; note: string; children?: JSX.Element }) {
  return (
    <header class="view-head">
      <h1>{props.title}</h1>
      <p class="muted">{props.note}</p>
      <Show when={props.children}>{(tools) => <div class="view-head__tools">{tools()}</div>}</Show>
    </header>
  );
}
