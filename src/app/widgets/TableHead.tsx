/** The row of column heads that every table of figures begins with. */
import { For, type JSX } from 'solid-js';

/** One column's head; numbers stand at the end of their column. */
export interface Head {
  readonly label: JSX.Element;
  readonly isNumber?: boolean;
}

export function TableHead(props: { columns: readonly Head[] }) {
  return (
    <thead>
      <tr>
        <For each={props.columns}>
          {(head) => (
            <th scope="col" class={head.isNumber ? 'num' : undefined}>
              {head.label}
            </th>
          )}
        </For>
      </tr>
    </thead>
  );
}
