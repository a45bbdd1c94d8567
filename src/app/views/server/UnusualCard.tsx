/** What was unusual on this server and why; under it the server's score, its alarm budget and how far detection has learnt. */
import './detection.css';
import { createMemo, createSignal, For, Show } from 'solid-js';
import type { Fleet, Server } from '../../../core/domain/fleet.ts';
import type { Anomaly } from '../../../core/domain/incident.ts';
import { SECOND } from '../../../core/domain/time.ts';
import { createQuery, useEngine } from '../../engine.tsx';
import { useReasons } from '../../reasons.ts';
import { useSession } from '../../session.ts';
import { Card } from '../../widgets/Card.tsx';
import { ErrorCard } from '../../widgets/ErrorCard.tsx';
import { SeverityMark } from '../../widgets/SeverityBadge.tsx';
import { Skeleton } from '../../widgets/Skeleton.tsx';
import { useTerms } from '../../widgets/terms.ts';
import { DetectionFacts } from './DetectionFacts.tsx';
import { useDetectionWords } from './detection-words.ts';

/** Stretches shown before the reader asks for more. */
const FIRST = 3;
/** The list is read anew this often while time goes on. */
const EVERY = 5 * SECOND;

export function UnusualCard(props: { fleet: Fleet; server: Server }) {
  const engine = useEngine();
  const session = useSession();
  const { t, format } = useDetectionWords();
  const [isAll, setAll] = createSignal(false);
  const range = () => session.session().range;
  const due = createMemo(
    () => {
      const now = engine.snapshot();
      if (!now || engine.clock().mode === 'replaying') return undefined;
      // A new anomaly is not waited for.
      const open = now.anomalies.filter(
        ({ end, server }) => end === undefined && server === props.server.name,
      ).length;
      return { t: Math.ceil(now.t / EVERY) * EVERY, open };
    },
    undefined,
    { equals: (a, b) => a?.t === b?.t && a?.open === b?.open },
  );
  const found = createQuery<readonly Anomaly[]>((signal) => {
    const end = due()?.t;
    const server = props.server.name;
    if (end === undefined || engine.status() !== 'ready') return undefined;
    return engine.call('anomalies', { start: end - range(), end, server }, signal);
  });
  /** What lasts first, then the newest. */
  const list = createMemo(() =>
    [...(found() ?? [])].sort(
      (a, b) =>
        Number(a.end !== undefined) - Number(b.end !== undefined) ||
        (a.end === undefined ? b.peak - a.peak : b.start - a.start),
    ),
  );
  const shown = () => list().slice(0, isAll() ? undefined : FIRST);
  const judged = () => {
    const now = engine.snapshot();
    const { length } = props.fleet.servers;
    return props.fleet.metrics.filter(
      (_, m) => !Number.isNaN(now?.scores[m * length + props.server.index] ?? NaN),
    ).length;
  };

  return (
    <Card
      class="unusual"
      title={t('unusual.title')}
      note={t('unusual.note', { range: format.duration(range()) })}
    >
      <Show when={found.error()}>{(error) => <ErrorCard error={error()} />}</Show>
      <Show when={found()} fallback={<Skeleton lines={2} />}>
        <Show
          when={list().length > 0}
          fallback={
            <p class="card__body muted">
              {judged() > 0 ? t('unusual.none', { n: judged() }) : t('unusual.noneYet')}
            </p>
          }
        >
          <ul class="unusual__list">
            <For each={shown()}>{(anomaly) => <Stretch anomaly={anomaly} />}</For>
          </ul>
          <Show when={list().length > FIRST}>
            <p class="unusual__more">
              <button
                type="button"
                class="button"
                data-kind="quiet"
                onClick={() => setAll(!isAll())}
              >
                {isAll() ? t('unusual.fewer') : t('unusual.all', { n: list().length - FIRST })}
              </button>
            </p>
          </Show>
        </Show>
      </Show>
      <DetectionFacts fleet={props.fleet} server={props.server} />
    </Card>
  );
}

/** One stretch: how severe, which evidence, what was expected instead, since when. */
function Stretch(props: { anomaly: Anomaly }) {
  const engine = useEngine();
  const terms = useTerms();
  const reasons = useReasons();
  const { t } = useDetectionWords();
  const when = () => {
    const now = engine.snapshot();
    return reasons.when(props.anomaly, now?.t ?? props.anomaly.start, now?.step ?? 0);
  };
  return (
    <li class="unusual__item" data-open={props.anomaly.end === undefined}>
      <SeverityMark severity={props.anomaly.severity} />
      <span class="visually-hidden">{terms.severity(props.anomaly.severity)}</span>
      <div>
        <p class="unusual__head">
          <b>{terms.metric(props.anomaly.metric, 'short')}</b>
          <Show when={props.anomaly.reason}>
            {(reason) => (
              <span class="badge" data-status="infer">
                {reasons.kind(reason())}
              </span>
            )}
          </Show>
          <Show when={props.anomaly.end === undefined}>
            <span class="badge">{t('unusual.open')}</span>
          </Show>
        </p>
        <p>{reasons.sentence(props.anomaly.metric, props.anomaly.reason, props.anomaly.value)}</p>
        <p class="unusual__facts num">
          <Show when={props.anomaly.reason}>
            {(reason) => (
              <For each={reasons.facts(props.anomaly.metric, reason())}>
                {(fact) => <span>{fact}</span>}
              </For>
            )}
          </Show>
          <span>{when()}</span>
        </p>
      </div>
    </li>
  );
}
