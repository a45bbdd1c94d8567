/** Fingers on the map: resting is not tapping, and moving is neither. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { bindPointers } from '../../src/app/views/topology/camera.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** An element as far as pointers need one, what was asked of the map, and a way to send events. */
function finger(pointerType = 'touch') {
  const told: string[] = [];
  const element = Object.assign(new EventTarget(), {
    dataset: {},
    getBoundingClientRect: () => ({ left: 0, top: 0 }),
    setPointerCapture: () => undefined,
  });
  const unbind = bindPointers(element as unknown as HTMLElement, {
    pan: () => told.push('pan'),
    zoom: () => told.push('zoom'),
    hover: () => told.push('hover'),
    leave: () => told.push('leave'),
    tap: (x, y) => told.push(`tap ${x} ${y}`),
    hold: (x, y) => told.push(`hold ${x} ${y}`),
  });
  const send = (type: string, clientX = 20, clientY = 30) =>
    element.dispatchEvent(
      Object.assign(new Event(type), { button: 0, pointerId: 1, pointerType, clientX, clientY }),
    );
  return { told, send, unbind };
}

test('a finger that rests on a bubble holds it, and lifting it then opens nothing', () => {
  const { told, send } = finger();
  send('pointerdown');
  vi.advanceTimersByTime(1000);
  send('pointerup');
  send('pointerleave');
  expect(told).toEqual(['hold 20 30']);
});

test('a short touch is a tap, a moved one pans and never holds', () => {
  const { told, send } = finger();
  send('pointerdown');
  send('pointerup');
  vi.advanceTimersByTime(1000);
  expect(told).toEqual(['tap 20 30']);
  send('pointerdown');
  send('pointermove', 60, 30);
  vi.advanceTimersByTime(1000);
  send('pointerup', 60, 30);
  expect(told).toEqual(['tap 20 30', 'pan']);
});

test('a mouse button held down stays a click, and leaving ends what is pointed at', () => {
  const { told, send, unbind } = finger('mouse');
  send('pointerdown');
  vi.advanceTimersByTime(1000);
  send('pointerup');
  send('pointerleave');
  expect(told).toEqual(['tap 20 30', 'leave']);
  unbind();
  send('pointerdown');
  send('pointerup');
  expect(told).toHaveLength(2);
});
