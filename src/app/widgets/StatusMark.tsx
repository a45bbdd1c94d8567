/** Our own status shapes on a 16 grid: the shape alone tells the status, colour only repeats it. */
import { Match, Switch } from 'solid-js';
import type { Status } from '../../core/domain/incident.ts';

/**
 * The shape of a status, hidden from assistive technology: the word stands beside it or in the accessible name.
 * @param props.size edge in CSS px, default 14
 */
export function StatusMark(props: { status: Status; size?: number }) {
  return (
    <svg
      class="status-mark"
      data-status={props.status}
      width={props.size ?? 14}
      height={props.size ?? 14}
      viewBox="0 0 16 16"
      aria-hidden="true"
    >
      <StatusShape status={props.status} />
    </svg>
  );
}

/** The bare shape, for maps that draw it inside an SVG of their own; spans the 16 × 16 user units at the origin. */
export function StatusShape(props: { status: Status }) {
  return (
    <Switch>
      <Match when={props.status === 'ok'}>
        <circle class="status-mark__fill" cx="8" cy="8" r="6.6" />
        <path class="status-mark__ink" d="m5 8.3 2.1 2.1L11.2 6" />
      </Match>
      <Match when={props.status === 'warn'}>
        <path
          class="status-mark__fill"
          d="M7 1.9a1.15 1.15 0 0 1 2 0l6.1 10.9a1.15 1.15 0 0 1-1 1.7H1.9a1.15 1.15 0 0 1-1-1.7Z"
        />
        <path class="status-mark__ink" d="M8 5.7v3.9M8 12.1h.01" />
      </Match>
      <Match when={props.status === 'crit'}>
        <path
          class="status-mark__fill"
          d="M7.1.9a1.27 1.27 0 0 1 1.8 0l6.2 6.2a1.27 1.27 0 0 1 0 1.8l-6.2 6.2a1.27 1.27 0 0 1-1.8 0L.9 8.9a1.27 1.27 0 0 1 0-1.8Z"
        />
        <path class="status-mark__ink" d="M8 4.5v4M8 11.3h.01" />
      </Match>
      <Match when={props.status === 'off'}>
        <rect class="status-mark__line" x="1.9" y="1.9" width="12.2" height="12.2" rx="2.4" />
        <path class="status-mark__line" d="m5.4 5.4 5.2 5.2M10.6 5.4l-5.2 5.2" />
      </Match>
      <Match when={props.status === 'unk'}>
        <circle class="status-mark__line status-mark__dash" cx="8" cy="8" r="6.5" />
        <path
          class="status-mark__line"
          d="M6.1 6.3a1.95 1.95 0 1 1 2.9 1.75c-.65.35-1 .75-1 1.4M8 11.6h.01"
        />
      </Match>
    </Switch>
  );
}
