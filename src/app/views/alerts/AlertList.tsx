/** A tab of alerts: how many over time, groups by incident with their rows, and those of connected Alertmanagers. */
import { BellRing } from 'lucide-solid';
import { createMemo, createSignal, For, Match, Show, Switch } from 'solid-js';
import { isJudging } from '../../../core/domain/rule.ts';
import type { Snapshot } from '../../../core/domain/snapshot.ts';
import { useEngine } from '../../engine.tsx';
import { alerts as en } from '../../i18n/en/alerts.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { alerts as ko } from '../../i18n/ko/alerts.ts';
import { useSession } from '../../session.ts';
import { EmptyState } from '../../widgets/EmptyState.tsx';
import { AlertGroupCard } from './AlertGroupCard.tsx';
import { AlertHistogram } from './AlertHistogram.tsx';
import type { Tab } from './alert-list.ts';
import { type InboxStore, STORM_PAUSE } from './inbox-store.ts';
import { assigneeOf, useMutedWords } from './inbox-words.ts';
import { RemoteGroup } from './RemoteGroup.tsx';
import { useActs } from './use-acts.ts';

const words = { en, ko };
/** Groups drawn before more are asked for, more than a screen is high: a storm must not fill the page. The one with the selected alert is always among them. */
const MOST_GROUPS = 12;

/** @param props.inbox the screen's signals; the same object as long as the screen lives */
export function AlertList(props: { inbox: InboxStore; snapshot: Snapshot }) {
  const engine = useEngine();
  const session = useSession();
  const muted = useMutedWords();
  const acts = useActs();
  const { t, format } = useWords(words);
  const { inbox } = props;
  const judging = () => {
    const fleet = engine.fleet();
    return fleet ? engine.rules().filter((rule) => isJudging(rule, fleet)).length : 0;
  };
  const [most, setMost] = createSignal(MOST_GROUPS);
  const drawn = createMemo(() => {
    const groups = inbox.groups();
    const chosen = inbox.selected()?.id;
    const at =
      groups.length > most() && chosen !== undefined
        ? groups.findIndex(({ alerts }) => alerts.includes(chosen))
        : -1;
    return groups.slice(0, Math.max(most(), at + 1)).map(({ id }) => id);
  });
  const byId = createMemo(() => new Map(inbox.groups().map((group) => [group.id, group.alerts])));
  return (
    <>
      <AlertHistogram
        alerts={inbox.all()}
        now={props.snapshot.t}
        range={session.session().range}
        window={inbox.listed().length > 0 ? inbox.width() : 0}
      />
      <Show when={inbox.isHeld()}>
        <p class="alerts__held muted" role="status">
          {t('storm.held', { pause: format.duration(STORM_PAUSE) })}
        </p>
      </Show>
      <Show when={inbox.groups().length > 0}>
        <div class="alerts__columns" aria-hidden="true">
          <span>{t('column.rule')}</span>
          <span>{t('column.value')}</span>
          <span class="alerts__axis num">
            <i>{format.time(props.snapshot.t - inbox.width(), 'minute')}</i>
            <i>{format.time(props.snapshot.t, 'minute')}</i>
          </span>
          <span>{t('column.duration')}</span>
          <span>{t('column.type')}</span>
        </div>
      </Show>
      <For each={drawn()}>
        {(id) => (
          <AlertGroupCard
            id={id}
            alerts={byId().get(id) ?? []}
            lookUp={inbox.lookUp}
            incident={props.snapshot.incidents.find((incident) => incident.id === id)}
            now={props.snapshot.t}
            axis={inbox.width()}
            selected={inbox.selected()?.id}
            checked={inbox.checked()}
            muted={inbox.mutedOf().get(id) ?? []}
            mutedWords={(alert) => muted.reasons(alert, inbox.lookUp)}
            assigneeOf={(...ids) => assigneeOf(ids, inbox.actions())}
            onSelect={inbox.select}
            onCheck={inbox.check}
            onAcknowledge={(target) => void acts.acknowledge(target)}
          />
        )}
      </For>
      <Show when={inbox.groups().length > drawn().length}>
        <button
          type="button"
          class="button alerts__more"
          onClick={() => setMost(drawn().length + MOST_GROUPS)}
        >
          {t('group.others', { count: inbox.groups().length - drawn().length })}
        </button>
      </Show>
      <For each={inbox.remotes()}>
        {(remote) => (
          <Show when={inbox.remoteAlerts(remote, inbox.tab()).length > 0}>
            <RemoteGroup
              inbox={remote}
              alerts={inbox.remoteAlerts(remote, inbox.tab())}
              onSilence={(target) => {
                inbox.setDraft({ target, where: remote.key });
                inbox.setTab('mutes');
              }}
            />
          </Show>
        )}
      </For>
      <Switch>
        <Match when={inbox.groups().length === 0 && inbox.filter() !== ''}>
          <EmptyState title={t('empty.filter', { text: inbox.filter() })}>
            <button type="button" class="button" onClick={() => inbox.setFilter('')}>
              {t('empty.filter.clear')}
            </button>
          </EmptyState>
        </Match>
        <Match when={inbox.groups().length === 0 && inbox.tab() === 'firing'}>
          <EmptyState icon={<BellRing size={26} />} title={t('empty.firing')}>
            {t('empty.firing.proof', {
              rules: judging(),
              servers: inbox.servers().size,
              time: format.time(props.snapshot.t),
            })}
          </EmptyState>
        </Match>
        <Match when={inbox.groups().length === 0}>
          <EmptyState
            title={t(emptyKey(inbox.tab()), {
              range: format.duration(session.session().range),
            })}
          />
        </Match>
      </Switch>
    </>
  );
}

function emptyKey(tab: Tab): 'empty.acknowledged' | 'empty.silenced' | 'empty.resolved' {
  return tab === 'acknowledged'
    ? 'empty.acknowledged'
    : tab === 'silenced'
      ? 'empty.silenced'
      : 'empty.resolved';
}
