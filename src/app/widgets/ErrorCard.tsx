/** A failure contained where it happened: what stopped, what to do, the technical words folded away. */
import { createSignal, Show } from 'solid-js';
import { EdgeError } from '../../core/domain/errors.ts';
import { StatusMark } from './StatusMark.tsx';
import { useTerms } from './terms.ts';

/** @param props.error an `EdgeError` shows the advice of its code; any other error is a bug and shows its message */
export function ErrorCard(props: { error: EdgeError | Error; onRetry?: () => void }) {
  const terms = useTerms();
  const [copied, setCopied] = createSignal(false);
  const technical = () =>
    props.error instanceof EdgeError
      ? `${props.error.code}: ${props.error.message}`
      : `${props.error.name}: ${props.error.message}`;
  const copy = async () => {
    await navigator.clipboard.writeText(technical());
    setCopied(true);
  };
  return (
    <div class="error-card" role="alert">
      <StatusMark status="unk" size={22} />
      <div class="error-card__text">
        <p class="error-card__title">
          {props.error instanceof EdgeError ? terms.error(props.error) : terms.t('ui.error')}
        </p>
        <code class="error-card__code">{technical()}</code>
      </div>
      <div class="error-card__actions">
        <Show when={props.onRetry}>
          {(retry) => (
            <button type="button" class="button" onClick={() => retry()()}>
              {terms.t('ui.retry')}
            </button>
          )}
        </Show>
        <button type="button" class="button" data-kind="quiet" onClick={() => void copy()}>
          {copied() ? terms.t('ui.copied') : terms.t('ui.copyError')}
        </button>
      </div>
    </div>
  );
}
