/** One alert as a row: status, rule and server, value and condition, when it was pending and firing, how long, what kind. */
import { For, Show } from 'solid-js';
import type { Alert } from '../../../core/domain/incident.ts';
import type { EpochMs, Ms } from '../../../core/domain/time.ts';
import { alerts as en } from '../../i18n/en/alerts.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { alerts as ko } from '../../i18n/ko/alerts.ts';
import { unitOf } from '../../unit-of.ts';
import { SeverityMark } from '../../widgets/SeverityBadge.tsx';
import { StatusMark } from '../../widgets/StatusMark.tsx';
import { useTerms } from '../../widgets/terms.ts';
import { signalOf, typeOf } from './alert-list.ts';
import { useInboxWords } from './inbox-words.ts';
import { TypeTag } from './TypeTag.tsx';

const words = { en, ko };

/** The value of an alert and the condition it met, worded. */
export function useConditions() {
  const { t, format } = useWords(words);
  /** Scores have no unit, whatever they are scores of. */
  const quantity = (alert: Alert, n: number): string =>
    alert.signal === 'score' ? format.number(n, 2) : format.value(n, unitOf(alert.metric));
  return {
    value: (alert: Alert): string => {
      if (alert.state === 'no-data') return t('row.nosample');
      if (alert.comparison !== 'absent') return quantity(alert, alert.value);
      return t(signalOf(alert) === 'reporting' ? 'row.nosample' : 'row.noanswer');
    },
    condition: (alert: Alert): string => {
      const duration = format.duration(alert.for);
      const limit = quantity(alert, alert.threshold);
      if (alert.comparison === 'absent') return t('row.absent', { duration });
      if (signalOf(alert) === 'predicted') return t('row.predicted', { limit });
      return t('row.condition', { comparison: alert.comparison, limit, duration });
    },
    /** `firing for 27 m 56 s` and the like. */
    lasting: (alert: Alert, now: EpochMs): string => {
      if (alert.state === 'pending')
        return t('row.pending', { duration: format.duration(now - alert.since) });
      const duration = format.duration((alert.endedAt ?? now) - (alert.firedAt ?? alert.since));
      return t(alert.state === 'resolved' ? 'row.lasted' : 'row.since', { duration });
    },
  };
}

/** @param props.axis width of the axis the bars share; it ends at `now` */
export function AlertRow(props: {
  alert: Alert;
  now: EpochMs;
  axis: Ms;
  isSelected: boolean;
  isChecked: boolean;
  /** Why it is muted; empty when it is heard. */
  muted: readonly string[];
  assignee: string | undefined;
  onSelect: () => void;
  onCheck: () => void;
}) {
  const { format } = useWords(words);
  const { t } = useInboxWords();
  const terms = useTerms();
  const conditions = useConditions();
  /** Share of the axis, clipped to it. */
  const x = (t: EpochMs) => Math.min(1, Math.max(0, (t - props.now + props.axis) / props.axis));
  const end = () => props.alert.endedAt ?? props.now;
  const fired = () => props.alert.firedAt ?? end();
  const type = () => typeOf(props.alert.comparison, { signal: signalOf(props.alert) });
  const isGone = () => props.alert.rule === 'HostDown';

  return (
    <li class="alert-item" data-muted={props.muted.length > 0 ? '' : undefined}>
      <input
        type="checkbox"
        class="alert-item__check"
        aria-label={t('check.row', {
          rule: terms.rule(props.alert.rule),
          server: props.alert.server,
        })}
        checked={props.isChecked}
        onChange={() => props.onCheck()}
      />
      <button
        type="button"
        class="alert-row"
        data-alert={props.alert.id}
        aria-current={props.isSelected ? 'true' : undefined}
        onClick={() => props.onSelect()}
      >
        <Show when={isGone()} fallback={<SeverityMark severity={props.alert.severity} size={15} />}>
          <StatusMark status="off" size={15} />
        </Show>
        <span class="alert-row__rule">
          <b>
            {terms.rule(props.alert.rule)}
            <Show when={props.alert.flaps}>
              {(count) => (
                <span class="alert-row__flaps num" title={t('flaps', { count: count() })}>
                  {t('flaps.short', { count: count() })}
                </span>
              )}
            </Show>
          </b>
          <span>
            <span class="mono">{props.alert.server}</span>
            <Show when={props.assignee}>
              {(name) => (
                <span class="alert-row__assignee" title={t('assigned', { name: name() })}>
                  {initials(name())}
                </span>
              )}
            </Show>
          </span>
          <For each={props.muted}>
            {(reason) => <small class="alert-row__muted">{reason}</small>}
          </For>
        </span>
        <span class="alert-row__value num">
          <b>{conditions.value(props.alert)}</b>
          <small>{conditions.condition(props.alert)}</small>
        </span>
        <span class="alert-row__bar" aria-hidden="true">
          <i
            class="alert-row__pending"
            style={{ '--from': x(props.alert.since), '--to': x(fired()) }}
          />
          <Show when={props.alert.firedAt !== undefined}>
            <i
              class="alert-row__firing"
              data-severity={isGone() ? 'off' : props.alert.severity}
              style={{ '--from': x(fired()), '--to': x(end()) }}
            />
          </Show>
        </span>
        <span class="visually-hidden">{conditions.lasting(props.alert, props.now)}</span>
        <span class="alert-row__duration num" aria-hidden="true">
          {format.duration(
            (props.alert.state === 'pending' ? props.now : end()) -
              (props.alert.firedAt ?? props.alert.since),
          )}
        </span>
        <TypeTag type={type()} />
      </button>
    </li>
  );
}

/** Two letters of a name, or its first syllables in Korean. */
export function initials(name: string): string {
  const parts = name.trim().split(/\s+/);
  return parts.length > 1
    ? `${parts[0][0]}${parts[parts.length - 1][0]}`.toUpperCase()
    : name.trim().slice(0, 2).toUpperCase();
}
