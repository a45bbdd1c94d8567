/** Alerts of one incident: who, why, since when, and its rows; foldable. */
import { BellOff, Check, ChevronDown, Sparkles } from 'lucide-solid';
import { createSignal, createUniqueId, For, Show } from 'solid-js';
import type { Alert, Incident, Suspect } from '../../../core/domain/incident.ts';
import type { EpochMs, Ms } from '../../../core/domain/time.ts';
import { useActWords } from '../../act-words.ts';
import { alerts as en } from '../../i18n/en/alerts.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { alerts as ko } from '../../i18n/ko/alerts.ts';
import { incidentLabel } from '../../incident-label.ts';
import { useSession } from '../../session.ts';
import { SeverityMark } from '../../widgets/SeverityBadge.tsx';
import { useTerms } from '../../widgets/terms.ts';
import { AlertRow, initials } from './AlertRow.tsx';
import { useInboxWords } from './inbox-words.ts';

const words = { en, ko };
/** Rows drawn before all are asked for: a storm must not fill the page. */
const MOST_ROWS = 40;

/** @param props.id incident id, `none` or `pending` */
export function AlertGroupCard(props: {
  id: string;
  alerts: readonly string[];
  lookUp: (id: string) => Alert | undefined;
  incident: Incident | undefined;
  now: EpochMs;
  axis: Ms;
  selected: string | undefined;
  checked: ReadonlySet<string>;
  /** Alerts of the incident that sound but are muted; listed on demand. */
  muted: readonly string[];
  /** Why an alert is muted. */
  mutedWords: (alert: Alert) => readonly string[];
  assigneeOf: (...targets: (string | undefined)[]) => string | undefined;
  onSelect: (id: string) => void;
  onCheck: (ids: readonly string[], on: boolean) => void;
  onAcknowledge: (target: string) => void;
}) {
  const session = useSession();
  const terms = useTerms();
  const { t, format } = useWords(words);
  const id = createUniqueId();
  const { t: say } = useInboxWords();
  const acts = useActWords();
  const [open, setOpen] = createSignal(true);
  const [showsMuted, setShowsMuted] = createSignal(false);
  const [showsAll, setShowsAll] = createSignal(false);
  const rows = () => {
    const ids = showsMuted() ? [...props.alerts, ...props.muted] : props.alerts;
    return showsAll() ? ids : ids.slice(0, MOST_ROWS);
  };
  const hidden = () =>
    (showsMuted() ? props.alerts.length + props.muted.length : props.alerts.length) - rows().length;
  const isChecked = () =>
    props.alerts.length > 0 && props.alerts.every((one) => props.checked.has(one));
  const title = () =>
    props.incident
      ? props.incident.place
        ? acts.title(props.incident, props.incident.place)
        : t('group.sentence', {
            rule: terms.rule(props.incident.rule),
            server: props.incident.server,
          })
      : t(props.id === 'pending' ? 'group.pending' : 'group.none');
  const suspectName = (suspect: Suspect) =>
    suspect.place
      ? acts.blame(suspect.place)
      : t('group.suspect.what', {
          metric: terms.metric(suspect.metric, 'short'),
          server: suspect.server,
        });
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
        <Show when={props.id !== 'pending'}>
          <input
            type="checkbox"
            class="alert-group__check"
            aria-label={say('check.group', {
              group: props.incident ? incidentLabel(props.incident.id) : title(),
            })}
            checked={isChecked()}
            onChange={() => props.onCheck(props.alerts, !isChecked())}
          />
        </Show>
        <Show when={props.incident}>
          {(incident) => (
            <>
              <SeverityMark severity={incident().severity} size={16} />
              <button
                type="button"
                class="alert-group__id num"
                data-severity={incident().severity}
                aria-label={say('group.open', { incident: incidentLabel(incident().id) })}
                onClick={() => props.onSelect(incident().id)}
              >
                {incidentLabel(incident().id)}
              </button>
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
                      t('group.servers', {
                        count: props.incident.counts?.servers ?? props.incident.involved.length,
                      }),
                      format.duration(lasted(props.incident)),
                    ]
                  : []),
              ].join(' · ')}
        </span>
        <Show when={props.incident}>
          {(incident) => (
            <span class="alert-group__actions">
              <Show when={props.assigneeOf(incident().id)}>
                {(name) => (
                  <span class="avatar" title={say('assigned', { name: name() })}>
                    {initials(name())}
                  </span>
                )}
              </Show>
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
                    <span>{suspectName(suspect())}</span>
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
          <For each={rows()}>
            {(alertId) => (
              <Show when={props.lookUp(alertId)}>
                {(alert) => (
                  <AlertRow
                    alert={alert()}
                    now={props.now}
                    axis={props.axis}
                    isSelected={props.selected === alertId}
                    isChecked={props.checked.has(alertId)}
                    muted={props.mutedWords(alert())}
                    assignee={props.assigneeOf(alertId)}
                    onSelect={() => props.onSelect(alertId)}
                    onCheck={() => props.onCheck([alertId], !props.checked.has(alertId))}
                  />
                )}
              </Show>
            )}
          </For>
        </ul>
        <Show when={props.muted.length > 0 || hidden() > 0}>
          <div class="alert-group__more">
            <Show when={props.muted.length > 0}>
              <button
                type="button"
                class="button"
                data-kind="quiet"
                aria-expanded={showsMuted()}
                onClick={() => setShowsMuted(!showsMuted())}
              >
                <BellOff size={14} aria-hidden="true" />
                {say('group.muted', { count: format.number(props.muted.length, 0) })}
              </button>
            </Show>
            <Show when={hidden() > 0}>
              <button
                type="button"
                class="button"
                data-kind="quiet"
                onClick={() => setShowsAll(true)}
              >
                {say('story.more', { count: format.number(rows().length + hidden(), 0) })}
              </button>
            </Show>
          </div>
        </Show>
      </Show>
    </section>
  );
}
