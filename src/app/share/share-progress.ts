/** How far a running call about bundles and backups is. */
import { type Accessor, createSignal, onCleanup } from 'solid-js';
import { useEngine } from '../engine.tsx';

/** Whole percent of the newest running call. */
export function useShareProgress(): Accessor<number> {
  const engine = useEngine();
  const [share, setShare] = createSignal(0);
  onCleanup(engine.on('share', (running) => setShare(Math.floor(100 * running.share))));
  return share;
}
