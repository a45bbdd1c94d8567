/** A number with its unit set smaller, as in tiles. */
import { Index, Show } from 'solid-js';

/** Splits formatted text into numbers and units: `412 ms`, `3 h 40 m`, `97%`. */
export function splitFigure(
  text: string,
): readonly { readonly n: string; readonly unit: string }[] {
  const parts = [...text.matchAll(/([\u2212–∞]?[\d.,]*)\s*([^\d\u2212]*)/g)]
    .map(([, n, unit]) => ({ n, unit: unit.trim() }))
    .filter((part) => part.n !== '' || part.unit !== '');
  return parts;
}

/** @param props.text formatted value with unit */
export function Figure(props: { text: string }) {
  return (
    <span class="figure num">
      <Index each={splitFigure(props.text)}>
        {(part) => (
          <>
            <b>{part().n}</b>
            <Show when={part().unit !== ''}>
              <small>{part().unit}</small>
            </Show>
          </>
        )}
      </Index>
    </span>
  );
}
