/** One alert's story: chart with the rule's limit, the rule, what happened when, silencing and acknowledging. */
import './alert-detail.css';
import { BellOff, Check, Undo2 } from 'lucide-solid';
import { createSignal, For, Show } from 'solid-js';
import { PRESENCE } from '../../../core/alert/rules.ts';
import type { Alert, Anomaly } from '../../../core/domain/incident.ts';
import { HOUR, MINUTE, type Ms } from '../../../core/domain/time.ts';
import { useEngine, useServer } from '../../engine.tsx';
import { alerts as en } from '../../i18n/en/alerts.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { alerts as ko } from '../../i18n/ko/alerts.ts';
import { incidentLabel } from '../../incident-label.ts';
import type { Kept } from '../../kept.ts';
import { useSession } from '../../session.ts';
import { useSettings } from '../../settings.ts';
import { unitOf } from '../../unit-of.ts';
import { Segmented } from '../../widgets/Segmented.tsx';
import { SeverityBadge } from '../../widgets/SeverityBadge.tsx';
import { SidePanel } from '../../widgets/SidePanel.tsx';
import { useTerms } from '../../widgets/terms.ts';
import { AlertChart } from './AlertChart.tsx';
import { useConditions } from './AlertRow.tsx';
import { promqlOf, ruleOf, silencedUntil, typeOf } from './alert-list.ts';
import { type AlertNotes, withNote } from './notes.ts';
import { TypeTag } from './TypeTag.tsx';

const words = { en, ko };
const SILENCES = { '15m': 15 * MINUTE, '1h': HOUR, '4h': 4 * HOUR } as const;
type SilenceChoice = keyof typeof SILENCES;
/** An anomaly this long before the condition still belongs to the alert's story. */
const LEAD: Ms = 10 * MINUTE;

/**
 * @param props.inhibitor the alert that mutes this one, if one does
 * @param props.notes reasons kept on this device
 */
