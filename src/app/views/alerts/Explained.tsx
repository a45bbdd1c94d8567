/** An alert explained from its evidence: what is observed, what was expected, since when, what comes next, what to do, and how sure that is. */
import { createMemo, For, Show } from 'solid-js';
import { adviceFor } from '../../../core/assistant/knowledge.ts';
import type { Alert, Anomaly, Incident } from '../../../core/domain/incident.ts';
import { MINUTE, type Ms } from '../../../core/domain/time.ts';
import { useActWords } from '../../act-words.ts';
import { createQuery, useEngine, useServer } from '../../engine.tsx';
import { advice as adviceEn } from '../../i18n/en/advice.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { advice as adviceKo } from '../../i18n/ko/advice.ts';
import { useReasons } from '../../reasons.ts';
import { unitOf } from '../../unit-of.ts';
import { useTerms } from '../../widgets/terms.ts';
import { signalOf } from './alert-list.ts';
import {
  beginningOf,
  callersOf,
  evidenceFor,
  expectedOf,
  isAbsence,
  observedOf,
  type Sentence,
  sinceOf,
} from './explain.ts';
import { useInboxWords } from './inbox-words.ts';

const adviceWords = { en: adviceEn, ko: adviceKo };
/** How far ahead the panel looks, from how much past, and how often anew. */
const AHEAD: Ms = 30 * MINUTE;
const PAST: Ms = 60 * MINUTE;
const REFRESH: Ms = 30_000;
/** How far before the condition the expected range is read from. */
const ONSET: Ms = 5 * MINUTE;

