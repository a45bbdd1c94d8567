/** Pauses of a worker between slices of work: a message to ourselves, since a timer would add milliseconds to each. */

/**
 * A pause that lets waiting messages in, an abort among them, and then goes on.
 * Several computations of one thread may pause at once; they go on in the order they paused in.
 */
export function makeBreath(): () => Promise<void> {
  const { port1, port2 } = new MessageChannel();
  const paused: (() => void)[] = [];
  port1.onmessage = () => paused.shift()?.();
  return () =>
    new Promise((resolve) => {
      paused.push(resolve);
      port2.postMessage(0);
    });
}