export function AlertDetail(props: {
  alert: Alert;
  inhibitor: Alert | undefined;
  notes: Kept<AlertNotes>;
  onClose: () => void;
  onAcknowledge: () => Promise<void>;
  onSilence: (duration: Ms) => Promise<void>;
}) {
  const engine = useEngine();
  const session = useSession();
  const settings = useSettings();
  const terms = useTerms();
  const conditions = useConditions();
  const { t, format } = useWords(words);
  const [choice, setChoice] = createSignal<SilenceChoice>('1h');
  const [reason, setReason] = createSignal('');
  const server = useServer(() => props.alert.server);
  const now = () => engine.snapshot()?.t ?? props.alert.since;
  const rule = () => ruleOf(props.alert);
  const limit = (value: number) => format.value(value, unitOf(props.alert.metric));
  const until = () => silencedUntil(props.alert, session.session().actions, now(), server());
  const isFloor = () => props.alert.comparison.startsWith('<');
  const isOver = () => props.alert.state === 'resolved';
  const lastAction = () => session.session().actions.at(-1);
  const canUndo = () => lastAction()?.target === props.alert.id;
  const note = () => props.notes.value()[props.alert.id];
  const anomaly = (): Anomaly | undefined =>
    engine
      .snapshot()
      ?.anomalies.filter(
        (item) =>
          item.server === props.alert.server &&
          item.metric === props.alert.metric &&
          item.start >= props.alert.since - LEAD &&
          item.start <= (props.alert.firedAt ?? now()),
      )
      .toSorted((a, b) => a.start - b.start)
      .at(0);

  /** What happened when, in order. */
  const events = () => {
    const { alert } = props;
    const found = anomaly();
    const silenced = until();
    const list: { kind: string; at: number; text: string }[] = [];
    if (found)
      list.push({
        kind: 'infer',
        at: found.start,
        text: t('event.anomaly', { sigma: format.number(found.sigma, 1) }),
      });
    list.push({ kind: 'pending', at: alert.since, text: t('event.pending') });
    if (alert.firedAt !== undefined)
      list.push({
        kind: `firing-${alert.severity}`,
        at: alert.firedAt,
        text: alert.incident
          ? t('event.firing.incident', { incident: incidentLabel(alert.incident) })
          : t('event.firing'),
      });
    if (alert.acknowledged)
      list.push({ kind: 'done', at: alert.acknowledged.at, text: t('event.acknowledged') });
    const silence = session
      .session()
      .actions.findLast((action) => action.kind === 'silence' && action.target === alert.id);
    if (silenced !== undefined && silence)
      list.push({
        kind: 'muted',
        at: silence.at,
        text: t('event.silenced', { time: format.time(silenced, 'minute') }),
      });
    if (props.inhibitor)
      list.push({
        kind: 'muted',
        at: props.inhibitor.firedAt ?? props.inhibitor.since,
        text: t('event.muted', {
          rule: terms.rule(props.inhibitor.rule),
          severity: terms.severity(props.inhibitor.severity),
        }),
      });
    if (alert.endedAt !== undefined)
      list.push({ kind: 'done', at: alert.endedAt, text: t('event.resolved') });
    return list.sort((a, b) => a.at - b.at);
  };

  async function silence() {
    const text = reason().trim();
    if (text !== '')
      props.notes.update((notes) =>
        withNote(notes, props.alert.id, { text, author: settings.settings.author, at: now() }),
      );
    await props.onSilence(SILENCES[choice()]);
    setReason('');
  }
  const metricOf = () => engine.fleet()?.metrics.find((metric) => metric.id === props.alert.metric);

  return (
    <SidePanel
      label={t('detail.label')}
      onClose={props.onClose}
      title={
        <span class="alert-detail__title">
          <span class="alert-detail__tags">
            <SeverityBadge severity={props.alert.severity} />
            <TypeTag type={typeOf(props.alert.comparison, rule())} />
          </span>
          <span>{terms.rule(props.alert.rule)}</span>
          <small>
            <a
              class="mono"
              href={session.href({ view: 'server', selected: props.alert.server })}
              title={t('detail.open')}
            >
              {props.alert.server}
            </a>{' '}
            · <span class="num">{conditions.lasting(props.alert, now())}</span>
          </small>
        </span>
      }
      footer={
        <Show when={!isOver()}>
          <button type="button" class="button alert-detail__act" onClick={() => void silence()}>
            <BellOff size={14} aria-hidden="true" />
            {t('silence.do', { duration: format.duration(SILENCES[choice()]) })}
          </button>
          <button
            type="button"
            class="button alert-detail__act"
            data-kind="primary"
            disabled={props.alert.acknowledged !== undefined}
            onClick={() => void props.onAcknowledge()}
          >
            <Check size={14} aria-hidden="true" />
            {t(props.alert.acknowledged ? 'acked' : 'ack')}
          </button>
        </Show>
      }
    >
      <section class="alert-detail__section">
        <Show
          when={props.alert.metric !== PRESENCE}
          fallback={
            <p class="muted">
              {t('detail.nochart', {
                time: format.time(engine.snapshot()?.lastSeen[server()?.index ?? -1], 'full'),
              })}
            </p>
          }
        >
          <AlertChart alert={props.alert} />
        </Show>
      </section>
      <section class="alert-detail__section">
        <h3>{t('detail.rule')}</h3>
        <pre class="alert-detail__code">
          <code>{promqlOf(props.alert, metricOf()?.prom ?? props.alert.metric)}</code>
        </pre>
        <p class="muted">
          {conditions.condition(props.alert)}
          <Show when={rule()}>
            {(known) => (
              <>
                {'. '}
                {props.alert.comparison === 'absent'
                  ? t('detail.rule.absent', { keep: format.duration(known().keepFiring) })
                  : t(isFloor() ? 'detail.rule.clearAbove' : 'detail.rule.clearBelow', {
                      clear: limit(known().clear),
                      keep: format.duration(known().keepFiring),
                    })}
              </>
            )}
          </Show>
        </p>
      </section>
      <section class="alert-detail__section">
        <h3>{t('detail.timeline')}</h3>
        <ol class="alert-events">
          <For each={events()}>
            {(event) => (
              <li data-kind={event.kind}>
                <time>{format.time(event.at)}</time>
                <span>{event.text}</span>
              </li>
            )}
          </For>
        </ol>
        <Show when={note()}>
          {(kept) => (
            <p class="alert-detail__note">
              {kept().author === ''
                ? t('note.plain', { text: kept().text })
                : t('note.by', { author: kept().author, text: kept().text })}
            </p>
          )}
        </Show>
        <Show when={canUndo()}>
          <button type="button" class="button" data-kind="quiet" onClick={() => void engine.undo()}>
            <Undo2 size={14} aria-hidden="true" />
            {t('undo')}
          </button>
        </Show>
      </section>
      <Show when={!isOver()}>
        <section class="alert-detail__section">
          <h3>{t('detail.silence')}</h3>
          <Show when={until()}>
            {(time) => <p>{t('silence.until', { time: format.time(time(), 'minute') })}</p>}
          </Show>
          <Show when={props.inhibitor}>
            {(by) => (
              <p>
                {t('silence.inhibited', {
                  rule: terms.rule(by().rule),
                  severity: terms.severity(by().severity),
                })}
              </p>
            )}
          </Show>
          <Segmented
            label={t('silence.for')}
            options={Object.entries(SILENCES).map(([value, ms]) => ({
              value: isChoice(value) ? value : '1h',
              label: format.duration(ms),
            }))}
            value={choice()}
            onChange={setChoice}
          />
          <input
            class="field"
            type="text"
            maxlength="200"
            aria-label={t('silence.reason')}
            placeholder={t('silence.reason')}
            value={reason()}
            onInput={(event) => setReason(event.currentTarget.value)}
          />
          <p class="muted">{t('silence.note', { server: props.alert.server })}</p>
        </section>
      </Show>
    </SidePanel>
  );
}

function isChoice(value: string): value is SilenceChoice {
  return Object.hasOwn(SILENCES, value);
}
