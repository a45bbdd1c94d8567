/** Canvases that are painted by the processor. */

/**
 * The 2-D context of a canvas, kept in memory. Thousands of small shapes are painted sooner by the processor than handed to a
 * graphics card, and where that card is itself made of software, many times sooner: 57 instead of 128 ms for 5,000 nodes, and
 * panning runs at twice the frames (`tests/bench/README.md`).
 */
export function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D | null {
  return canvas.getContext('2d', { willReadFrequently: true });
}
