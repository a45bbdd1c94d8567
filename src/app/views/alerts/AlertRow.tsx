/** One alert as a row: status, rule and server, value and condition, when it was pending and firing, how long, what kind. */
import { Show } from 'solid-js';
import type { Alert } from '../../../core/domain/incident.ts';
import type { EpochMs, Ms } from '../../../core/domain/time.ts';
import { alerts as en } from '../../i18n/en/alerts.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { alerts as ko } from '../../i18n/ko/alerts.ts';
import { unitOf } from '../../unit-of.ts';
import { SeverityMark } from '../../widgets/SeverityBadge.tsx';
import { StatusMark } from '../../widgets/StatusMark.tsx';
import { useTerms } from '../../widgets/terms.ts';
import { ruleOf, typeOf } from './alert-list.ts';
import { TypeTag } from './TypeTag.tsx';

const words = { en, ko };

/** The value of an alert and the condition it met, worded. */
export function useConditions() {
  const { t, format } = useWords(words);
  return {
    value: (alert: Alert): string => {
      if (alert.comparison !== 'absent') return format.value(alert.value, unitOf(alert.metric));
      return t(ruleOf(alert)?.signal === 'reporting' ? 'row.nosample' : 'row.noanswer');
    },
    condition: (alert: Alert): string => {
      const duration = format.duration(alert.for);
      const limit = format.value(alert.threshold, unitOf(alert.metric));
      if (alert.comparison === 'absent') return t('row.absent', { duration });
      if (ruleOf(alert)?.signal === 'predicted') return t('row.predicted', { limit });
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
  onSelect: () => void;
}) {
  const { format } = useWords(words);
  const terms = useTerms();
  const conditions = useConditions();
  /** Share of the axis, clipped to it. */
  const x = (t: EpochMs) => Math.min(1, Math.max(0, (t - props.now + props.axis) / props.axis));
  const end = () => props.alert.endedAt ?? props.now;
  const fired = () => props.alert.firedAt ?? end();
  const type = () => typeOf(props.alert.comparison, ruleOf(props.alert));
  const isGone = () => props.alert.rule === 'HostDown';

  return (
    <li>
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
          <b>{terms.rule(props.alert.rule)}</b>
          <span class="mono">{props.alert.server}</span>
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
