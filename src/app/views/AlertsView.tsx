/** Alerts: what fires, grouped by incident; what was taken, muted or is over; the rules; one alert's story beside it. */
import './alerts.css';
import './alerts/inbox.css';
import { Search } from 'lucide-solid';
import { lazy, Match, Show, Suspense, Switch } from 'solid-js';
import { HOUR } from '../../core/domain/time.ts';
import { useEngine } from '../engine.tsx';
import { alerts as en } from '../i18n/en/alerts.ts';
import { useWords } from '../i18n/i18n.tsx';
import { alerts as ko } from '../i18n/ko/alerts.ts';
import { useSession } from '../session.ts';
import { useKeys } from '../shortcuts.ts';
import { Skeleton } from '../widgets/Skeleton.tsx';
import { Tabs, tabId } from '../widgets/Tabs.tsx';
import { AlertDetail } from './alerts/AlertDetail.tsx';
import { AlertList } from './alerts/AlertList.tsx';
import { isList, TABS } from './alerts/alert-list.ts';
import { BulkBar } from './alerts/BulkBar.tsx';
import { IncidentPanel } from './alerts/IncidentPanel.tsx';
import { createInbox } from './alerts/inbox-store.ts';
import { RulesTable } from './alerts/RulesTable.tsx';
import { useActs } from './alerts/use-acts.ts';

const HistoryPane = lazy(() =>
  import('./alerts/HistoryPane.tsx').then((module) => ({ default: module.HistoryPane })),
);
const MutesPane = lazy(() =>
  import('./alerts/MutesPane.tsx').then((module) => ({ default: module.MutesPane })),
);

const words = { en, ko };

/** `selected` is the id of an alert or an incident. */
export default function AlertsView() {
  const engine = useEngine();
  const session = useSession();
  const { t, format } = useWords(words);
  const acts = useActs();
  const inbox = createInbox();
  const { tab, setTab, filter, setFilter, marked, selected, incident, select, order } = inbox;

  const walk = (by: number) => {
    const at = order().indexOf(selected()?.id ?? '');
    const id = order().at(Math.min(Math.max(at + by, 0), order().length - 1));
    if (id === undefined) return false;
    select(id);
    // With the frame that draws it: asked for sooner, the browser would lay the page out twice.
    requestAnimationFrame(() =>
      document.querySelector(`[data-alert="${id}"]`)?.scrollIntoView({ block: 'nearest' }),
    );
    return true;
  };
  /** What the keys act on: the checked alerts, else the one beside the list. */
  const targets = (): readonly string[] => {
    if (marked().length > 0) return marked().map(({ id }) => id);
    const alert = selected();
    if (alert) return alert.state === 'resolved' || !inbox.isHere(alert.id) ? [] : [alert.id];
    const shown = incident();
    return shown?.state === 'open' && inbox.isHere(shown.id) ? [shown.id] : [];
  };
  const each = (act: (id: string) => Promise<void>): boolean => {
    const ids = targets();
    inbox.clear();
    void (async () => {
      for (const id of ids) await act(id);
    })();
    return ids.length > 0;
  };
  useKeys({
    j: () => walk(1),
    k: () => walk(-1),
    ArrowDown: () => walk(1),
    ArrowUp: () => walk(-1),
    Enter: () => {
      const alert = selected();
      return alert ? session.go({ view: 'server', selected: alert.server }) : false;
    },
    a: () => each((id) => acts.acknowledge(id)),
    s: () => each((id) => acts.silence(id, HOUR)),
    z: () => each((id) => acts.snooze(id, HOUR)),
    x: () => {
      const id = selected()?.id;
      if (id !== undefined) inbox.check([id], !inbox.checked().has(id));
      return id !== undefined;
    },
    n: () => {
      const field = document.querySelector<HTMLElement>('[data-act-note]');
      field?.focus();
      return field !== null;
    },
    Escape: () => {
      if (marked().length > 0) return void inbox.clear();
      return selected() || incident() ? select(undefined) : false;
    },
  });

  return (
    <div
      class="alerts"
      data-idle={engine.snapshot() && (inbox.earlier() || inbox.earlier.error()) ? '' : undefined}
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
        <Show when={marked().length > 0}>
          <BulkBar alerts={marked()} onDone={() => inbox.clear()} />
        </Show>
        <Tabs
          id="alerts"
          panel="alerts-list"
          label={t('tab.label')}
          tabs={TABS}
          value={tab()}
          onChange={setTab}
        >
          {(item) => (
            <>
              {t(`tab.${item}`)}{' '}
              <Show when={inbox.countOf(item) !== undefined}>
                <b class="num">
                  {format.number(inbox.countOf(item), 0)}
                  {inbox.isCut() && isList(item) ? '+' : ''}
                </b>
              </Show>
            </>
          )}
        </Tabs>
        <div
          class="alerts__list"
          id="alerts-list"
          role="tabpanel"
          aria-labelledby={tabId('alerts', tab())}
        >
          <Show when={inbox.picture()} fallback={<Skeleton lines={8} />}>
            {(snapshot) => (
              <Suspense fallback={<Skeleton lines={8} />}>
                <Switch fallback={<AlertList inbox={inbox} snapshot={snapshot()} />}>
                  <Match when={tab() === 'rules'}>
                    <RulesTable />
                  </Match>
                  <Match when={tab() === 'history'}>
                    <HistoryPane
                      log={inbox.remembered()}
                      selected={session.session().selected}
                      onSelect={select}
                    />
                  </Match>
                  <Match when={tab() === 'mutes'}>
                    <MutesPane
                      mutes={inbox.mutes() ?? []}
                      alerts={inbox.all()}
                      remotes={inbox.remotes()}
                      draft={inbox.draft()}
                      onDraft={inbox.setDraft}
                    />
                  </Match>
                </Switch>
              </Suspense>
            )}
          </Show>
        </div>
      </div>
      <Show
        when={inbox.focused()?.id}
        keyed
        fallback={
          <Show when={inbox.focusedIncident()?.id} keyed>
            {(id) => (
              <Show when={inbox.focusedIncident()}>
                {(shown) => (
                  <IncidentPanel
                    incident={shown()}
                    alerts={inbox.alertsOf(shown())}
                    acts={inbox.actsFor(id)}
                    isHere={inbox.isHere(id)}
                    sourceName={inbox.sourceName(id)}
                    onClose={() => select(undefined)}
                    onSelect={select}
                  />
                )}
              </Show>
            )}
          </Show>
        }
      >
        {(id) => (
          <Show when={inbox.focused()}>
            {(alert) => (
              <AlertDetail
                alert={alert()}
                lookUp={inbox.lookUp}
                acts={inbox.actsFor(id)}
                isHere={inbox.isHere(id)}
                sourceName={inbox.sourceName(id)}
                onClose={() => select(undefined)}
                onIncident={select}
              />
            )}
          </Show>
        )}
      </Show>
    </div>
  );
}
