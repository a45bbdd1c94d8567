/** Reads a Chromium trace: what the page's main thread did in each second of a live fleet. */

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly pid: number;
  readonly tid: number;
  readonly args?: { readonly name?: string };
}

/** Milliseconds per tick. */
export interface Busy {
  /** Processor time, and time on the wall clock (longer where others use the processor). */
  readonly cpu: readonly number[];
  readonly wall: readonly number[];
  /** Longest single task, on the wall clock. */
  readonly longest: number;
}

const TICK_US = 1_000_000;

/** Sums the tasks of the renderer's main thread over each second; the first and the last, which are cut, are left out. */
export function busyPerTick(trace: Buffer): Busy {
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: readonly TraceEvent[] };
  const tasks = new Map<string, TraceEvent[]>();
  const mains = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid}/${tid}`),
  );
  for (const event of traceEvents) {
    const key = `${event.pid}/${event.tid}`;
    if (event.ph !== 'X' || !event.name.endsWith('RunTask') || !mains.has(key)) continue;
    const list = tasks.get(key);
    if (list) list.push(event);
    else tasks.set(key, [event]);
  }
  // Of several renderers the page is the one that works.
  const sum = (list: readonly TraceEvent[]) => list.reduce((all, { dur = 0 }) => all + dur, 0);
  const [own = []] = [...tasks.values()].sort((a, b) => sum(b) - sum(a));
  own.sort((a, b) => a.ts - b.ts);
  const cpu: number[] = [];
  const wall: number[] = [];
  let longest = 0;
  const start = own.at(0)?.ts ?? 0;
  let until = Number.NEGATIVE_INFINITY;
  for (const { ts, dur = 0, tdur = dur } of own) {
    if (ts < until) continue; // A task within a task is counted with it.
    until = ts + dur;
    const tick = Math.floor((ts - start) / TICK_US);
    cpu[tick] = (cpu[tick] ?? 0) + tdur / 1000;
    wall[tick] = (wall[tick] ?? 0) + dur / 1000;
    longest = Math.max(longest, dur / 1000);
  }
  const whole = (list: readonly number[]) =>
    Array.from({ length: list.length }, (_, i) => list[i] ?? 0).slice(1, -1);
  return { cpu: whole(cpu), wall: whole(wall), longest };
}
