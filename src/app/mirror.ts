/** The arrays of the newest snapshot in one buffer of the page's own, written over with every tick: nothing is left to the collector. */
import type { Snapshot } from '../core/domain/snapshot.ts';
import { mapArrays, viewLike } from '../core/numeric/arrays.ts';

/** Makes a function that copies a lent snapshot home. What it gave before then holds the new values: whoever compares ticks keeps copies. */
export function makeMirror(): (lent: Snapshot) => Snapshot {
  let own = new ArrayBuffer(0);
  return (lent) => {
    const { buffer } = lent.values;
    if (own.byteLength !== buffer.byteLength) own = new ArrayBuffer(buffer.byteLength);
    new Uint8Array(own).set(new Uint8Array(buffer));
    return mapArrays(lent, (array) => viewLike(array, own, array.byteOffset));
  };
}
