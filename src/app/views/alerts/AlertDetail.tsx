/** One alert's story: chart with the rule's limit, the rule, what happened when, silencing and acknowledging. */
import './alert-detail.css';
import { For, Show } from 'solid-js';
import type { Act } from '../../../core/domain/act.ts';
import type { Alert, Anomaly } from '../../../core/domain/incident.ts';
import { PRESENCE } from '../../../core/domain/rule.ts';
import { MINUTE, type Ms } from '../../../core/domain/time.ts';
import { useEngine, useServer } from '../../engine.tsx';
import { alerts as en } from '../../i18n/en/alerts.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { alerts as ko } from '../../i18n/ko/alerts.ts';
import { incidentLabel } from '../../incident-label.ts';
import { useReasons } from '../../reasons.ts';
import { useSession } from '../../session.ts';
import { unitOf } from '../../unit-of.ts';
import { SeverityBadge } from '../../widgets/SeverityBadge.tsx';
import { SidePanel } from '../../widgets/SidePanel.tsx';
import { useTerms } from '../../widgets/terms.ts';
import { ActFooter } from './ActFooter.tsx';
import { ActForm, createActDraft } from './ActForm.tsx';
import { ActLine } from './ActLine.tsx';
import { AlertChart } from './AlertChart.tsx';
import { useConditions } from './AlertRow.tsx';
import { promqlOf, ruleOf, signalOf, typeOf } from './alert-list.ts';
import { Explained } from './Explained.tsx';
import { useInboxWords, useMutedWords } from './inbox-words.ts';
import { TypeTag } from './TypeTag.tsx';

const words = { en, ko };
/** An anomaly this long before the condition still belongs to the alert's story. */
const LEAD: Ms = 10 * MINUTE;

/**
 * @param props.lookUp other alerts of the session, for what mutes this one
 * @param props.acts what was done about it, of the session or as remembered
 * @param props.isHere whether the open source is the one it was seen on
 */
export function AlertDetail(props: {
  alert: Alert;
  lookUp: (id: string) => Alert | undefined;
  acts: readonly Act[];
  isHere: boolean;
  sourceName: string;
  onClose: () => void;
  onIncident: (id: string) => void;
}) {
  const engine = useEngine();
  const session = useSession();
  const terms = useTerms();
  const conditions = useConditions();
  const reasons = useReasons();
  const { t, format } = useWords(words);
  const { t: say } = useInboxWords();
  const muted = useMutedWords();
  const draft = createActDraft();
  const server = useServer(() => props.alert.server);
  const now = () => engine.snapshot()?.t ?? props.alert.since;
  const rule = () => ruleOf(props.alert, engine.rules());
  const limit = (value: number) => format.value(value, unitOf(props.alert.metric));
  const isFloor = () => props.alert.comparison.startsWith('<');
  const isOver = () => props.alert.state === 'resolved';
  /** Its incident; of a pending alert the open one its server already suffers in. */
  const incident = () => {
    const incidents = engine.snapshot()?.incidents ?? [];
    const { incident: id, server: name, state } = props.alert;
    return (
      incidents.find((one) => one.id === id) ??
      (state === 'pending'
        ? incidents.find(
            (one) => one.state === 'open' && one.involved.some(({ server: part }) => part === name),
          )
        : undefined)
    );
  };
  const about = () =>
    props.acts.filter(({ target }) => target === props.alert.id || target === props.alert.incident);
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
    const list: { kind: string; at: number; text: string; act?: Act }[] = [];
    if (found)
      list.push({
        kind: 'infer',
        at: found.start,
        text: t('event.unusual', {
          why: reasons.sentence(found.metric, found.reason, found.value),
        }),
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
    for (const act of about()) list.push({ kind: 'act', at: act.at, text: '', act });
    if (alert.mutedSince !== undefined)
      for (const text of muted.reasons(alert, props.lookUp))
        list.push({ kind: 'muted', at: alert.mutedSince, text });
    if (alert.endedAt !== undefined)
      list.push({ kind: 'done', at: alert.endedAt, text: t('event.resolved') });
    return list.sort((a, b) => a.at - b.at);
  };

  const metricOf = () => engine.fleet()?.metrics.find((metric) => metric.id === props.alert.metric);

  return (
    <SidePanel
      label={t('detail.label')}
      onClose={props.onClose}
      title={
        <span class="alert-detail__title">
          <span class="alert-detail__tags">
            <SeverityBadge severity={props.alert.severity} />
            <TypeTag type={typeOf(props.alert.comparison, { signal: signalOf(props.alert) })} />
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
        <Show when={!isOver() && props.isHere}>
          <ActFooter
            target={props.alert.id}
            draft={draft}
            isAcknowledged={props.alert.acknowledged !== undefined}
            silence={t('silence.do', { duration: format.duration(draft.duration()) })}
            acknowledge={t(props.alert.acknowledged ? 'acked' : 'ack')}
          />
        </Show>
      }
    >
      <section class="alert-detail__section">
        <Show when={!props.isHere}>
          <p class="muted">{say('incident.elsewhere', { source: props.sourceName })}</p>
        </Show>
        <Show
          when={props.isHere && props.alert.metric !== PRESENCE}
          fallback={
            <Show when={props.isHere}>
              <p class="muted">
                {t('detail.nochart', {
                  time: format.time(engine.snapshot()?.lastSeen[server()?.index ?? -1], 'full'),
                })}
              </p>
            </Show>
          }
        >
          <AlertChart alert={props.alert} />
        </Show>
      </section>
      <Show when={props.isHere}>
        <Explained alert={props.alert} anomaly={anomaly()} incident={incident()} />
      </Show>
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
                <Show when={event.act} fallback={<span>{event.text}</span>}>
                  {(act) => <ActLine act={act()} canUndo={props.isHere} />}
                </Show>
              </li>
            )}
          </For>
        </ol>
        <Show when={props.alert.incident}>
          {(id) => (
            <button
              type="button"
              class="button"
              data-kind="quiet"
              onClick={() => props.onIncident(id())}
            >
              {say('group.open', { incident: incidentLabel(id()) })}
            </button>
          )}
        </Show>
      </section>
      <Show when={props.isHere}>
        <ActForm
          target={props.alert.id}
          also={props.alert.incident}
          draft={draft}
          isOver={isOver()}
        />
      </Show>
    </SidePanel>
  );
}
