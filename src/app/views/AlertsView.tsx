/** Alerts: what fires, grouped by incident; what was taken, muted or is over; the rules; one alert's story beside it. */
import './alerts.css';
import { BellRing, Search } from 'lucide-solid';
import { createEffect, createMemo, createSignal, For, Match, on, Show, Switch } from 'solid-js';
import { DEFAULT_RULES } from '../../core/alert/rules.ts';
import type { Alert } from '../../core/domain/incident.ts';
import { HOUR } from '../../core/domain/time.ts';
import { createQuery, useEngine } from '../engine.tsx';
import { alerts as en } from '../i18n/en/alerts.ts';
import { useWords } from '../i18n/i18n.tsx';
import { alerts as ko } from '../i18n/ko/alerts.ts';
import { createKept } from '../kept.ts';
import { useSession } from '../session.ts';
import { useKeys } from '../shortcuts.ts';
import { EmptyState } from '../widgets/EmptyState.tsx';
import { Skeleton } from '../widgets/Skeleton.tsx';
import { useTerms } from '../widgets/terms.ts';
import { AlertDetail } from './alerts/AlertDetail.tsx';
import { AlertGroupCard } from './alerts/AlertGroupCard.tsx';
import { AlertHistogram } from './alerts/AlertHistogram.tsx';
import {
  axisWidth,
  byUrgency,
  groupAlerts,
  matches,
  mergeAlerts,
  TABS,
  type Tab,
  tabOf,
} from './alerts/alert-list.ts';
import { parseNotes } from './alerts/notes.ts';
import { RulesTable } from './alerts/RulesTable.tsx';

const words = { en, ko };
/** Wide enough that a panel beside the list is read together with it. */
const BESIDE = '(min-width: 901px)';

