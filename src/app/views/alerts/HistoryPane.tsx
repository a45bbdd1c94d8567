/** Everything this device remembers of alerts and incidents: searched, filtered, exported; and how fast people were. */
import { createMemo, createSignal, For, Show } from 'solid-js';
import { alertmanagerJson, alertTable } from '../../../core/alert/export.ts';
import { responseOf } from '../../../core/alert/story.ts';
import type { AlertLog, Seen } from '../../../core/domain/act-log.ts';
import { type Alert, type Incident, SEVERITIES } from '../../../core/domain/incident.ts';
import { useActWords } from '../../act-words.ts';
import { useEngine } from '../../engine.tsx';
import { incidentLabel } from '../../incident-label.ts';
import { EmptyState } from '../../widgets/EmptyState.tsx';
import { Export } from '../../widgets/Export.tsx';
import { Segmented } from '../../widgets/Segmented.tsx';
import { SeverityMark } from '../../widgets/SeverityBadge.tsx';
import { useTerms } from '../../widgets/terms.ts';
import {
  filterAlerts,
  filterIncidents,
  HISTORY_STATES,
  type HistoryFilter,
  NO_FILTER,
  SPANS,
  type Span,
} from './history-list.ts';
import { useInboxWords } from './inbox-words.ts';

/** Height of a row and rows drawn beyond the edges; the list is as long as memory is. */
const ROW = 46;
const BEYOND = 8;

