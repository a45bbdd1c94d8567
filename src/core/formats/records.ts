/** The first question asked of anything parsed. */

/** Whether a parsed value is an object with named members: not an array, not `null`. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
