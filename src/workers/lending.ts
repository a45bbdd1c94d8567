/** The arrays of a tick in one buffer that is lent to the page and comes back, so that neither thread leaves them to its collector. */
import { mapArrays, type Numbers, viewLike } from '../core/numeric/arrays.ts';

/** Every array starts at a multiple of so many bytes: the widest element. */
const ALIGNED = 8;
/** Buffers kept for the next events. */
const MOST_SPARE = 2;

/** Copies messages into buffers to be lent. */
export interface Lending {
  /** The message with its arrays copied into one buffer. */
  pack<T extends object>(message: T): { readonly message: T; readonly buffer: ArrayBuffer };
  /** A buffer is free again. */
  takeBack(buffer: ArrayBuffer): void;
}

/** Makes a lending without buffers: they are made when there is none of the size asked for. */
export function makeLending(): Lending {
  let spare: ArrayBuffer[] = [];
  return {
    pack(message) {
      let size = 0;
      mapArrays(message, (array) => {
        size += roomOf(array);
        return array;
      });
      spare = spare.filter(({ byteLength }) => byteLength === size);
      const buffer = spare.pop() ?? new ArrayBuffer(size);
      let at = 0;
      const copied = mapArrays(message, (array) => {
        const copy = viewLike(array, buffer, at);
        copy.set(array);
        at += roomOf(array);
        return copy;
      });
      return { message: copied, buffer };
    },
    takeBack(buffer) {
      if (spare.length < MOST_SPARE) spare.push(buffer);
    },
  };
}

function roomOf({ byteLength }: Numbers): number {
  return Math.ceil(byteLength / ALIGNED) * ALIGNED;
}
