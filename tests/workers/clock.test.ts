/** The clock with a fake host: every tick is due exactly once, whatever the timers do. */
import { expect, test } from 'vitest';
import { type ClockHost, makeClock } from '../../src/workers/clock.ts';

/** A host whose time only moves when told to; timers fire in order. */
function fakeHost(start: number) {
  let now = start;
  let timers: { at: number; callback: () => void }[] = [];
  const host: ClockHost = {
    now: () => now,
    after(ms, callback) {
      const timer = { at: now + ms, callback };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
  };
  return {
    host,
    advance(ms: number) {
      const end = now + ms;
      for (;;) {
        const next = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        timers = timers.filter((other) => other !== next);
        now = Math.max(now, next.at);
        next.callback();
      }
      now = end;
    },
    /** The machine slept: time jumps, timers are late. */
    sleep(ms: number) {
      now += ms;
    },
  };
}

test('live hands out every second', () => {
  const { host, advance } = fakeHost(10_400);
  const due: number[] = [];
  makeClock(host, 1000, undefined, (to) => due.push(to)).goLive(10_000);
  advance(3000);
  expect(due).toEqual([11_000, 12_000, 13_000]);
});

test('after a sleep all missed ticks are due at once', () => {
  const { host, advance, sleep } = fakeHost(0);
  const due: number[] = [];
  makeClock(host, 1000, undefined, (to) => due.push(to)).goLive(0);
  sleep(60_000);
  advance(1000);
  expect(due).toEqual([60_000, 61_000]);
});

test('a past stretch plays at its speed and becomes live when it catches up', () => {
  const { host, advance } = fakeHost(100_000);
  const due: number[] = [];
  const clock = makeClock(host, 1000, undefined, (to) => due.push(to));
  clock.play(40_000, 60);
  advance(500);
  expect(clock.mode).toBe('past');
  expect(due.at(-1)).toBeGreaterThanOrEqual(64_000);
  advance(2000);
  expect([clock.mode, clock.speed]).toEqual(['live', 1]);
});

test('a file ends: playing stops at its last tick', () => {
  const { host, advance } = fakeHost(1_000_000);
  const due: number[] = [];
  const clock = makeClock(host, 1000, 50_000, (to) => due.push(to));
  clock.play(45_000, 10);
  advance(5000);
  expect([clock.mode, due.at(-1)]).toEqual(['paused', 50_000]);
});

test('paused stays where it is', () => {
  const { host, advance } = fakeHost(5000);
  const due: number[] = [];
  makeClock(host, 1000, undefined, (to) => due.push(to)).pause(3000);
  advance(10_000);
  expect(due).toEqual([]);
});
