/** A file kept on this device: use it, see its samples and what it holds. */
import { FileText } from 'lucide-solid';
import { createUniqueId, Show } from 'solid-js';
import { MINUTE } from '../../../core/domain/time.ts';
import type { HistoryInfo } from '../../../workers/protocol.ts';
import { useEngine } from '../../engine.tsx';
import { sources as en } from '../../i18n/en/sources.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { sources as ko } from '../../i18n/ko/sources.ts';
import { type SessionStore, useSession } from '../../session.ts';
import { ErrorCard } from '../../widgets/ErrorCard.tsx';
import { Skeleton } from '../../widgets/Skeleton.tsx';
import { HoldsTable } from './HoldsTable.tsx';
import { SeriesGlance } from './SeriesGlance.tsx';

const words = { en, ko };

/** A file as the history lists it. */
export type KeptFile = HistoryInfo['sources'][number];

/** Shows a file from its beginning to its end, on all screens. */
export function openFile(session: SessionStore, file: Pick<KeptFile, 'key' | 'from' | 'to'>): void {
  session.go({
    source: 'file',
    file: file.key,
    from: undefined,
    at: undefined,
    actions: [],
    range: Math.max(MINUTE, file.to - file.from),
    selected: file.key,
  });
}

/** @param props.file the selected file */
export function FilePane(props: { file: KeptFile }) {
  const engine = useEngine();
  const session = useSession();
  const { t, format } = useWords(words);
  const id = createUniqueId();
  const inUse = () =>
    session.session().source === 'file' && session.session().file === props.file.key;
  return (
    <section class="card source-pane" aria-labelledby={id}>
      <header class="source-pane__head">
        <FileText size={16} aria-hidden="true" />
        <h2 id={id}>{props.file.name}</h2>
        <span class="source-pane__actions">
          <button
            type="button"
            class="button"
            data-kind="accent"
            disabled={inUse()}
            onClick={() => openFile(session, props.file)}
          >
            {t(inUse() ? 'used' : 'use')}
          </button>
        </span>
      </header>
      <p class="source-pane__note">
        {t('file.note', {
          samples: props.file.samples,
          from: format.time(props.file.from, 'full'),
          to: format.time(props.file.to, 'full'),
        })}
      </p>
      <Show when={inUse()}>
        <Show
          when={engine.status() !== 'failed'}
          fallback={<Show when={engine.error()}>{(error) => <ErrorCard error={error()} />}</Show>}
        >
          <Show
            when={engine.provenance()?.kind === 'file' && engine.snapshot()}
            fallback={<Skeleton lines={5} />}
          >
            <SeriesGlance from={props.file.from} to={props.file.to} />
            <HoldsTable />
          </Show>
        </Show>
      </Show>
    </section>
  );
}
