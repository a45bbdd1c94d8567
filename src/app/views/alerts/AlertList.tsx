/** A tab of alerts: how many over time, groups by incident with their rows, and those of connected Alertmanagers. */
import { BellRing } from 'lucide-solid';
import { For, Match, Show, Switch } from 'solid-js';
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
import type { InboxStore } from './inbox-store.ts';
import { assigneeOf, useMutedWords } from './inbox-words.ts';
import { RemoteGroup } from './RemoteGroup.tsx';
import { useActs } from './use-acts.ts';

const words = { en, ko };

/** @param props.inbox the screen's signals; the same object as long as the screen lives */
export function AlertList(props: { inbox: InboxStore; snapshot: Snapshot }) {
  const engine = useEngine();
  const session = useSession();
  const muted = useMutedWords();
  const acts = useActs();
  const { t, format } = useWords(words);
  const { inbox } = props;
  return (
    <>
      <AlertHistogram
        alerts={inbox.all()}
        now={props.snapshot.t}
        range={session.session().range}
        window={inbox.listed().length > 0 ? inbox.width() : 0}
      />
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
      <For each={inbox.groups().map((group) => group.id)}>
        {(id) => (
          <AlertGroupCard
            id={id}
            alerts={inbox.groups().find((group) => group.id === id)?.alerts ?? []}
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
              rules: engine.rules().filter(({ enabled }) => enabled).length,
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
