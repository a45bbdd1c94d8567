/** Functions of one number by their PromQL name. */

const DEGREE = Math.PI / 180;

/** Vector to vector, value by value. */
export const MATHS: ReadonlyMap<string, (x: number) => number> = new Map<
  string,
  (x: number) => number
>([
  ['abs', Math.abs],
  ['ceil', Math.ceil],
  ['floor', Math.floor],
  ['exp', Math.exp],
  ['sqrt', Math.sqrt],
  ['ln', Math.log],
  ['log2', Math.log2],
  ['log10', Math.log10],
  ['sgn', Math.sign],
  ['sin', Math.sin],
  ['cos', Math.cos],
  ['tan', Math.tan],
  ['asin', Math.asin],
  ['acos', Math.acos],
  ['atan', Math.atan],
  ['sinh', Math.sinh],
  ['cosh', Math.cosh],
  ['tanh', Math.tanh],
  ['asinh', Math.asinh],
  ['acosh', Math.acosh],
  ['atanh', Math.atanh],
  ['deg', (x) => x / DEGREE],
  ['rad', (x) => x * DEGREE],
]);

/** The greater number as Go has it: +Inf wins over NaN. */
export function greater(x: number, y: number): number {
  const isEndless = x === Number.POSITIVE_INFINITY || y === Number.POSITIVE_INFINITY;
  return isEndless ? Number.POSITIVE_INFINITY : Math.max(x, y);
}

/** The lesser number as Go has it: −Inf wins over NaN. */
export function lesser(x: number, y: number): number {
  return -greater(-x, -y);
}
