/** One cited measurement as a card: number, metric, server, value, usual range, last hour with anomalies. */
import { Show } from 'solid-js';
import type { Evidence } from '../../../core/assistant/answer.ts';
import type { Locale } from '../../../core/domain/session.ts';
import { indexAt } from '../../charts/index-at.ts';
import { Sparkline } from '../../charts/Sparkline.tsx';
import { createQuery, useEngine } from '../../engine.tsx';
import { assistant as en } from '../../i18n/en/assistant.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { assistant as ko } from '../../i18n/ko/assistant.ts';
import { formatMessage } from '../../i18n/message.ts';
import { usePhrases } from '../../phrases.ts';
import { unitOf } from '../../unit-of.ts';
import { computedBy, courseOf } from './evidence.ts';

const words = { en, ko };
const POINTS = 160;

/** @param props.language the answer's, not the screen's */
export function EvidenceCard(props: {
  evidence: Evidence;
  number: number;
  language: Locale;
  isSelected: boolean;
  onSelect: () => void;
}) {
  const engine = useEngine();
  const phrases = usePhrases();
  const { t } = useWords(words);
  const unit = () => unitOf(props.evidence.metric);
  const amount = (n: number) => phrases.amount(props.language, { n, unit: unit() });
  const course = createQuery((signal) => courseOf(engine, props.evidence, POINTS, signal));
  const usual = () => {
    const anomaly = props.evidence.anomalies?.at(0);
    return anomaly && Number.isFinite(anomaly.low) && Number.isFinite(anomaly.high)
      ? anomaly
      : undefined;
  };
  const spans = (times: Float64Array) =>
    (props.evidence.anomalies ?? [])
      .filter(
        (anomaly) =>
          anomaly.metric === props.evidence.metric && anomaly.server === props.evidence.server,
      )
      .map(
        (anomaly) =>
          [
            indexAt(times, anomaly.start),
            indexAt(times, anomaly.end ?? props.evidence.end),
          ] as const,
      );

  return (
    <button
      type="button"
      class="evidence-card"
      data-metric={props.evidence.metric}
      data-server={props.evidence.server}
      data-computed={computedBy(props.evidence)}
      aria-pressed={props.isSelected}
      onClick={() => props.onSelect()}
    >
      <span class="evidence-card__head">
        <span class="cite" data-on={props.isSelected}>
          {props.number}
        </span>
        <b>
          {phrases.term(props.language, `metric.${props.evidence.metric}`).replace(/^metric\./, '')}
        </b>
      </span>
      <span class="evidence-card__server" classList={{ mono: props.evidence.server !== undefined }}>
        {props.evidence.server ?? t('evidence.fleet')}
      </span>
      <span class="evidence-card__value num">
        <b>{amount(props.evidence.value)}</b>
        <Show when={usual()}>
          {(anomaly) => (
            <small>
              {formatMessage(
                words[props.language]['answer.usual'],
                { low: amount(anomaly().low), high: amount(anomaly().high) },
                props.language,
                (q) => phrases.amount(props.language, q),
              )}
            </small>
          )}
        </Show>
      </span>
      <Show when={computedBy(props.evidence)}>
        {(name) => <code class="evidence-card__computed">{name()}()</code>}
      </Show>
      <span class="evidence-card__line">
        <Show when={course()}>
          {(line) => (
            <Sparkline
              values={line().values}
              anomaly={spans(line().times)}
              minSpan={unit() === '1' ? 0.3 : 0}
              label=""
            />
          )}
        </Show>
      </span>
    </button>
  );
}
