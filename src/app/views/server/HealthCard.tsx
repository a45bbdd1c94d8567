/** Health of one server: the figure, the metrics that cost points, and how it moved in half an hour. */
import { createMemo, For, Show } from 'solid-js';
import type { Fleet, Server } from '../../../core/domain/fleet.ts';
import { isMetricId } from '../../../core/domain/metrics.ts';
import { MINUTE } from '../../../core/domain/time.ts';
import { healthTerms } from '../../../core/insight/health.ts';
import { createQuery, useEngine } from '../../engine.tsx';
import { Card } from '../../widgets/Card.tsx';
import { useTerms } from '../../widgets/terms.ts';
import { useMachineWords } from './machine-words.ts';

/** How far back the figure is compared, and how often that is asked. */
const BACK = 30 * MINUTE;
const EVERY = MINUTE;
/** A term this dear is drawn as critical. */
const DEAR = 15;

export function HealthCard(props: { fleet: Fleet; server: Server }) {
  const engine = useEngine();
  const terms = useTerms();
  const { t, format } = useMachineWords();
  const health = () => engine.snapshot()?.health[props.server.index] ?? NaN;
  const rounded = () => Math.round(health());

  const costs = createMemo(() => {
    const now = engine.snapshot();
    if (!now || Number.isNaN(health())) return [];
    const at = (m: number) => m * props.fleet.servers.length + props.server.index;
    return healthTerms(
      props.fleet,
      (m) => now.values[at(m)],
      (m) => now.scores[at(m)],
    )
      .map(({ metric, points }) => ({ metric, points: Math.round(points) }))
      .filter(({ points }) => points > 0);
  });
  /** Points beyond a hundred would push the bar out of its frame. */
  const scale = () =>
    Math.max(100, rounded() + costs().reduce((sum, { points }) => sum + points, 0));

  const minute = createMemo(() => Math.floor((engine.snapshot()?.t ?? 0) / EVERY) * EVERY);
  // Health of sources with metrics of their own comes from scores, which are not kept: no comparison then.
  const isKnown = () => props.fleet.metrics.every((metric) => isMetricId(metric.id));
  const before = createQuery<number>((signal) => {
    const t = minute();
    if (t === 0 || !isKnown() || engine.status() !== 'ready') return undefined;
    const pairs = props.fleet.metrics.map((metric) => ({
      metric: metric.id,
      server: props.server.name,
    }));
    const { fleet } = props;
    return engine
      .call('window', { pairs, start: t - BACK - MINUTE, end: t - BACK, points: 60 }, signal)
      .then((series) => {
        const values = series.map((one) => one.values.at(-1) ?? NaN);
        if (values.every(Number.isNaN)) return NaN;
        const lost = healthTerms(
          fleet,
          (m) => values[m],
          () => NaN,
        ).reduce((sum, { points }) => sum + points, 0);
        return Math.max(0, 100 - lost);
      });
  });
  const change = () => rounded() - Math.round(before() ?? NaN);

  return (
    <Card class="health" title={t('health.title')} note={t('health.note')}>
      <div class="card__body">
        <Show when={!Number.isNaN(health())} fallback={<p class="muted">{t('health.unknown')}</p>}>
          <p class="health__figure num">
            <b>{rounded()}</b>
            <span>
              {t('health.of')}
              <Show when={Number.isFinite(change())}>
                <span class="health__change" data-change={Math.sign(change())}>
                  {change() === 0
                    ? t('health.steady', { window: { n: BACK, unit: 'ms' } })
                    : `${change() < 0 ? '▼' : '▲'} ${t(change() < 0 ? 'health.down' : 'health.up', {
                        points: format.number(Math.abs(change()), 0),
                        window: { n: BACK, unit: 'ms' },
                      })}`}
                </span>
              </Show>
            </span>
          </p>
          <div class="health__bar" aria-hidden="true">
            <i class="health__kept" style={{ '--points': (100 * rounded()) / scale() }} />
            <For each={costs()}>
              {(cost, i) => (
                <i
                  data-tone={cost.points >= DEAR ? 'crit' : 'warn'}
                  data-rank={i() % 2}
                  style={{ '--points': (100 * cost.points) / scale() }}
                />
              )}
            </For>
          </div>
          <ul class="health__terms num">
            <For each={costs()} fallback={<li>{t('health.full')}</li>}>
              {(cost, i) => (
                <li>
                  <i data-tone={cost.points >= DEAR ? 'crit' : 'warn'} data-rank={i() % 2} />
                  {terms.metric(cost.metric, 'short')}{' '}
                  <b>{`\u2212${format.number(cost.points, 0)}`}</b>
                </li>
              )}
            </For>
          </ul>
        </Show>
      </div>
    </Card>
  );
}