/** @param props.onSelect opens an alert or incident beside the list */
export function HistoryPane(props: {
  log: AlertLog;
  selected: string | undefined;
  onSelect: (id: string) => void;
}) {
  const engine = useEngine();
  const terms = useTerms();
  const words = useActWords();
  const { t, format } = useInboxWords();
  const [what, setWhat] = createSignal<'alerts' | 'incidents'>('incidents');
  const [filter, setFilter] = createSignal<HistoryFilter>(NO_FILTER);
  const [top, setTop] = createSignal(0);
  const [height, setHeight] = createSignal(600);
  const now = () => engine.snapshot()?.t ?? 0;
  const change = (part: Partial<HistoryFilter>) => {
    setTop(0);
    setFilter((before) => ({ ...before, ...part }));
  };
  const alerts = createMemo(() => filterAlerts(props.log, filter(), now(), terms.rule));
  const incidents = createMemo(() => filterIncidents(props.log, filter(), now(), terms.rule));
  const length = () => (what() === 'alerts' ? alerts().length : incidents().length);
  const first = () => Math.max(0, Math.floor(top() / ROW) - BEYOND);
  const last = () => Math.min(length(), Math.ceil((top() + height()) / ROW) + BEYOND);
  const rules = createMemo(() => [...new Set(props.log.alerts.map(({ rule }) => rule))].sort());
  const response = createMemo(() =>
    responseOf(
      incidents(),
      props.log.acts.filter(({ undone }) => !undone).map(({ act }) => act),
    ),
  );
  const sourceName = (source: string | undefined) => {
    const kind = source?.split('/').at(0);
    return kind === 'sim' || kind === 'file' || kind === 'live'
      ? t(`history.source.${kind}`)
      : t('history.source.unknown');
  };
  const span = (from: number, until: number | undefined) =>
    `${format.time(from, 'date')} ${format.time(from, 'minute')} · ${
      until === undefined ? t('history.lasting') : format.duration(until - from)
    }`;
  const title = (incident: Incident) =>
    incident.place
      ? words.title(incident, incident.place)
      : `${terms.rule(incident.rule)} · ${incident.server}`;
  const shownAlerts = () => (what() === 'alerts' ? alerts().slice(first(), last()) : []);
  const shownIncidents = () => (what() === 'incidents' ? incidents().slice(first(), last()) : []);
  /** Exports follow the list: of incidents all their alerts. */
  const exported = (): readonly Seen<Alert>[] => {
    if (what() === 'alerts') return alerts();
    const ids = new Set(incidents().flatMap((incident) => incident.alerts));
    return props.log.alerts.filter(({ id }) => ids.has(id));
  };
  const alertmanager = () => {
    const fleet = engine.fleet();
    return alertmanagerJson(
      exported(),
      (name) => fleet?.servers.find((server) => server.name === name),
      location.href.split('#')[0],
    );
  };
  const observe = (element: HTMLElement) => {
    const observer = new ResizeObserver(() => setHeight(element.clientHeight));
    observer.observe(element);
  };

  return (
    <section class="history" aria-label={t('history.title')}>
      <div class="history__bar">
        <Segmented
          label={t('history.what')}
          options={[
            { value: 'incidents', label: t('history.what.incidents') },
            { value: 'alerts', label: t('history.what.alerts') },
          ]}
          value={what()}
          onChange={(next) => {
            setTop(0);
            setWhat(next);
          }}
        />
        <input
          class="field history__search"
          type="search"
          aria-label={t('history.search')}
          placeholder={t('history.search')}
          value={filter().text}
          onInput={(event) => change({ text: event.currentTarget.value })}
        />
        <select
          class="select"
          aria-label={t('history.severity')}
          onChange={(event) =>
            change({ severity: SEVERITIES.find((one) => one === event.currentTarget.value) })
          }
        >
          <option value="">{`${t('history.severity')}: ${t('history.any')}`}</option>
          <For each={SEVERITIES}>{(one) => <option value={one}>{terms.severity(one)}</option>}</For>
        </select>
        <select
          class="select"
          aria-label={t('history.state')}
          onChange={(event) =>
            change({
              state: HISTORY_STATES.find((one) => one === event.currentTarget.value),
            })
          }
        >
          <option value="">{`${t('history.state')}: ${t('history.any')}`}</option>
          <For each={HISTORY_STATES}>
            {(one) => <option value={one}>{t(`history.state.${one}`)}</option>}
          </For>
        </select>
        <select
          class="select"
          aria-label={t('history.rule')}
          onChange={(event) => change({ rule: event.currentTarget.value || undefined })}
        >
          <option value="">{`${t('history.rule')}: ${t('history.any')}`}</option>
          <For each={rules()}>{(rule) => <option value={rule}>{terms.rule(rule)}</option>}</For>
        </select>
        <select
          class="select"
          aria-label={t('history.when')}
          onChange={(event) => {
            const { value } = event.currentTarget;
            change({ span: isSpan(value) ? value : 'any' });
          }}
        >
          <option value="any">{`${t('history.when')}: ${t('history.any')}`}</option>
          <option value="day">{t('history.when.day')}</option>
          <option value="week">{t('history.when.week')}</option>
          <option value="month">{t('history.when.month')}</option>
        </select>
      </div>
      <div class="history__figures">
        <b class="num">{t('history.count', { count: length() })}</b>
        <span title={t('history.mtta')}>
          {t('history.mtta')} <b class="num">{format.duration(response().meanToAcknowledge)}</b>{' '}
          <small class="num">
            {t('history.median', {
              duration: format.duration(response().medianToAcknowledge),
              count: response().acknowledged,
            })}
          </small>
        </span>
        <span title={t('history.mttr')}>
          {t('history.mttr')} <b class="num">{format.duration(response().meanToResolve)}</b>{' '}
          <small class="num">
            {t('history.median', {
              duration: format.duration(response().medianToResolve),
              count: response().resolved,
            })}
          </small>
        </span>
        <span class="history__exports">
          <Show when={length() > 0}>
            <Export
              name="alerts"
              what={t('history.title')}
              table={() => alertTable(exported())}
              files={[
                {
                  name: 'alertmanager.json',
                  label: t('history.json'),
                  type: 'application/json',
                  contents: alertmanager,
                },
              ]}
            />
          </Show>
        </span>
      </div>
      <Show when={length() > 0} fallback={<EmptyState title={t('history.none')} />}>
        <section
          class="history__list"
          aria-label={t('history.list')}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (axe: scrollable-region-focusable).
          tabIndex={0}
          ref={observe}
          onScroll={(event) => setTop(event.currentTarget.scrollTop)}
        >
          <ul style={{ '--rows': length(), '--first': first() }}>
            <For each={shownIncidents()}>
              {(incident) => (
                <li>
                  <button
                    type="button"
                    class="history-row"
                    aria-current={props.selected === incident.id ? 'true' : undefined}
                    onClick={() => props.onSelect(incident.id)}
                  >
                    <SeverityMark severity={incident.severity} size={15} />
                    <span class="history-row__what">
                      <b>{title(incident)}</b>
                      <small class="num">{incidentLabel(incident.id)}</small>
                    </span>
                    <span class="history-row__when num">
                      {span(incident.openedAt, incident.resolvedAt)}
                    </span>
                    <span class="history-row__source">{sourceName(incident.source)}</span>
                  </button>
                </li>
              )}
            </For>
            <For each={shownAlerts()}>
              {(alert) => (
                <li>
                  <button
                    type="button"
                    class="history-row"
                    aria-current={props.selected === alert.id ? 'true' : undefined}
                    onClick={() => props.onSelect(alert.id)}
                  >
                    <SeverityMark severity={alert.severity} size={15} />
                    <span class="history-row__what">
                      <b>{terms.rule(alert.rule)}</b>
                      <small class="mono">{alert.server}</small>
                    </span>
                    <span class="history-row__when num">
                      {span(alert.firedAt ?? alert.since, alert.endedAt)}
                    </span>
                    <span class="history-row__source">{sourceName(alert.source)}</span>
                  </button>
                </li>
              )}
            </For>
          </ul>
        </section>
      </Show>
    </section>
  );
}

function isSpan(value: string): value is Span {
  return Object.hasOwn(SPANS, value);
}
