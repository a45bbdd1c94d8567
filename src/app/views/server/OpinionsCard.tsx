/** What each detector of the list says of one metric, asked on demand; the ensemble, which decides, comes first. */
import { createEffect, createSignal, createUniqueId, For, on, onCleanup, Show } from 'solid-js';
import { ANOMALY_LINE } from '../../../core/detect/detector.ts';
import { EdgeError } from '../../../core/domain/errors.ts';
import type { Fleet, Server } from '../../../core/domain/fleet.ts';
import type { EpochMs, Ms } from '../../../core/domain/time.ts';
import type { Opinion } from '../../../core/opinion.ts';
import { Sparkline } from '../../charts/Sparkline.tsx';
import { useEngine } from '../../engine.tsx';
import { useReasons } from '../../reasons.ts';
import { useSession } from '../../session.ts';
import { unitOf } from '../../unit-of.ts';
import { Card } from '../../widgets/Card.tsx';
import { ErrorCard } from '../../widgets/ErrorCard.tsx';
import { useTerms } from '../../widgets/terms.ts';
import { useDetectionWords } from './detection-words.ts';
import { learnt } from './learnt.ts';
import { ASKED, hotRanges, standingOf } from './opinions.ts';

/** Parts of the strip of scores. */
const POINTS = 72;

/** What was asked, when, and what came back so far. */
interface Round {
  readonly metric: string;
  readonly at: EpochMs;
  readonly range: Ms;
  readonly answers: readonly Opinion[];
  readonly isRunning: boolean;
}

export function OpinionsCard(props: { fleet: Fleet; server: Server }) {
  const id = createUniqueId();
  const engine = useEngine();
  const session = useSession();
  const terms = useTerms();
  const { t, format } = useDetectionWords();
  const [chosen, setChosen] = createSignal<string>();
  const [round, setRound] = createSignal<Round>();
  const [failure, setFailure] = createSignal<EdgeError>();
  let running: AbortController | undefined;

  /** Metrics this server reports. */
  const metrics = () => {
    const now = engine.snapshot();
    const { length } = props.fleet.servers;
    return props.fleet.metrics.filter(
      (_, m) => !Number.isNaN(now?.values[m * length + props.server.index] ?? NaN),
    );
  };
  const metric = () =>
    chosen() ??
    engine.snapshot()?.anomalies.find(({ server }) => server === props.server.name)?.metric ??
    metrics().at(0)?.id ??
    props.fleet.metrics[0].id;

  const stop = () => {
    running?.abort();
    running = undefined;
  };
  const ask = async () => {
    stop();
    setFailure(undefined);
    const controller = new AbortController();
    running = controller;
    const at = engine.snapshot()?.t ?? 0;
    const range = session.session().range;
    const request = {
      metric: metric(),
      server: props.server.name,
      start: at - range,
      end: at,
      points: POINTS,
    };
    const base = { metric: request.metric, at, range };
    const answers: Opinion[] = [];
    setRound({ ...base, answers: [], isRunning: true });
    try {
      for (const detector of ASKED) {
        const answer = await engine.call('opinion', { ...request, detector }, controller.signal);
        if (controller.signal.aborted) return;
        if (answer) answers.push(answer);
        setRound({ ...base, answers: [...answers], isRunning: true });
      }
      setRound({ ...base, answers, isRunning: false });
    } catch (cause) {
      if (controller.signal.aborted) return;
      if (!(cause instanceof EdgeError)) throw cause;
      setRound(undefined);
      setFailure(cause);
    }
  };
  const cancel = () => {
    stop();
    setRound(undefined);
  };
  onCleanup(stop);
  // Answers about another server or metric are no answers.
  createEffect(on([() => props.server.name, chosen], cancel, { defer: true }));
  createEffect(
    on(
      () => props.server.name,
      () => setChosen(undefined),
      { defer: true },
    ),
  );

  return (
    <Card
      class="opinions"
      title={t('opinions.title')}
      note={t('opinions.note', { n: ASKED.length })}
    >
      <div class="card__body opinions__ask">
        <p class="muted">
          {t('opinions.explain', { range: format.duration(session.session().range) })}
        </p>
        <label class="visually-hidden" for={id}>
          {t('opinions.metric')}
        </label>
        <select id={id} class="select" onChange={(event) => setChosen(event.currentTarget.value)}>
          <For each={metrics()}>
            {(one) => (
              <option value={one.id} selected={one.id === metric()}>
                {terms.metric(one.id)}
              </option>
            )}
          </For>
        </select>
        <Show
          when={round()?.isRunning}
          fallback={
            <button type="button" class="button" onClick={() => void ask()}>
              {t(round() ? 'opinions.again' : 'opinions.ask')}
            </button>
          }
        >
          <button type="button" class="button" onClick={cancel}>
            {t('opinions.cancel')}
          </button>
        </Show>
        <Show when={round()}>
          {(asked) => (
            <p class="muted num opinions__state" role="status">
              {asked().isRunning
                ? t('opinions.progress', { done: asked().answers.length, all: ASKED.length })
                : t('opinions.at', {
                    time: format.time(asked().at),
                    range: format.duration(asked().range),
                  })}
            </p>
          )}
        </Show>
      </div>
      <Show when={failure()}>{(error) => <ErrorCard error={error()} />}</Show>
      <Show when={round()}>
        {(asked) => (
          <ol class="opinions__list" data-running={asked().isRunning}>
            <For each={asked().answers}>
              {(opinion) => <Answer opinion={opinion} metric={asked().metric} />}
            </For>
          </ol>
        )}
      </Show>
    </Card>
  );
}

/** One detector's answer. */
function Answer(props: { opinion: Opinion; metric: string }) {
  const terms = useTerms();
  const reasons = useReasons();
  const { t, format } = useDetectionWords();
  const isHot = () => props.opinion.score >= ANOMALY_LINE;
  const verdict = () => {
    const { score, warmth } = props.opinion;
    if (isHot()) return t('opinions.unusual');
    if (warmth < 1) return t('opinions.learning', { share: format.value(learnt(warmth), '1') });
    return t(Number.isNaN(score) ? 'opinions.noSample' : 'opinions.calm');
  };
  const detail = () => {
    const { reason } = props.opinion;
    if (!reason) return '';
    if (isHot()) return reasons.sentence(props.metric, reason, reason.value);
    const unit = unitOf(props.metric);
    return Number.isNaN(reason.low + reason.high)
      ? ''
      : t('opinions.expected', {
          low: format.value(reason.low, unit),
          high: format.value(reason.high, unit),
        });
  };
  return (
    <li class="opinion" data-decides={standingOf(props.opinion.detector) === 'decides'}>
      <p class="opinion__name">
        <b>{terms.detector(props.opinion.detector)}</b>{' '}
        <small class="muted">{t(`opinions.${standingOf(props.opinion.detector)}`)}</small>
      </p>
      <p class="opinion__verdict num">
        <span class="badge" data-status={isHot() ? 'infer' : undefined}>
          {verdict()}
        </span>
        <span>{format.number(props.opinion.score, 2)}</span>
      </p>
      <span class="opinion__course">
        <Sparkline
          values={props.opinion.course}
          anomaly={hotRanges(props.opinion.course)}
          minSpan={1}
          label={t('opinions.course', { detector: terms.detector(props.opinion.detector) })}
          tone="muted"
        />
      </span>
      <p class="opinion__count num">{t('opinions.count', { n: props.opinion.episodes })}</p>
      <Show when={detail()}>{(text) => <p class="opinion__detail muted">{text()}</p>}</Show>
    </li>
  );
}