/** @param props.anomaly what the detector found on the same series, if it did */
export function Explained(props: {
  alert: Alert;
  anomaly: Anomaly | undefined;
  incident: Incident | undefined;
}) {
  const engine = useEngine();
  const terms = useTerms();
  const reasons = useReasons();
  const acts = useActWords();
  const { t, format } = useInboxWords();
  const { t: advise } = useWords(adviceWords);
  const server = useServer(() => props.alert.server);
  const manner = { format, metric: terms.metric };
  const say = ({ key, args }: Sentence) => t(key, args);
  const isGone = createMemo(() => isAbsence(props.alert));
  const isFloor = () => props.alert.comparison === '<';
  const now = () => engine.snapshot()?.t ?? props.alert.since;
  const value = (n: number) => format.value(n, unitOf(props.alert.metric));
  /** Each tick brings the alert anew: what is asked of its series follows only what names the series. */
  const metric = createMemo(() => props.alert.metric);
  const host = createMemo(() => props.alert.server);
  const begun = createMemo(() => props.alert.since);
  const due = createMemo(() => {
    const now = engine.snapshot()?.t;
    return now === undefined || isGone() || props.alert.state === 'resolved'
      ? undefined
      : Math.floor(now / REFRESH) * REFRESH;
  });
  const ahead = createQuery((signal) => {
    const end = due();
    return end === undefined
      ? undefined
      : engine.call(
          'detail',
          { metric: metric(), server: host(), start: end - PAST, end, points: 60, horizon: AHEAD },
          signal,
        );
  });
  const forecast = () => {
    const band = ahead()?.forecast;
    const last = (band?.mean.length ?? 0) - 1;
    return band && last >= 0
      ? {
          mean: band.mean[last],
          low: band.low80[last],
          high: band.high80[last],
          method: terms.forecaster(band.method),
          in: AHEAD,
        }
      : undefined;
  };
  /** What is forecast is the value itself; rules about scores and changes look at something else. */
  const isValue = () => ['value', 'predicted'].includes(signalOf(props.alert));
  const isBeyond = (n: number) =>
    isFloor() ? n < props.alert.threshold : n > props.alert.threshold;
  const breach = () =>
    engine
      .snapshot()
      ?.breaches.find(
        (one) => one.server === props.alert.server && one.metric === props.alert.metric,
      );
  /** What was expected when it began, read once: the range follows the level, and later ones excuse it. */
  const onset = createQuery((signal) => {
    if (isGone()) return undefined;
    const window = { start: begun() - ONSET, end: begun(), points: 60, horizon: 0 };
    return engine.call('detail', { metric: metric(), server: host(), ...window }, signal);
  });
  const expected = () => {
    if (props.anomaly?.reason && !Number.isNaN(props.anomaly.reason.low)) return undefined; // It says so itself.
    const series = onset();
    const last = (series?.times.length ?? 0) - 1;
    const range = series && { low: series.low[last], high: series.high[last] };
    return last < 0 ? undefined : expectedOf(props.alert, range, manner);
  };
  const next = (): string | undefined => {
    const fleet = engine.fleet();
    if (isGone())
      return fleet && props.alert.state !== 'resolved'
        ? say(callersOf(fleet, props.alert))
        : undefined;
    // Of scores and changes no value is predicted, and of what is not measured none is known.
    if (props.alert.state === 'no-data' || props.alert.state === 'resolved') return undefined;
    const crossing = breach();
    if (crossing) {
      const limit = value(crossing.limit);
      const [time, early] = [
        format.time(crossing.at, 'minute'),
        format.time(crossing.early, 'minute'),
      ];
      return crossing.late === undefined
        ? t('why.next.limit.open', { limit, time, early })
        : t('why.next.limit', { limit, time, early, late: format.time(crossing.late, 'minute') });
    }
    const band = forecast();
    if (!band) return ahead() ? t('why.next.none') : undefined;
    const text = t('why.next', {
      ahead: format.duration(band.in),
      mean: value(band.mean),
      low: value(band.low),
      high: value(band.high),
      method: band.method,
    });
    return !isValue() || isBeyond(band.mean) ? text : `${text} ${t('why.next.back')}`;
  };
  const evidence = createMemo(() => {
    const band = forecast();
    const beyond = breach() !== undefined || (band && isBeyond(band.mean));
    return evidenceFor(props.alert, {
      unusual: props.anomaly !== undefined,
      beyond: isValue() ? beyond : undefined,
      servers: props.incident?.involved.length ?? 0,
    });
  });
  const beginning = () => {
    const { incident } = props;
    const place = incident?.suspects.at(0)?.place;
    return beginningOf(props.alert, incident, place && acts.place(place), manner);
  };
  const steps = () => {
    const suspect = props.incident?.suspects.at(0);
    return adviceFor(isGone() ? undefined : props.alert.metric, server()?.role, [
      ...(breach() ? (['filling'] as const) : []),
      ...(suspect && suspect.server !== props.alert.server && suspect.share > 0.5
        ? (['downstream'] as const)
        : []),
    ]).filter((key): key is keyof typeof adviceEn => Object.hasOwn(adviceEn, key));
  };
  return (
    <section class="alert-detail__section alert-why" data-why>
      <h3>{t('why.title')}</h3>
      <p>{say(observedOf(props.alert, manner))}</p>
      <Show when={expected()}>{(sentence) => <p>{say(sentence())}</p>}</Show>
      <Show when={props.anomaly}>
        {(found) => (
          <p data-kind="infer">{reasons.sentence(found().metric, found().reason, found().value)}</p>
        )}
      </Show>
      <p>{say(sinceOf(props.alert, now(), manner))}</p>
      <Show when={next()}>{(text) => <p data-kind="infer">{text()}</p>}</Show>
      <Show when={evidence().agree.length > 0}>
        <p class="muted">
          {t('why.confidence', {
            count: evidence().agree.length,
            of: evidence().of,
            kinds: evidence()
              .agree.map((kind) => t(`why.kind.${kind}`))
              .join(', '),
          })}
        </p>
      </Show>
      <h4>{t('why.do')}</h4>
      <ol class="alert-why__steps">
        <Show when={beginning()}>{(sentence) => <li>{say(sentence())}</li>}</Show>
        <For each={steps().slice(0, beginning() ? 2 : 3)}>{(key) => <li>{advise(key)}</li>}</For>
      </ol>
    </section>
  );
}
