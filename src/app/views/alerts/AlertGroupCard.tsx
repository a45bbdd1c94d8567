/** Alerts of one incident: who, why, since when, and its rows; foldable. */
import { Check, ChevronDown, Sparkles } from 'lucide-solid';
import { createSignal, createUniqueId, For, Show } from 'solid-js';
import type { Alert, Incident } from '../../../core/domain/incident.ts';
import type { EpochMs, Ms } from '../../../core/domain/time.ts';
import { alerts as en } from '../../i18n/en/alerts.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { alerts as ko } from '../../i18n/ko/alerts.ts';
import { incidentLabel } from '../../incident-label.ts';
import { useSession } from '../../session.ts';
import { SeverityMark } from '../../widgets/SeverityBadge.tsx';
import { useTerms } from '../../widgets/terms.ts';
import { AlertRow } from './AlertRow.tsx';

const words = { en, ko };

/** @param props.id incident id, `none` or `pending` */
export function AlertGroupCard(props: {
  id: string;
  alerts: readonly string[];
  lookUp: (id: string) => Alert | undefined;
  incident: Incident | undefined;
  now: EpochMs;
  axis: Ms;
  selected: string | undefined;
  onSelect: (id: string) => void;
  onAcknowledge: (target: string) => void;
}) {
  const session = useSession();
  const terms = useTerms();
  const { t, format } = useWords(words);
  const id = createUniqueId();
  const [open, setOpen] = createSignal(true);
  const title = () =>
    props.incident
      ? t('group.sentence', {
          rule: terms.rule(props.incident.rule),
          server: props.incident.server,
        })
      : t(props.id === 'pending' ? 'group.pending' : 'group.none');
  const lasted = (incident: Incident) => (incident.resolvedAt ?? props.now) - incident.openedAt;

  return (
    <section
      class="alert-group"
      data-kind={props.incident ? 'incident' : props.id}
      aria-labelledby={id}
    >
      <header class="alert-group__head">
        <button
          type="button"
          class="button button--icon"
          data-kind="quiet"
          aria-expanded={open()}
          aria-label={t('group.toggle', {
            group: props.incident ? incidentLabel(props.incident.id) : title(),
          })}
          onClick={() => setOpen(!open())}
        >
          <ChevronDown size={14} aria-hidden="true" />
        </button>
        <Show when={props.incident}>
          {(incident) => (
            <>
              <SeverityMark severity={incident().severity} size={16} />
              <span class="alert-group__id num" data-severity={incident().severity}>
                {incidentLabel(incident().id)}
              </span>
            </>
          )}
        </Show>
        <h2 id={id}>{title()}</h2>
        <span class="alert-group__note num">
          {props.id === 'pending'
            ? t('group.pending.note')
            : [
                t('group.count', { count: props.alerts.length }),
                ...(props.incident
                  ? [
                      t('group.servers', { count: props.incident.involved.length }),
                      format.duration(lasted(props.incident)),
                    ]
                  : []),
              ].join(' · ')}
        </span>
        <Show when={props.incident}>
          {(incident) => (
            <span class="alert-group__actions">
              <Show when={incident().suspects.at(0)}>
                {(suspect) => (
                  <a
                    class="alert-group__suspect"
                    href={session.href({
                      view: 'assistant',
                      selected: t('group.ask.question', { server: incident().server }),
                    })}
                    title={`${t('group.suspect')} ${t('group.ask')}`}
                  >
                    <Sparkles size={13} aria-hidden="true" />
                    <span class="visually-hidden">{t('group.suspect')}</span>
                    <span>
                      {t('group.suspect.what', {
                        metric: terms.metric(suspect().metric, 'short'),
                        server: suspect().server,
                      })}
                    </span>
                    <b class="num">{format.value(suspect().share, '1')}</b>
                  </a>
                )}
              </Show>
              <Show when={incident().state === 'open'}>
                <Show
                  when={incident().acknowledged}
                  fallback={
                    <button
                      type="button"
                      class="button"
                      onClick={() => props.onAcknowledge(incident().id)}
                    >
                      <Check size={14} aria-hidden="true" />
                      {t('group.ack')}
                    </button>
                  }
                >
                  {(acknowledged) => (
                    <span class="badge" data-status="ok">
                      <Check size={12} aria-hidden="true" />
                      {t('group.acked', { time: format.time(acknowledged().at, 'minute') })}
                    </span>
                  )}
                </Show>
              </Show>
            </span>
          )}
        </Show>
      </header>
      <Show when={open()}>
        <ul class="alert-group__rows">
          <For each={props.alerts}>
            {(alertId) => (
              <Show when={props.lookUp(alertId)}>
                {(alert) => (
                  <AlertRow
                    alert={alert()}
                    now={props.now}
                    axis={props.axis}
                    isSelected={props.selected === alertId}
                    onSelect={() => props.onSelect(alertId)}
                  />
                )}
              </Show>
            )}
          </For>
        </ul>
      </Show>
    </section>
  );
}
