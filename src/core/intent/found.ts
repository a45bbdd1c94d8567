/** Something read from a text, and the stretch [at, end) that says it. */
export interface Found<T> {
  readonly value: T;
  readonly at: number;
  readonly end: number;
}

/** A text with stretches replaced by spaces: what is left may hold other slots. */
export function blank(
  text: string,
  stretches: readonly { readonly at: number; readonly end: number }[],
): string {
  let rest = text;
  for (const { at, end } of stretches)
    rest = rest.slice(0, at) + ' '.repeat(end - at) + rest.slice(end);
  return rest;
}