/** `selected` is the id of an alert or an incident. */
export default function AlertsView() {
  const engine = useEngine();
  const session = useSession();
  const terms = useTerms();
  const { t, format } = useWords(words);
  const [tab, setTab] = createSignal<Tab>('firing');
  const [filter, setFilter] = createSignal('');
  /** The panel was closed by hand: nothing is chosen for the reader any more. */
  const [closed, setClosed] = createSignal(false);
  const notes = createKept(engine, 'alert-notes', {}, parseNotes);

  const now = () => engine.snapshot()?.t;
  /** Changes when an alert begins or ends, not with every tick. */
  const stamp = createMemo(() =>
    engine
      .snapshot()
      ?.alerts.map((alert) => `${alert.id}${alert.state[0]}`)
      .join(),
  );
  const earlier = createQuery((signal) => {
    stamp();
    const { range } = session.session();
    const end = engine.snapshot()?.t;
    return end === undefined
      ? undefined
      : engine.call('alerts', { start: end - range, end }, signal);
  });
  const all = createMemo(() => mergeAlerts(earlier() ?? [], engine.snapshot()?.alerts ?? []));
  const servers = createMemo(
    () => new Map((engine.fleet()?.servers ?? []).map((server) => [server.name, server])),
  );
  const counts = createMemo(() => {
    const counted = {
      firing: 0,
      acknowledged: 0,
      silenced: 0,
      resolved: 0,
      rules: DEFAULT_RULES.length,
    };
    for (const alert of all().values()) if (alert.state !== 'pending') counted[tabOf(alert)]++;
    return counted;
  });
  const listed = createMemo(() => {
    const wanted = tab();
    const found = [...all().values()].filter(
      (alert) =>
        tabOf(alert) === wanted &&
        (filter() === '' ||
          matches(alert, filter(), terms.rule(alert.rule), servers().get(alert.server))),
    );
    return wanted === 'resolved'
      ? found.sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0))
      : found.sort(byUrgency);
  });
  const groups = createMemo(() => groupAlerts(listed(), engine.snapshot()?.incidents ?? []));
  /** Ids as drawn, for the keys. */
  const order = createMemo(() => groups().flatMap((group) => group.alerts));
  const width = createMemo(() => axisWidth(listed(), now() ?? 0, session.session().range));

  const selected = createMemo<Alert | undefined>(() => {
    const wanted = session.session().selected;
    const direct = all().get(wanted ?? '');
    if (direct) return direct;
    const incident = engine.snapshot()?.incidents.find((item) => item.id === wanted);
    if (incident) {
      const members = incident.alerts.flatMap((id) => all().get(id) ?? []);
      return (
        members.find((alert) => alert.rule === incident.rule && alert.server === incident.server) ??
        members.at(0)
      );
    }
    return closed() || !matchMedia(BESIDE).matches || tab() === 'rules'
      ? undefined
      : all().get(order().at(0) ?? '');
  });
  const select = (id: string | undefined) => {
    setClosed(id === undefined);
    session.adjust({ selected: id });
  };
  // A link to an alert opens the tab it stands in; one that changes state while it is read stays where it is.
  createEffect(
    on(
      () => session.session().selected && selected()?.id,
      (id, before) => {
        const alert = id === before ? undefined : all().get(id ?? '');
        if (alert && !order().includes(alert.id)) setTab(tabOf(alert));
      },
    ),
  );

  const walk = (by: number) => {
    const at = order().indexOf(selected()?.id ?? '');
    const id = order().at(Math.min(Math.max(at + by, 0), order().length - 1));
    if (id === undefined) return false;
    select(id);
    queueMicrotask(() =>
      document.querySelector(`[data-alert="${id}"]`)?.scrollIntoView({ block: 'nearest' }),
    );
    return true;
  };
  const acknowledge = (target: string) =>
    engine.act({ kind: 'acknowledge', target, at: now() ?? 0 });
  const silence = (target: string, duration: number) =>
    engine.act({ kind: 'silence', target, at: now() ?? 0, duration });
  useKeys({
    j: () => walk(1),
    k: () => walk(-1),
    ArrowDown: () => walk(1),
    ArrowUp: () => walk(-1),
    Enter: () => {
      const alert = selected();
      return alert ? session.go({ view: 'server', selected: alert.server }) : false;
    },
    a: () => {
      const alert = selected();
      return alert && alert.state !== 'resolved' && !alert.acknowledged
        ? void acknowledge(alert.id)
        : false;
    },
    s: () => {
      const alert = selected();
      return alert && alert.state !== 'resolved' ? void silence(alert.id, HOUR) : false;
    },
    Escape: () => (selected() ? select(undefined) : false),
  });

  return (
    <div
      class="alerts"
      data-idle={engine.snapshot() && (earlier() || earlier.error()) ? '' : undefined}
    >
      <div class="alerts__main">
        <header class="alerts__head">
          <h1>{t('title')}</h1>
          <label class="field alerts__filter">
            <Search size={13} aria-hidden="true" />
            <input
              type="search"
              data-filter
              aria-label={t('filter.label')}
              placeholder={t('filter.placeholder')}
              value={filter()}
              onInput={(event) => setFilter(event.currentTarget.value)}
              onKeyDown={(event) => {
                if (event.key !== 'Escape' || event.isComposing) return;
                setFilter('');
                event.currentTarget.blur();
              }}
            />
            <kbd class="kbd">/</kbd>
          </label>
        </header>
        <div class="alerts__tabs" role="tablist" aria-label={t('tab.label')}>
          <For each={TABS}>
            {(item) => (
              <button
                type="button"
                role="tab"
                id={`alerts-tab-${item}`}
                aria-selected={item === tab()}
                aria-controls="alerts-list"
                tabIndex={item === tab() ? 0 : -1}
                onClick={() => setTab(item)}
                onKeyDown={(event) => {
                  const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
                  if (by === 0) return;
                  event.preventDefault();
                  const next = TABS[(TABS.indexOf(item) + by + TABS.length) % TABS.length];
                  setTab(next);
                  document.getElementById(`alerts-tab-${next}`)?.focus();
                }}
              >
                {t(`tab.${item}`)} <b class="num">{format.number(counts()[item], 0)}</b>
              </button>
            )}
          </For>
        </div>
        <div
          class="alerts__list"
          id="alerts-list"
          role="tabpanel"
          aria-labelledby={`alerts-tab-${tab()}`}
        >
          <Show when={engine.snapshot()} fallback={<Skeleton lines={8} />}>
            {(snapshot) => (
              <Show when={tab() !== 'rules'} fallback={<RulesTable alerts={all()} />}>
                <AlertHistogram
                  alerts={all()}
                  now={snapshot().t}
                  range={session.session().range}
                  window={listed().length > 0 ? width() : 0}
                />
                <Show when={groups().length > 0}>
                  <div class="alerts__columns" aria-hidden="true">
                    <span>{t('column.rule')}</span>
                    <span>{t('column.value')}</span>
                    <span class="alerts__axis num">
                      <i>{format.time(snapshot().t - width(), 'minute')}</i>
                      <i>{format.time(snapshot().t, 'minute')}</i>
                    </span>
                    <span>{t('column.duration')}</span>
                    <span>{t('column.type')}</span>
                  </div>
                </Show>
                <For each={groups().map((group) => group.id)}>
                  {(id) => (
                    <AlertGroupCard
                      id={id}
                      alerts={groups().find((group) => group.id === id)?.alerts ?? []}
                      lookUp={(alert) => all().get(alert)}
                      incident={snapshot().incidents.find((incident) => incident.id === id)}
                      now={snapshot().t}
                      axis={width()}
                      selected={selected()?.id}
                      onSelect={select}
                      onAcknowledge={(target) => void acknowledge(target)}
                    />
                  )}
                </For>
                <Switch>
                  <Match when={groups().length === 0 && filter() !== ''}>
                    <EmptyState title={t('empty.filter', { text: filter() })}>
                      <button type="button" class="button" onClick={() => setFilter('')}>
                        {t('empty.filter.clear')}
                      </button>
                    </EmptyState>
                  </Match>
                  <Match when={groups().length === 0 && tab() === 'firing'}>
                    <EmptyState icon={<BellRing size={26} />} title={t('empty.firing')}>
                      {t('empty.firing.proof', {
                        rules: DEFAULT_RULES.length,
                        servers: servers().size,
                        time: format.time(snapshot().t),
                      })}
                    </EmptyState>
                  </Match>
                  <Match when={groups().length === 0}>
                    <EmptyState
                      title={t(emptyKey(tab()), {
                        range: format.duration(session.session().range),
                      })}
                    />
                  </Match>
                </Switch>
              </Show>
            )}
          </Show>
        </div>
      </div>
      <Show when={selected()?.id} keyed>
        {(id) => (
          <Show when={all().get(id)}>
            {(alert) => (
              <AlertDetail
                alert={alert()}
                inhibitor={all().get(alert().mutedBy.find((by) => all().has(by)) ?? '')}
                notes={notes}
                onClose={() => select(undefined)}
                onAcknowledge={() => acknowledge(alert().id)}
                onSilence={(duration) => silence(alert().id, duration)}
              />
            )}
          </Show>
        )}
      </Show>
    </div>
  );
}

function emptyKey(tab: Tab): 'empty.acknowledged' | 'empty.silenced' | 'empty.resolved' {
  return tab === 'acknowledged'
    ? 'empty.acknowledged'
    : tab === 'silenced'
      ? 'empty.silenced'
      : 'empty.resolved';
}
