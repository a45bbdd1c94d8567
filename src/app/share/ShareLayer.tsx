/** Sharing in the shell: its dialog when asked for, and what became of a file of ours that came in. Draws nothing otherwise. */
import { createEffect, lazy, on, Show, Suspense } from 'solid-js';
import { useEngine } from '../engine.tsx';
import { useSession } from '../session.ts';
import { shareOf } from './share-state.ts';

const ShareDialog = lazy(() => import('./ShareDialog.tsx'));
const IncomingCard = lazy(() => import('./IncomingCard.tsx'));

/** Mounted once by the shell. */
export default function ShareLayer() {
  const session = useSession();
  const share = shareOf(useEngine());
  createEffect(
    on(share.incoming, (incoming) => {
      // A bundle is shown as soon as it is read; a backup is asked about where backups are.
      if (incoming?.kind === 'opened') session.go(incoming.bundle.session);
      else if (incoming?.kind === 'backup') session.go({ view: 'settings', selected: 'backup' });
    }),
  );
  const told = () => {
    const incoming = share.incoming();
    return incoming && incoming.kind !== 'backup' ? incoming : undefined;
  };
  return (
    <Suspense>
      <Show when={share.isOpen()}>
        <ShareDialog onClose={() => share.setOpen(false)} />
      </Show>
      <Show when={told()}>
        {(incoming) => <IncomingCard incoming={incoming()} onClose={share.forget} />}
      </Show>
    </Suspense>
  );
}
