/** The language model: what is stored of it, and, once loaded here, its size, its hash and how long loading took. */
import { createSignal, getOwner, runWithOwner, Show } from 'solid-js';
import type { EdgeError } from '../../../core/domain/errors.ts';
import type { Assistant } from '../../assistant.ts';
import { useEngine } from '../../engine.tsx';
import { useReader } from '../../i18n/i18n.tsx';
import { useSession } from '../../session.ts';
import { workerState } from '../../updates.ts';
import { ErrorCard } from '../../widgets/ErrorCard.tsx';
import { Meter } from '../../widgets/Meter.tsx';
import type { StoredRelease } from './device.ts';
import { type Fact, FactCard } from './FactCard.tsx';
import { useStatusWords } from './words.ts';

/** @param props.release what is stored for offline use; the model among it */
export function ModelCard(props: { release: StoredRelease | undefined }) {
  const owner = getOwner();
  const engine = useEngine();
  const session = useSession();
  const reader = useReader();
  const { t, format } = useStatusWords();
  const [assistant, setAssistant] = createSignal<Assistant>();
  const state = () => assistant()?.model();
  const info = () => {
    const now = state();
    return now?.kind === 'ready' ? now.info : undefined;
  };
  const failure = (): EdgeError | undefined => {
    const now = state();
    return now?.kind === 'failed' ? now.error : undefined;
  };
  const loaded = () => {
    const now = state();
    return now?.kind === 'loading' ? now.share : undefined;
  };

  /** The assistant's worker is started by the question; here by the reader, and it ends with the screen. */
  const load = async () => {
    const [{ createAssistant }, { default: url }] = await Promise.all([
      import('../../assistant.ts'),
      import('../../../workers/intent.worker.ts?worker&url'),
    ]);
    const made =
      assistant() ?? runWithOwner(owner, () => createAssistant(engine, session, reader, url));
    setAssistant(made);
    made?.prepare();
  };

  const kept = () => {
    if (workerState() === 'carried') return 'carried';
    return props.release?.model ? 'stored' : 'notStored';
  };
  const facts = (): readonly Fact[] => [
    [t('model.offline'), t(`model.${kept()}`)],
    [t('model.size'), format.bytes(info()?.bytes ?? props.release?.model?.bytes)],
    [t('model.runtime'), format.bytes(props.release?.runtimeBytes)],
    [
      t('model.load'),
      info() ? `${format.number(info()?.loadMs, 0)}\u00a0ms` : t('model.notLoaded'),
    ],
    [t('model.labels'), format.number(info()?.labels.length, 0)],
    [
      t('model.hash'),
      <code class="status-view__hash">
        {info()?.sha256 ?? props.release?.model?.sha256 ?? '–'}
      </code>,
    ],
  ];

  return (
    <FactCard title={t('model.title')} facts={facts()}>
      <Show when={failure()}>{(error) => <ErrorCard error={error()} />}</Show>
      <Show
        when={loaded() === undefined}
        fallback={<Meter label={t('model.loading')} value={loaded() ?? 0} />}
      >
        <Show when={!info()}>
          <button type="button" class="button status-view__load" onClick={() => void load()}>
            {t('model.loadNow')}
          </button>
        </Show>
      </Show>
    </FactCard>
  );
}
