/** What stands in place of a screen that failed, and of all screens when no fleet could be opened. */
import { Show } from 'solid-js';
import { useEngine } from './engine.tsx';
import { aside as en } from './i18n/en/aside.ts';
import { useWords } from './i18n/i18n.tsx';
import { aside as ko } from './i18n/ko/aside.ts';
import { useSession } from './session.ts';
import { EmptyState } from './widgets/EmptyState.tsx';
import { ErrorCard } from './widgets/ErrorCard.tsx';

const words = { en, ko };

/** A screen that threw: the others still work. */
export function ViewFailed(props: { error: unknown; onRetry: () => void }) {
  const { t } = useWords(words);
  console.error(props.error); // A bug: its stack belongs into the console.
  const error = () => (props.error instanceof Error ? props.error : new Error(String(props.error)));
  return (
    <div class="view" data-idle>
      <h1 class="visually-hidden">{t('view.failed')}</h1>
      <div class="card">
        <ErrorCard error={error()} onRetry={() => props.onRetry()} />
      </div>
    </div>
  );
}

/** No fleet could be opened: why, and the ways out. */
export function EngineFailed() {
  const { t } = useWords(words);
  const engine = useEngine();
  const session = useSession();
  return (
    <div class="view" data-idle>
      <h1 class="visually-hidden">{t('engine.failed')}</h1>
      <div class="card">
        <Show when={engine.error()} fallback={<EmptyState title={t('engine.failed')} />}>
          {(error) => <ErrorCard error={error()} onRetry={() => void engine.reopen()} />}
        </Show>
        <EmptyState title="">
          <a
            class="button"
            data-kind="primary"
            href={session.href({ view: 'sources', selected: undefined })}
          >
            {t('engine.sources')}
          </a>
        </EmptyState>
      </div>
    </div>
  );
}
