/** Servers compared on one chart, as a link says it: `latency_p95~web-01,web-02`. */

/** Most servers on one chart: as many as there are colours and strokes. */
export const MOST_COMPARED = 8;

/** Who is compared, by what. */
export interface Comparison {
  readonly metric: string;
  readonly names: readonly string[];
}

/** Reads the link's text; nobody is compared where there is none. Names beyond the eighth are left out. */
export function readComparison(text: string | undefined): Comparison {
  const [metric = '', list = ''] = (text ?? '').split('~', 2);
  const names = list.split(',').filter((name) => name !== '');
  return { metric, names: [...new Set(names)].slice(0, MOST_COMPARED) };
}

/** Writes it; `undefined` when nobody is compared. Names with a comma cannot be compared and are left out. */
export function writeComparison({ metric, names }: Comparison): string | undefined {
  const kept = names.filter((name) => !/[,~]/.test(name));
  return kept.length === 0 ? undefined : `${metric}~${kept.join()}`;
}

/** The same with one server more or less; a full comparison takes no more. */
export function toggled(comparison: Comparison, name: string): Comparison {
  const { names } = comparison;
  if (names.includes(name))
    return { ...comparison, names: names.filter((other) => other !== name) };
  return names.length >= MOST_COMPARED ? comparison : { ...comparison, names: [...names, name] };
}
