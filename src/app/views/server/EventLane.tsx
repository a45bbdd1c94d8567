/** The lane above the charts: what happened when, as icons that open it; where now is and where the forecast begins. */
import {
  BellOff,
  BellRing,
  Check,
  FlaskConical,
  Merge,
  NotebookPen,
  Siren,
  Split,
  TimerReset,
  UserRound,
  Wrench,
  X,
} from 'lucide-solid';
import { For, Show } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { incidentLabel } from '../../incident-label.ts';
import { useSession } from '../../session.ts';
import { useTerms } from '../../widgets/terms.ts';
import { useEventWords } from './event-words.ts';
import { type EventGroup, groupEvents, type ServerEvent } from './events.ts';
import type { InjectedFault } from './faults-on.ts';
import type { TimeWindow } from './lane-data.ts';

const ICONS = {
  alert: BellRing,
  incident: Siren,
  inject: FlaskConical,
  clear: X,
  silence: BellOff,
  acknowledge: Check,
  note: NotebookPen,
  assign: UserRound,
  snooze: TimerReset,
  window: Wrench,
  expire: BellRing,
  merge: Merge,
  split: Split,
} as const;
/** Marks closer than this share of the window are one. */
const NEAR = 1 / 36;

/**
 * @param props.events all events of the server; those outside the window are left out
 * @param props.truth faults injected here, drawn as hatched bars: the truth a drill is about
 */
export default function EventLane(props: {
  events: readonly ServerEvent[];
  truth: readonly InjectedFault[];
  window: TimeWindow;
}) {
  const session = useSession();
  const terms = useTerms();
  const { t, format } = useEventWords();
  const width = () => props.window.to - props.window.from;
  const percent = (at: number) => `${((100 * (at - props.window.from)) / width()).toFixed(2)}%`;
  /** What has not happened yet is not drawn. */
  const clip = (at: number | undefined) =>
    Math.max(props.window.from, Math.min(props.window.now, at ?? props.window.now));
  const groups = () =>
    groupEvents(
      props.events.filter((event) => event.t >= props.window.from && event.t <= props.window.now),
      width() * NEAR,
    );
  const describe = (event: ServerEvent) => {
    const { kind, subject } = event;
    const what =
      kind === 'alert'
        ? t('event.alert', { rule: terms.rule(subject) })
        : kind === 'incident'
          ? t('event.incident', { id: incidentLabel(subject) })
          : kind === 'inject'
            ? t('event.inject', { fault: terms.fault(subject) })
            : t(`event.${kind}`);
    return t('event.at', { time: format.time(event.t), what });
  };
  const title = (group: EventGroup) => group.events.map(describe).join('\n');
  /** The most telling event stands for its group: what people did, then the incident, then an alert. */
  const lead = (group: EventGroup) =>
    group.events.find((event) => event.kind !== 'alert' && event.kind !== 'incident') ??
    group.events.find((event) => event.kind === 'incident') ??
    group.events[0];
  const opens = (group: EventGroup) => group.events.find((event) => event.opens)?.opens;

  return (
    <div class="event-lane">
      <p class="event-lane__title">{t('metrics.events')}</p>
      <div class="event-lane__axis">
        <For each={props.truth}>
          {(fault) => (
            <span
              class="event-lane__truth"
              title={t('event.inject', { fault: terms.fault(fault.fault) })}
              style={{ '--x': percent(clip(fault.start)), '--end': percent(clip(fault.end)) }}
            />
          )}
        </For>
        <ol>
          <For each={groups()}>
            {(group) => (
              <li style={{ '--x': percent(group.t) }} data-kind={lead(group).kind}>
                <Show
                  when={opens(group)}
                  fallback={
                    <span class="event-lane__mark" title={title(group)}>
                      <Dynamic component={ICONS[lead(group).kind]} size={12} />
                      <span class="visually-hidden">{title(group)}</span>
                    </span>
                  }
                >
                  {(id) => (
                    <a
                      class="event-lane__mark"
                      href={session.href({ view: 'alerts', selected: id() })}
                      title={title(group)}
                      aria-label={title(group)}
                    >
                      <Dynamic component={ICONS[lead(group).kind]} size={12} />
                    </a>
                  )}
                </Show>
                <Show when={group.events.length > 1}>
                  <span class="event-lane__count num" aria-hidden="true">
                    {group.events.length}
                  </span>
                </Show>
              </li>
            )}
          </For>
        </ol>
        <span class="event-lane__now" style={{ '--x': percent(props.window.now) }}>
          {t('metrics.now')}
        </span>
        <span class="event-lane__forecast" style={{ '--x': percent(props.window.now) }}>
          {t('metrics.forecast')}
        </span>
      </div>
    </div>
  );
}
