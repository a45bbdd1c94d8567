/** The table behind a chart or canvas: the same numbers for readers, screen readers and copy-paste. */
import { createSignal, Index, Show } from 'solid-js';
import { ScrollRegion } from './ScrollRegion.tsx';
import { useTerms } from './terms.ts';

/** Folded by default; rows are built only while open. The first cell of a row is its header. */
export function TableTwin(props: {
  caption: string;
  /** What the fold is called where several stand together; "Data table" when left out. */
  label?: string;
  head: readonly string[];
  rows: readonly (readonly string[])[];
}) {
  const terms = useTerms();
  const [open, setOpen] = createSignal(false);
  return (
    <details class="table-twin" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{props.label ?? terms.t('ui.table')}</summary>
      <Show when={open()}>
        <ScrollRegion class="table-twin__scroll" label={props.caption}>
          <table class="table">
            <caption class="visually-hidden">{props.caption}</caption>
            <thead>
              <tr>
                <Index each={props.head}>{(name) => <th scope="col">{name()}</th>}</Index>
              </tr>
            </thead>
            <tbody>
              <Index each={props.rows}>
                {(row) => (
                  <tr>
                    <Index each={row()}>
                      {(cell, i) =>
                        i === 0 ? <th scope="row">{cell()}</th> : <td class="num">{cell()}</td>
                      }
                    </Index>
                  </tr>
                )}
              </Index>
            </tbody>
          </table>
        </ScrollRegion>
      </Show>
    </details>
  );
}
