/** Detection on one server as figures: its score and the metrics that make it, its alarm budget, how far it has learnt. */
import { Show } from 'solid-js';
import { ANOMALY_LINE } from '../../../core/detect/detector.ts';
import type { Fleet, Server } from '../../../core/domain/fleet.ts';
import { useEngine } from '../../engine.tsx';
import { useSession } from '../../session.ts';
import { Meter } from '../../widgets/Meter.tsx';
import { useTerms } from '../../widgets/terms.ts';
import { useDetectionWords } from './detection-words.ts';
import { learnt } from './learnt.ts';

/** Metrics that make a server's score. */
const TERMS = 3;

export function DetectionFacts(props: { fleet: Fleet; server: Server }) {
  const engine = useEngine();
  const session = useSession();
  const terms = useTerms();
  const { t, format } = useDetectionWords();
  const own = (of: 'scores' | 'used' | 'line' | 'warmth') =>
    engine.snapshot()?.detection[of][props.server.index] ?? NaN;
  const figure = (n: number) => format.number(n, 2);
  const budget = () => engine.snapshot()?.detection.budget ?? session.session().budget;
  const strongest = () => {
    const now = engine.snapshot();
    if (!now) return [];
    const { length } = props.fleet.servers;
    return props.fleet.metrics
      .map(({ id }, m) => ({ id, score: now.scores[m * length + props.server.index] }))
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score)
      .slice(0, TERMS);
  };
  /** Measured metrics of this server without a score. */
  const unscored = () => {
    const now = engine.snapshot();
    if (!now) return 0;
    const { length } = props.fleet.servers;
    return props.fleet.metrics.filter((_, m) => {
      const i = m * length + props.server.index;
      return !Number.isNaN(now.values[i]) && Number.isNaN(now.scores[i]);
    }).length;
  };
  const warmUp = () => engine.snapshot()?.detection.warmUp;

  return (
    <>
      <dl class="detection-facts">
        <div>
          <dt>{t('score.label')}</dt>
          <dd>
            <span class="num" data-hot={own('scores') >= ANOMALY_LINE}>
              {t('score.value', { score: figure(own('scores')), line: figure(ANOMALY_LINE) })}
            </span>
            <span class="detection-facts__meter">
              <Meter value={own('scores')} label="" />
              <i
                class="detection-facts__line"
                style={{ '--at': ANOMALY_LINE + 0 * own('scores') }}
              />
            </span>
            <Show when={strongest().length > 0}>
              <small class="num">
                {t('score.of', {
                  terms: new Intl.ListFormat(format.locale(), { style: 'narrow' }).format(
                    strongest().map(({ id, score }) =>
                      t('score.term', { metric: terms.metric(id, 'short'), score: figure(score) }),
                    ),
                  ),
                })}
              </small>
            </Show>
          </dd>
        </div>
        <div>
          <dt>{t('budget.label')}</dt>
          <dd>
            <span class="num" data-used>
              {t('budget.used', {
                used: format.number(own('used'), 1),
                budget: format.number(budget(), 2),
              })}
            </span>
            <small class="num">{t('budget.line', { factor: figure(own('line')) })}</small>
          </dd>
        </div>
        <div>
          <dt>{t('learning.label')}</dt>
          <dd>
            <span class="num">
              <Show when={own('warmth') < 1 || unscored() > 0} fallback={t('learning.done')}>
                {t('learning.share', { share: format.value(learnt(own('warmth')), '1') })}
              </Show>
            </span>
            <Show when={unscored() > 0}>
              <small class="num">{t('learning.unscored', { n: unscored() })}</small>
            </Show>
          </dd>
        </div>
      </dl>
      <details class="detection-how">
        <summary>{t('how')}</summary>
        <p>{t('score.how', { line: figure(ANOMALY_LINE) })}</p>
        <p>{t('budget.how', { budget: budget() })}</p>
        <p>
          {t('learning.how', {
            first: format.number(warmUp()?.first, 0),
            full: format.number(warmUp()?.full, 0),
          })}
        </p>
        <a
          class="button"
          data-kind="quiet"
          href={session.href({ view: 'settings', selected: undefined })}
        >
          {t('budget.change')}
        </a>
      </details>
    </>
  );
}
