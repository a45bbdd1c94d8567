/** What can be changed of a connection: name, step, history, matchers, authorization. Applied by opening it anew; its address stays. */
import { createSignal, Show } from 'solid-js';
import type { ConnectionConfig } from '../../../core/domain/connection.ts';
import { EdgeError } from '../../../core/domain/errors.ts';
import { useEngine } from '../../engine.tsx';
import { ErrorCard } from '../../widgets/ErrorCard.tsx';
import { ConnectionFields } from './ConnectionFields.tsx';
import { makeDraft } from './connection-draft.ts';
import { useConnectionWords } from './connection-words.ts';

/** @param props.config a new object after each change */
export function ConnectionSettings(props: { config: ConnectionConfig }) {
  const engine = useEngine();
  const { t } = useConnectionWords();
  const draft = makeDraft(props.config);
  const [error, setError] = createSignal<EdgeError>();
  async function apply(event: SubmitEvent) {
    event.preventDefault();
    setError(undefined);
    try {
      // The mapping may have been changed below since this form was opened.
      const config = { ...draft.config(), mapping: props.config.mapping };
      await engine.call('connect', { config, credentials: draft.credentials() });
    } catch (cause) {
      if (!(cause instanceof EdgeError)) throw cause;
      setError(cause);
    }
  }
  return (
    <form class="source-settings" onSubmit={(event) => void apply(event)}>
      <ConnectionFields draft={draft} isNew={false} was={props.config} />
      <Show when={draft.differsFrom(props.config)}>
        <footer class="source-connect__foot">
          <button type="submit" class="button" data-kind="accent">
            {t('mapping.apply')}
          </button>
        </footer>
      </Show>
      <Show when={error()}>{(found) => <ErrorCard error={found()} />}</Show>
    </form>
  );
}
