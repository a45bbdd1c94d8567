/** An alert explained from its evidence: what is observed, what was expected, since when, what comes next, what to do, and how sure that is. */
import { createMemo, For, Show } from 'solid-js';
import { adviceFor } from '../../../core/assistant/knowledge.ts';
import type { Alert, Anomaly, Incident } from '../../../core/domain/incident.ts';
import { PRESENCE } from '../../../core/domain/rule.ts';
import { MINUTE, type Ms } from '../../../core/domain/time.ts';
import { createQuery, useEngine, useServer } from '../../engine.tsx';
import { advice as adviceEn } from '../../i18n/en/advice.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { advice as adviceKo } from '../../i18n/ko/advice.ts';
import { useReasons } from '../../reasons.ts';
import { unitOf } from '../../unit-of.ts';
import { useTerms } from '../../widgets/terms.ts';
import { useInboxWords } from './inbox-words.ts';

const adviceWords = { en: adviceEn, ko: adviceKo };
/** How far ahead the panel looks, from how much past, and how often anew. */
const AHEAD: Ms = 30 * MINUTE;
const PAST: Ms = 60 * MINUTE;
const REFRESH: Ms = 30_000;
const KINDS_OF_EVIDENCE = 4;

/** @param props.anomaly what the detector found on the same series, if it did */
export function Explained(props: {
  alert: Alert;
  anomaly: Anomaly | undefined;
  incident: Incident | undefined;
}) {
  const engine = useEngine();
  const terms = useTerms();
  const reasons = useReasons();
  const { t, format } = useInboxWords();
  const { t: advise } = useWords(adviceWords);
  const server = useServer(() => props.alert.server);
  const isAbsence = () => props.alert.comparison === 'absent' || props.alert.metric === PRESENCE;
  const isFloor = () => props.alert.comparison.startsWith('<');
  const value = (n: number) => format.value(n, unitOf(props.alert.metric));
  const due = createMemo(() => {
    const now = engine.snapshot()?.t;
    return now === undefined || isAbsence() || props.alert.state === 'resolved'
      ? undefined
      : Math.floor(now / REFRESH) * REFRESH;
  });
  const ahead = createQuery((signal) => {
    const end = due();
    const { metric, server: name } = props.alert;
    return end === undefined
      ? undefined
      : engine.call(
          'detail',
          { metric, server: name, start: end - PAST, end, points: 60, horizon: AHEAD },
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
  const isBeyond = (n: number) =>
    isFloor() ? n < props.alert.threshold : n > props.alert.threshold;
  const breach = () =>
    engine
      .snapshot()
      ?.breaches.find(
        (one) => one.server === props.alert.server && one.metric === props.alert.metric,
      );
  const since = () => {
    const { since: from, firedAt, endedAt } = props.alert;
    const now = engine.snapshot()?.t ?? from;
    return t(firedAt === undefined ? 'why.pending' : 'why.since', {
      duration: format.duration((endedAt ?? now) - from),
      time: format.time(from),
      wait: format.duration(firedAt === undefined ? props.alert.for : firedAt - from),
    });
  };
  const next = (): string | undefined => {
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
    return isBeyond(band.mean) ? text : `${text} ${t('why.next.back')}`;
  };
  /** Kinds of evidence that speak for it, named. */
  const agreeing = () => {
    const band = forecast();
    return [
      props.alert.firedAt !== undefined ? t('why.kind.rule') : '',
      props.anomaly ? t('why.kind.detector') : '',
      breach() || (band && isBeyond(band.mean)) ? t('why.kind.forecast') : '',
      (props.incident?.involved.length ?? 0) > 1 ? t('why.kind.neighbours') : '',
    ].filter((kind) => kind !== '');
  };
  const steps = () => {
    const suspect = props.incident?.suspects.at(0);
    return adviceFor(isAbsence() ? undefined : props.alert.metric, server()?.role, [
      ...(breach() ? (['filling'] as const) : []),
      ...(suspect && suspect.server !== props.alert.server && suspect.share > 0.5
        ? (['downstream'] as const)
        : []),
    ]).filter((key): key is keyof typeof adviceEn => Object.hasOwn(adviceEn, key));
  };
  const observed = () => {
    const { alert } = props;
    if (isAbsence())
      return t(alert.rule === 'ExporterSilent' ? 'why.silent' : 'why.absent', {
        server: alert.server,
        time: format.time(alert.since),
      });
    return t(isFloor() ? 'why.observed.below' : 'why.observed', {
      metric: terms.metric(alert.metric),
      server: alert.server,
      value: value(alert.value),
      limit: value(alert.threshold),
    });
  };

  return (
    <section class="alert-detail__section alert-why" data-why>
      <h3>{t('why.title')}</h3>
      <p>{observed()}</p>
      <Show when={props.anomaly}>
        {(found) => (
          <p data-kind="infer">{reasons.sentence(found().metric, found().reason, found().value)}</p>
        )}
      </Show>
      <p>{since()}</p>
      <Show when={next()}>{(text) => <p data-kind="infer">{text()}</p>}</Show>
      <Show when={agreeing().length > 0}>
        <p class="muted">
          {t('why.confidence', {
            count: agreeing().length,
            of: KINDS_OF_EVIDENCE,
            kinds: agreeing().join(', '),
          })}
        </p>
      </Show>
      <h4>{t('why.do')}</h4>
      <ol class="alert-why__steps">
        <For each={steps().slice(0, 3)}>{(key) => <li>{advise(key)}</li>}</For>
      </ol>
    </section>
  );
}
