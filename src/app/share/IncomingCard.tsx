/** A bundle that came in: how far it is, what came along, whether it shows the same here, or why it could not be opened. */
import './share.css';
import { X } from 'lucide-solid';
import { createEffect, createSignal, Match, Show, Switch } from 'solid-js';
import type { OpenedBundle } from '../../core/share-calls.ts';
import { useEngine } from '../engine.tsx';
import { useSession } from '../session.ts';
import { Meter } from '../widgets/Meter.tsx';
import { StatusBadge } from '../widgets/StatusBadge.tsx';
import { useTerms } from '../widgets/terms.ts';
import { useShareProgress } from './share-progress.ts';
import type { Incoming } from './share-state.ts';
import { useShareWords } from './share-words.ts';

/** @param props.onClose stops reading, or puts the card away */
export default function IncomingCard(props: {
  incoming: Exclude<Incoming, { kind: 'backup' }>;
  onClose: () => void;
}) {
  const terms = useTerms();
  const { t } = useShareWords();
  const progress = useShareProgress();
  const title = () => {
    const { kind, name } = props.incoming;
    return kind === 'failed'
      ? t('open.failed', { name })
      : kind === 'opened'
        ? t('open.done', { name })
        : t('open.reading', { name, share: progress() });
  };
  return (
    <aside
      class="incoming"
      aria-label={t('open.title')}
      role="status"
      data-kind={props.incoming.kind}
    >
      <header>
        <b>{title()}</b>
        <button
          type="button"
          class="button button--icon"
          data-kind="quiet"
          aria-label={t(props.incoming.kind === 'reading' ? 'file.cancel' : 'close')}
          onClick={() => props.onClose()}
        >
          <X size={15} aria-hidden="true" />
        </button>
      </header>
      <Switch>
        <Match when={props.incoming.kind === 'reading'}>
          <Meter value={progress() / 100} label={title()} />
        </Match>
        <Match when={props.incoming.kind === 'failed' && props.incoming}>
          {(failed) => <p>{terms.error(failed().error)}</p>}
        </Match>
        <Match when={props.incoming.kind === 'opened' && props.incoming}>
          {(opened) => <Contents bundle={opened().bundle} />}
        </Match>
      </Switch>
    </aside>
  );
}

function Contents(props: { bundle: OpenedBundle }) {
  const engine = useEngine();
  const session = useSession();
  const { t, format } = useShareWords();
  const [digest, setDigest] = createSignal('');
  /** Compared once, when the moment it was made at is shown. */
  createEffect(() => {
    const { file, at } = props.bundle.session;
    const isThere =
      session.session().file === file &&
      engine.clock().mode !== 'replaying' &&
      engine.snapshot()?.t === at;
    if (isThere && digest() === '')
      void engine.call('health', {}).then((health) => setDigest(health.digest));
  });
  const made = () => props.bundle.about.digest;
  return (
    <>
      <p class="muted">
        {t('open.made', { at: format.time(props.bundle.about.madeAt, 'full') })}{' '}
        <Show when={props.bundle.about.isRedacted}>{t('open.redacted')}</Show>
      </p>
      <p>
        {t('open.holds', {
          alerts: props.bundle.alerts,
          incidents: props.bundle.incidents,
          acts: props.bundle.acts,
        })}{' '}
        {t('open.rules')}
      </p>
      <Show when={props.bundle.damaged > 0}>
        <p>
          <StatusBadge status="warn">
            {t('open.damaged', { count: props.bundle.damaged })}
          </StatusBadge>
        </p>
      </Show>
      <Show when={digest() !== '' && made() !== ''}>
        <p class="incoming__digest" data-same={digest() === made()}>
          <StatusBadge status={digest() === made() ? 'ok' : 'warn'}>
            {digest() === made()
              ? t('open.same', { digest: digest() })
              : t('open.different', { digest: digest(), made: made() })}
          </StatusBadge>
        </p>
      </Show>
    </>
  );
}
