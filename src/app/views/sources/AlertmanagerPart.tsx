/** Alerts and silences of a connection: what fires there, what mutes it, who and why; silences made and expired at the source. */
import { createMemo, createSignal, For, Show } from 'solid-js';
import type { RemoteAlert, RemoteSilence } from '../../../core/domain/alertmanager.ts';
import type { Status } from '../../../core/domain/incident.ts';
import { writeMatchers } from '../../../core/formats/alertmanager.ts';
import { createQuery, useEngine } from '../../engine.tsx';
import { StatusBadge } from '../../widgets/StatusBadge.tsx';
import { useConnectionWords } from './connection-words.ts';
import { SilenceForm } from './SilenceForm.tsx';

/** Alerts of one severity look alike everywhere; a muted one is neutral. */
function markOf({ state, labels }: RemoteAlert): Status {
  if (state === 'suppressed') return 'unk';
  return labels.severity === 'critical' ? 'crit' : 'warn';
}

/**
 * @param props.connection its key
 * @param props.newest when it last answered: read again then
 * @param props.canSilence whether the far side takes silences
 */
export function AlertmanagerPart(props: {
  connection: string;
  newest: number | undefined;
  canSilence: boolean;
}) {
  const engine = useEngine();
  const { t, format } = useConnectionWords();
  const [touched, setTouched] = createSignal(0);
  const [showsExpired, setShowsExpired] = createSignal(false);
  const [proposed, setProposed] = createSignal<RemoteAlert>();
  const view = createQuery((signal) => {
    touched();
    return props.newest === undefined
      ? undefined
      : engine.call('alertmanager', { key: props.connection }, signal);
  });
  const byId = createMemo(() => new Map(view()?.silences.map((one) => [one.id, one])));
  const groups = createMemo(() => {
    const all = view()?.alerts ?? [];
    const told = view()?.groups ?? [];
    if (told.length === 0) return all.length > 0 ? [{ title: t('am.group.all'), alerts: all }] : [];
    return told
      .map(({ labels, alerts }) => ({
        title:
          Object.keys(labels).length === 0
            ? t('am.group.all')
            : Object.entries(labels)
                .map(([name, value]) => `${name}="${value}"`)
                .join(', '),
        alerts: all.filter((alert) => alerts.includes(alert.fingerprint)),
      }))
      .filter(({ alerts }) => alerts.length > 0);
  });
  const silences = createMemo(() =>
    [...(view()?.silences ?? [])]
      .filter(({ state }) => showsExpired() || state !== 'expired')
      .sort((a, b) => b.startsAt - a.startsAt),
  );
  const why = (alert: RemoteAlert) => {
    const silence = byId().get(alert.silencedBy[0] ?? '');
    if (silence) return t('am.silencedBy', { who: silence.createdBy, why: silence.comment });
    return alert.inhibitedBy.length > 0 ? t('am.inhibitedBy') : undefined;
  };
  const changed = () => setTouched(touched() + 1);

  return (
    <>
      <section class="source-section" aria-label={t('am.alerts')}>
        <header class="source-section__head">
          <h3>{t('am.alerts')}</h3>
          <Show when={view()?.alerts.length}>
            {(count) => (
              <span class="muted">
                {t('am.alerts.note', { count: count(), groups: groups().length })}
              </span>
            )}
          </Show>
        </header>
        <Show
          when={groups().length > 0}
          fallback={<p class="source-section__none">{t('am.alerts.none')}</p>}
        >
          <For each={groups()}>
            {(group) => (
              <div class="am-group">
                <h4 class="mono">{group.title}</h4>
                <ul>
                  <For each={group.alerts}>
                    {(alert) => (
                      <li>
                        <StatusBadge status={markOf(alert)}>
                          {t(`am.state.${alert.state}`)}
                        </StatusBadge>
                        <b>{alert.labels.alertname ?? ''}</b>
                        <code>{alert.labels.instance ?? ''}</code>
                        <span class="muted">
                          {t('am.since', { time: format.time(alert.startsAt, 'full') })}
                        </span>
                        <Show when={why(alert)}>{(text) => <span>{text()}</span>}</Show>
                        <Show when={props.canSilence && alert.state === 'active'}>
                          <button
                            type="button"
                            class="button"
                            data-kind="quiet"
                            aria-label={t('am.silence.proposeLabel', {
                              alert: alert.labels.alertname ?? '',
                              instance: alert.labels.instance ?? '',
                            })}
                            onClick={() => setProposed({ ...alert })}
                          >
                            {t('am.silence.propose')}
                          </button>
                        </Show>
                        <Show when={alert.annotations.summary ?? alert.annotations.description}>
                          {(text) => <p>{text()}</p>}
                        </Show>
                      </li>
                    )}
                  </For>
                </ul>
              </div>
            )}
          </For>
        </Show>
      </section>
      <Show when={props.canSilence}>
        <section class="source-section" aria-label={t('am.silences')}>
          <header class="source-section__head">
            <h3>{t('am.silences')}</h3>
            <label class="am-expired">
              <input
                type="checkbox"
                checked={showsExpired()}
                onChange={(event) => setShowsExpired(event.currentTarget.checked)}
              />
              {t('am.show.expired')}
            </label>
          </header>
          <Show
            when={silences().length > 0}
            fallback={<p class="source-section__none">{t('am.silences.none')}</p>}
          >
            <ul class="am-silences">
              <For each={silences()}>
                {(silence) => (
                  <SilenceRow
                    silence={silence}
                    onExpire={async () => {
                      await engine.call('expireSilence', {
                        key: props.connection,
                        id: silence.id,
                      });
                      changed();
                    }}
                  />
                )}
              </For>
            </ul>
          </Show>
          <SilenceForm
            connection={props.connection}
            alerts={view()?.alerts ?? []}
            proposed={proposed()}
            onMade={changed}
          />
        </section>
      </Show>
    </>
  );
}

const SILENCE_MARK: Readonly<Record<RemoteSilence['state'], Status>> = {
  active: 'ok',
  pending: 'unk',
  expired: 'off',
};

function SilenceRow(props: { silence: RemoteSilence; onExpire: () => Promise<void> }) {
  const { t, format } = useConnectionWords();
  const silence = () => props.silence;
  const matchers = () => writeMatchers(silence().matchers);
  return (
    <li>
      <StatusBadge status={SILENCE_MARK[silence().state]}>
        {t(`am.silence.state.${silence().state}`)}
      </StatusBadge>
      <code>{matchers()}</code>
      <span class="muted">
        {silence().state === 'pending'
          ? t('am.silence.pending', { time: format.time(silence().startsAt, 'full') })
          : t('am.silence.until', { time: format.time(silence().endsAt, 'full') })}
      </span>
      <span>{t('am.silence.by', { who: silence().createdBy, why: silence().comment })}</span>
      <Show when={silence().state !== 'expired'}>
        <button
          type="button"
          class="button"
          aria-label={t('am.silence.expireLabel', { matchers: matchers() })}
          onClick={() => void props.onExpire()}
        >
          {t('am.silence.expire')}
        </button>
      </Show>
    </li>
  );
}
