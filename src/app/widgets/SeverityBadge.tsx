/** Severity of an alert or incident as shape, colour and word. Severity is not status, but shares its shapes. */
import { Info } from 'lucide-solid';
import { Show } from 'solid-js';
import type { Severity, Status } from '../../core/domain/incident.ts';
import { StatusMark } from './StatusMark.tsx';
import { useTerms } from './terms.ts';

/** The status whose shape and colour a severity borrows; `info` has none and uses the accent. */
export function severityStatus(severity: Severity): Status | undefined {
  return severity === 'critical' ? 'crit' : severity === 'warning' ? 'warn' : undefined;
}

/** The shape of a severity alone, hidden from assistive technology. */
export function SeverityMark(props: { severity: Severity; size?: number }) {
  return (
    <Show
      when={severityStatus(props.severity)}
      fallback={<Info class="severity-info" size={props.size ?? 14} aria-hidden="true" />}
    >
      {(status) => <StatusMark status={status()} size={props.size ?? 14} />}
    </Show>
  );
}

/** Chip with mark and word. */
export function SeverityBadge(props: { severity: Severity }) {
  const terms = useTerms();
  return (
    <span class="badge" data-status={severityStatus(props.severity) ?? 'info'}>
      <SeverityMark severity={props.severity} size={12} />
      {terms.severity(props.severity)}
    </span>
  );
}
