/** Silences and maintenance windows: those of this device with what they held back, and those of connected Alertmanagers. */
import { BellOff, Plus, TimerReset, Wrench } from 'lucide-solid';
import { createSignal, For, Match, Show, Switch } from 'solid-js';
import type { MuteState } from '../../../core/alert/mute.ts';
import { DEFAULT_SILENCE } from '../../../core/domain/act.ts';
import type { RemoteSilence } from '../../../core/domain/alertmanager.ts';
import type { Alert } from '../../../core/domain/incident.ts';
import { HOUR } from '../../../core/domain/time.ts';
import { writeMatchers } from '../../../core/formats/alertmanager.ts';
import { useEngine } from '../../engine.tsx';
import { incidentLabel } from '../../incident-label.ts';
import { EmptyState } from '../../widgets/EmptyState.tsx';
import { useTerms } from '../../widgets/terms.ts';
import { useInboxWords } from './inbox-words.ts';
import { MuteForm } from './MuteForm.tsx';
import type { RemoteInbox } from './remote.ts';
import { useActs } from './use-acts.ts';

const SUNDAY = Date.UTC(2026, 2, 1);
const ORDER = { active: 0, pending: 1, expired: 2 } as const;

/** @param props.draft opens the form with this target; `where` is a connection's key or empty */
export function MutesPane(props: {
  mutes: readonly MuteState[];
  alerts: ReadonlyMap<string, Alert>;
  remotes: readonly RemoteInbox[];
  draft: { readonly target: string; readonly where: string } | undefined;
  onDraft: (draft: { readonly target: string; readonly where: string } | undefined) => void;
}) {
  const engine = useEngine();
  const acts = useActs();
  const terms = useTerms();
  const { t, format } = useInboxWords();
  const [failure, setFailure] = createSignal('');
  const sorted = () =>
    props.mutes.toSorted((a, b) => ORDER[a.state] - ORDER[b.state] || b.from - a.from);
  const span = (from: number, until: number) =>
    t('mutes.span', { from: format.time(from, 'full'), until: format.time(until, 'full') });
  const dayName = (day: number) =>
    new Intl.DateTimeFormat(format.locale(), { weekday: 'short', timeZone: 'UTC' }).format(
      SUNDAY + day * 24 * HOUR,
    );
  const when = ({ act, from, until }: MuteState): string => {
    if (act.kind !== 'window' || 'once' in act.schedule) return span(from, until);
    const { days, minute, zone } = act.schedule;
    const two = (n: number) => String(n).padStart(2, '0');
    const clock = `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
    return t('mutes.weekly', {
      days: days.map(dayName).join(', '),
      time: clock,
      duration: format.duration(act.duration ?? DEFAULT_SILENCE),
      zone,
    });
  };
  const alertName = (id: string) => {
    const alert = props.alerts.get(id);
    return alert ? `${terms.rule(alert.rule)} · ${alert.server}` : id;
  };
  const name = (target: string) =>
    target.startsWith('inc-')
      ? incidentLabel(target)
      : target.startsWith('alr-')
        ? alertName(target)
        : target;
  async function expireThere(key: string, silence: RemoteSilence) {
    try {
      await engine.call('expireSilence', { key, id: silence.id });
      setFailure('');
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
    }
  }

  return (
    <section class="mutes" aria-label={t('mutes.title')}>
      <header class="mutes__head">
        <h2>{t('mutes.title')}</h2>
        <Show when={!props.draft}>
          <button
            type="button"
            class="button"
            data-kind="primary"
            onClick={() => props.onDraft({ target: '', where: '' })}
          >
            <Plus size={14} aria-hidden="true" />
            {t('mutes.new')}
          </button>
        </Show>
      </header>
      <Show when={props.draft} keyed>
        {(draft) => (
          <MuteForm
            alerts={props.alerts}
            sources={props.remotes.map(({ key, name: title }) => [key, title])}
            initial={draft.target}
            where={draft.where}
            onDone={() => props.onDraft(undefined)}
          />
        )}
      </Show>
      <Show when={failure() !== ''}>
        <p role="alert">{failure()}</p>
      </Show>
      <Show
        when={sorted().length > 0 || props.remotes.some(({ silences }) => silences.length > 0)}
        fallback={
          <Show when={!props.draft}>
            <EmptyState icon={<BellOff size={26} />} title={t('mutes.none')} />
          </Show>
        }
      >
        <ul class="mutes__list">
          <For each={sorted().map(({ id }) => id)}>
            {(id) => (
              <Show when={props.mutes.find((one) => one.id === id)}>
                {(mute) => (
                  <li class="mute" data-state={mute().state} data-mute={id}>
                    <Switch fallback={<BellOff size={16} aria-hidden="true" />}>
                      <Match when={mute().act.kind === 'window'}>
                        <Wrench size={16} aria-hidden="true" />
                      </Match>
                      <Match when={mute().act.kind === 'snooze'}>
                        <TimerReset size={16} aria-hidden="true" />
                      </Match>
                    </Switch>
                    <span class="mute__what">
                      <b class="mono">{name(mute().act.target)}</b>
                      <small>
                        {t(`mutes.kind.${mute().act.kind}`)} · {when(mute())}
                      </small>
                      <small>
                        {t('mutes.who', {
                          name: mute().act.by ?? t('muted.nobody'),
                          note: mute().act.note ?? '–',
                        })}
                      </small>
                    </span>
                    <span class="mute__held num">
                      {t('mutes.held', { count: mute().suppressed, now: mute().muting })}
                    </span>
                    <span
                      class="badge"
                      data-status={mute().state === 'active' ? 'warn' : undefined}
                    >
                      {t(`mutes.state.${mute().state}`)}
                    </span>
                    <span class="mute__acts">
                      <Show when={mute().state !== 'expired'}>
                        <button type="button" class="button" onClick={() => void acts.expire(id)}>
                          {t('mutes.expire')}
                        </button>
                      </Show>
                      <button
                        type="button"
                        class="button"
                        data-kind="quiet"
                        onClick={() => void acts.undo(id)}
                      >
                        {t('act.undo')}
                      </button>
                    </span>
                  </li>
                )}
              </Show>
            )}
          </For>
          <For each={props.remotes}>
            {(remote) => (
              <For each={remote.silences.filter(({ state }) => state !== 'expired')}>
                {(silence) => (
                  <li class="mute" data-state={silence.state} data-remote>
                    <BellOff size={16} aria-hidden="true" />
                    <span class="mute__what">
                      <b class="mono">{writeMatchers(silence.matchers)}</b>
                      <small>
                        {t('mutes.kind.silence')} · {span(silence.startsAt, silence.endsAt)}
                      </small>
                      <small>
                        {t('mutes.who', { name: silence.createdBy, note: silence.comment })}
                      </small>
                    </span>
                    <span class="badge" data-status="infer">
                      {t('mutes.remote', { source: remote.name })}
                    </span>
                    <span class="badge">{t(`mutes.state.${silence.state}`)}</span>
                    <span class="mute__acts">
                      <button
                        type="button"
                        class="button"
                        onClick={() => void expireThere(remote.key, silence)}
                      >
                        {t('mutes.expire')}
                      </button>
                    </span>
                  </li>
                )}
              </For>
            )}
          </For>
        </ul>
      </Show>
    </section>
  );
}
