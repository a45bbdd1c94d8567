/** The time now as a signal, for ages and waits that go on while nothing comes. */
import { type Accessor, createSignal, onCleanup } from 'solid-js';
import { type EpochMs, SECOND } from '../core/domain/time.ts';

/** Once a second, until the owner is disposed. */
export function createNow(): Accessor<EpochMs> {
  const [now, setNow] = createSignal(Date.now());
  const timer = setInterval(() => setNow(Date.now()), SECOND);
  onCleanup(() => clearInterval(timer));
  return now;
}
