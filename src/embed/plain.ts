/** Is a message plain data of a bearable size? Read without calling anything of it, before its meaning is looked at. */
import { EMBED_LIMITS } from './wire.ts';

/** Keys that reach a prototype when they are copied carelessly. */
const FORBIDDEN_KEYS: readonly string[] = ['__proto__', 'constructor', 'prototype'];

/**
 * Why a message is refused, or `undefined`: then it is a tree of plain objects, arrays, strings, finite numbers, booleans and `undefined`.
 * Cycles and shared parts, typed arrays, maps, dates, ports and the like are refused: no command needs them.
 * @param cargo the one file that may be in it; not read here
 */
export function impurityOf(message: unknown, cargo?: Blob): string | undefined {
  const seen = new Set<object>();
  let bytes = 0;
  let nodes = 0;
  const visit = (value: unknown, depth: number): string | undefined => {
    if (++nodes > EMBED_LIMITS.nodes) return 'too-large';
    if (value === undefined || value === null || typeof value === 'boolean') return undefined;
    if (typeof value === 'number') {
      bytes += 8;
      return Number.isFinite(value) ? undefined : 'not-finite';
    }
    if (typeof value === 'string') {
      bytes += 2 * value.length;
      return bytes > EMBED_LIMITS.bytes ? 'too-large' : undefined;
    }
    if (typeof value !== 'object') return 'not-plain';
    if (value === cargo) return undefined;
    if (depth >= EMBED_LIMITS.depth) return 'too-deep';
    if (seen.has(value)) return 'not-a-tree';
    seen.add(value);
    if (Array.isArray(value)) {
      if (value.length > EMBED_LIMITS.nodes) return 'too-large';
      for (const item of value) {
        const fault = visit(item, depth + 1);
        if (fault) return fault;
      }
      return undefined;
    }
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) return 'not-plain';
    for (const key of Object.keys(value)) {
      if (FORBIDDEN_KEYS.includes(key)) return 'forbidden-key';
      bytes += 2 * key.length;
      const fault = visit((value as Readonly<Record<string, unknown>>)[key], depth + 1);
      if (fault) return fault;
    }
    return bytes > EMBED_LIMITS.bytes ? 'too-large' : undefined;
  };
  return visit(message, 0);
}

/** A plain object's fields; `undefined` for anything else. Only own keys are ever read from it. */
export function fieldsOf(value: unknown): ReadonlyMap<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? new Map(Object.entries(value))
    : undefined;
}
