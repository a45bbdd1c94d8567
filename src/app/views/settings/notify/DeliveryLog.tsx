/** The delivery log: what went out by which channel and how that went; a failed one can be tried again, any can be copied. */
import { Copy } from 'lucide-solid';
import { createSignal, For, Show } from 'solid-js';
import type { Status } from '../../../../core/domain/incident.ts';
import type { Delivery } from '../../../../core/domain/notify.ts';
import { createQuery, useEngine } from '../../../engine.tsx';
import { useReader } from '../../../i18n/i18n.tsx';
import { wordNotification } from '../../../i18n/notify-wording.ts';
import { StatusMark } from '../../../widgets/StatusMark.tsx';
import { outcomeText } from './outcome.ts';
import type { NotifyStore } from './store.ts';
import { useNotifyWords } from './words.ts';

const PAGE = 10;
const MARKS: Readonly<Record<Delivery['status'], Status>> = {
  sent: 'ok',
  handed: 'ok',
  pending: 'unk',
  quiet: 'unk',
  late: 'warn',
  failed: 'crit',
};

/** The part of the card. */
export function DeliveryLog(props: { store: NotifyStore }) {
  const engine = useEngine();
  const reader = useReader();
  const { t, format } = useNotifyWords();
  const [shown, setShown] = createSignal(PAGE);
  const log = createQuery((signal) => {
    props.store.changes();
    engine.status();
    return engine.call('deliveries', {}, signal);
  });
  const rows = () => (log() ?? []).slice(0, shown());
  const rest = () => Math.max(0, (log()?.length ?? 0) - shown());
  const worded = (delivery: Delivery) =>
    wordNotification(delivery.notification, reader.locale(), {
      ...reader.options(),
      zone: reader.zone(),
    });
  const channel = ({ channelKind, channelName }: Delivery) =>
    channelKind === 'webhook' ? channelName : t(`channel.${channelKind}`);
  const outcome = (delivery: Delivery) => {
    const last = delivery.attempts.at(-1);
    const said = last ? outcomeText(t, last.outcome, last.status, last.took) : t('outcome.pending');
    const count = delivery.attempts.length;
    const many = count > 1 ? ` (${t('log.attempts', { count })})` : '';
    const next =
      delivery.status === 'pending' && last && delivery.nextAt !== undefined
        ? `, ${t('log.next', { time: format.time(delivery.nextAt) })}`
        : '';
    return `${said}${many}${next}`;
  };
  return (
    <section class="notify-part" aria-labelledby="notify-log">
      <h3 id="notify-log">{t('log.title')}</h3>
      <Show
        when={rows().length > 0}
        fallback={<p class="setting__hint">{log() ? t('log.empty') : ''}</p>}
      >
        <ul class="notify-log" aria-label={t('log.caption')}>
          <For each={rows()}>
            {(delivery) => (
              <li>
                <StatusMark status={MARKS[delivery.status]} size={14} />
                <div class="notify-log__words">
                  <p class="notify-log__what">{worded(delivery).title}</p>
                  <p class="setting__hint">
                    <span class="num">{format.time(delivery.notification.at, 'full')}</span> ·{' '}
                    {channel(delivery)} · {outcome(delivery)}
                  </p>
                </div>
                <Show when={delivery.status === 'failed'}>
                  <button
                    type="button"
                    class="button"
                    aria-label={t('log.retry.of', { title: worded(delivery).title })}
                    onClick={() => void engine.call('retryDelivery', { id: delivery.id })}
                  >
                    {t('log.retry')}
                  </button>
                </Show>
                <button
                  type="button"
                  class="button button--icon"
                  data-kind="quiet"
                  aria-label={t('log.copy.of', { title: worded(delivery).title })}
                  onClick={() => void navigator.clipboard.writeText(worded(delivery).text)}
                >
                  <Copy size={15} aria-hidden="true" />
                </button>
              </li>
            )}
          </For>
        </ul>
        <Show when={rest() > 0}>
          <button
            type="button"
            class="button notify-add"
            onClick={() => setShown((n) => n + 5 * PAGE)}
          >
            {t('log.more', { count: Math.min(rest(), 5 * PAGE) })}
          </button>
        </Show>
      </Show>
    </section>
  );
}
