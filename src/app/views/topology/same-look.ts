/** Whether a newer picture of the same graph would look the same: then nothing large needs to be painted again. */
import type { NodePaint, Picture } from './picture.ts';

/** Steps of a health ring that can be told apart. */
const RING = 24;

/**
 * Compares two pictures.
 * @param far nodes are specks: neither rings nor small changes of size are drawn
 */
export function looksSame(a: Picture, b: Picture, far: boolean): boolean {
  if (a.graph !== b.graph || a.focus !== b.focus || a.impact?.of.kind !== b.impact?.of.kind)
    return false;
  if (a.pointer?.from !== b.pointer?.from || a.pointer?.label !== b.pointer?.label) return false;
  if (!sameMap(a.edges.labels, b.edges.labels)) return false;
  if (!sameList(a.edges.tone, b.edges.tone) || !sameList(a.edges.heat, b.edges.heat)) return false;
  if (!sameList(a.edges.step, b.edges.step)) return false;
  return a.nodes.every((node, i) => sameNode(node, b.nodes[i], far));
}

function sameNode(a: NodePaint, b: NodePaint, far: boolean): boolean {
  if (a.status !== b.status || a.tone !== b.tone || a.hop !== b.hop || a.label !== b.label)
    return false;
  if (a.impact?.cause !== b.impact?.cause || a.impact?.taken !== b.impact?.taken) return false;
  if (a.impact?.downstream !== b.impact?.downstream) return false;
  if (far) return true;
  return (
    a.note === b.note &&
    Math.abs(a.radius - b.radius) < 1 &&
    Object.is(Math.round(a.health * RING), Math.round(b.health * RING))
  );
}

function sameList(a: Uint8Array | Int8Array, b: Uint8Array | Int8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function sameMap(a: ReadonlyMap<number, string>, b: ReadonlyMap<number, string>): boolean {
  if (a.size !== b.size) return false;
  for (const [key, text] of a) if (b.get(key) !== text) return false;
  return true;
}
