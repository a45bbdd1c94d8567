/** Acts on all checked alerts at once. */
import { BellOff, Check, Split, TimerReset, X } from 'lucide-solid';
import { Show } from 'solid-js';
import type { Alert } from '../../../core/domain/incident.ts';
import { HOUR } from '../../../core/domain/time.ts';
import { useInboxWords } from './inbox-words.ts';
import { useActs } from './use-acts.ts';

/** @param props.alerts the checked ones, at least one */
export function BulkBar(props: { alerts: readonly Alert[]; onDone: () => void }) {
  const acts = useActs();
  const { t, format } = useInboxWords();
  /** The one incident all belong to, when they do. */
  const incident = () => {
    const ids = new Set(props.alerts.map((alert) => alert.incident));
    const [id] = ids;
    return ids.size === 1 ? id : undefined;
  };
  async function each(act: (id: string) => Promise<void>) {
    const ids = props.alerts.map((alert) => alert.id);
    props.onDone();
    for (const id of ids) await act(id);
  }
  const hour = () => format.duration(HOUR);
  return (
    <section class="bulk-bar" aria-label={t('bulk.label')}>
      <b class="num" aria-live="polite">
        {t('bulk.count', { count: props.alerts.length })}
      </b>
      <button
        type="button"
        class="button"
        data-kind="primary"
        onClick={() => void each((id) => acts.acknowledge(id))}
      >
        <Check size={14} aria-hidden="true" />
        {t('bulk.ack')}
      </button>
      <button type="button" class="button" onClick={() => void each((id) => acts.snooze(id, HOUR))}>
        <TimerReset size={14} aria-hidden="true" />
        {t('bulk.snooze', { duration: hour() })}
      </button>
      <button
        type="button"
        class="button"
        onClick={() => void each((id) => acts.silence(id, HOUR))}
      >
        <BellOff size={14} aria-hidden="true" />
        {t('bulk.silence', { duration: hour() })}
      </button>
      <Show when={incident()}>
        {(id) => (
          <button
            type="button"
            class="button"
            title={t('bulk.split.note')}
            onClick={() => {
              const members = props.alerts.map((alert) => alert.id);
              props.onDone();
              void acts.split(id(), members);
            }}
          >
            <Split size={14} aria-hidden="true" />
            {t('bulk.split')}
          </button>
        )}
      </Show>
      <button
        type="button"
        class="button button--icon"
        data-kind="quiet"
        aria-label={t('bulk.clear')}
        onClick={() => props.onDone()}
      >
        <X size={14} aria-hidden="true" />
      </button>
    </section>
  );
}
