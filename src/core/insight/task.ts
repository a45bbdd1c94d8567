/** Long computations in small steps: a caller can show progress between them, or stop. */

/** Yields the share done, 0–1 and never falling, every few milliseconds; returns the result. Dropping it cancels. */
export type Task<T> = Generator<number, T, void>;

/** Runs a task to its end in one go. */
export function finish<T>(task: Task<T>): T {
  for (;;) {
    const step = task.next();
    if (step.done === true) return step.value;
  }
}
