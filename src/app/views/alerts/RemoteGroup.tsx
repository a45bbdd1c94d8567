/** Alerts of one Alertmanager in the inbox, marked as such; they are silenced where they live. */
import { BellOff, Radio } from 'lucide-solid';
import { createUniqueId, For, Show } from 'solid-js';
import type { RemoteAlert } from '../../../core/domain/alertmanager.ts';
import { SEVERITIES } from '../../../core/domain/incident.ts';
import { SeverityMark } from '../../widgets/SeverityBadge.tsx';
import { useInboxWords } from './inbox-words.ts';
import type { RemoteInbox } from './remote.ts';

/** @param props.onSilence opens the form with matchers of an alert */
export function RemoteGroup(props: {
  inbox: RemoteInbox;
  alerts: readonly RemoteAlert[];
  onSilence: (matchers: string) => void;
}) {
  const { t, format } = useInboxWords();
  const id = createUniqueId();
  const severity = ({ labels }: RemoteAlert) =>
    SEVERITIES.find((one) => one === labels.severity) ?? 'info';
  const by = (alert: RemoteAlert) => {
    const silence = props.inbox.silences.find((one) => one.id === alert.silencedBy[0]);
    return silence
      ? t('muted.by.silence', {
          name: silence.createdBy,
          time: format.time(silence.startsAt, 'minute'),
        })
      : undefined;
  };
  const matchers = ({ labels }: RemoteAlert) =>
    ['alertname', 'instance']
      .filter((name) => labels[name] !== undefined)
      .map((name) => `${name}=${JSON.stringify(labels[name])}`)
      .join(', ');
  return (
    <section class="alert-group" data-kind="remote" aria-labelledby={id}>
      <header class="alert-group__head alert-group__head--plain">
        <Radio size={16} aria-hidden="true" />
        <span class="badge" data-status="infer">
          {t('remote.badge', { source: props.inbox.name })}
        </span>
        <h2 id={id} class="alert-group__note num">
          {t('remote.note', { count: props.alerts.length })}
        </h2>
      </header>
      <ul class="alert-group__rows">
        <For each={props.alerts}>
          {(alert) => (
            <li class="remote-row" data-remote={alert.fingerprint}>
              <SeverityMark severity={severity(alert)} size={15} />
              <span class="alert-row__rule">
                <b>{alert.labels.alertname ?? alert.fingerprint}</b>
                <span class="mono">{alert.labels.instance ?? ''}</span>
              </span>
              <span class="remote-row__text">
                {alert.annotations.summary ?? alert.annotations.description ?? ''}
                <Show when={by(alert)}>{(text) => <small>{text()}</small>}</Show>
              </span>
              <span class="remote-row__since num">
                {t('remote.since', { time: format.time(alert.startsAt, 'full') })}
              </span>
              <span class="badge">{t(`remote.state.${alert.state}`)}</span>
              <button
                type="button"
                class="button button--icon"
                data-kind="quiet"
                aria-label={t('remote.silence')}
                title={t('remote.silence')}
                onClick={() => props.onSilence(matchers(alert))}
              >
                <BellOff size={14} aria-hidden="true" />
              </button>
            </li>
          )}
        </For>
      </ul>
    </section>
  );
}
