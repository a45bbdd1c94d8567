/** Both scores of one server as waterfalls: a hundred, what each term takes off, what is left. */
import { For, Show } from 'solid-js';
import { Card } from '../../widgets/Card.tsx';
import { OpenServer } from './ServerLink.tsx';
import type { ScoreRow } from './score-row.ts';
import { useInsightWords } from './words.ts';

/** One step of a waterfall. */
interface Fall {
  readonly label: string;
  readonly why: string;
  /** Points taken off. */
  readonly cost: number;
}

/** Costs below this are not drawn. */
const LEAST_COST = 0.05;

export function ScoreTerms(props: { row: ScoreRow }) {
  const { t, format, terms, value } = useInsightWords();
  const performance = (): readonly Fall[] =>
    props.row.terms.map(({ side, metric, value: x, points, weight }) => ({
      label: t(`score.side.${side}`),
      why: `${
        side === 'steadiness'
          ? t('score.wobble', {
              metric: terms.metric(metric, 'short'),
              value: format.value(x, '1'),
            })
          : t('score.because', { metric: terms.metric(metric, 'short'), value: value(metric, x) })
      } · ${t('score.weight', { share: format.value(weight, '1') })}`,
      cost: weight * (100 - points),
    }));
  const health = (): readonly Fall[] =>
    props.row.costs.map(({ metric, points, value: x }) => ({
      label: terms.metric(metric),
      why: value(metric, x),
      cost: points,
    }));
  return (
    <Card
      title={t('score.terms', { server: props.row.server })}
      actions={<OpenServer name={props.row.server} />}
    >
      <div class="score-terms">
        <Waterfall title={t('score.performance')} score={props.row.score} falls={performance()} />
        <Waterfall title={t('score.health')} score={props.row.health} falls={health()} />
      </div>
    </Card>
  );
}

function Waterfall(props: { title: string; score: number; falls: readonly Fall[] }) {
  const { t, format } = useInsightWords();
  const drawn = () => {
    let left = 100;
    return props.falls
      .filter(({ cost }) => cost >= LEAST_COST)
      .sort((a, b) => b.cost - a.cost)
      .map((fall) => {
        const from = Math.max(0, left - fall.cost);
        const step = { ...fall, from, to: Math.max(0, left) };
        left = from;
        return step;
      });
  };
  return (
    <section class="waterfall" aria-label={props.title}>
      <header>
        <h3>{props.title}</h3>
        <Show
          when={!Number.isNaN(props.score)}
          fallback={<span class="muted">{t('score.unknown')}</span>}
        >
          <p class="num">
            <b>{format.number(Math.round(props.score), 0)}</b>
            <small>/100</small>
          </p>
        </Show>
      </header>
      <Show when={!Number.isNaN(props.score)}>
        <ol class="num">
          <For each={drawn()} fallback={<li class="waterfall__full muted">{t('score.full')}</li>}>
            {(fall) => (
              <li>
                <span class="waterfall__name">
                  {fall.label}
                  <small>{fall.why}</small>
                </span>
                <span class="waterfall__track" aria-hidden="true">
                  <i style={{ '--from': fall.from / 100, '--to': fall.to / 100 }} />
                </span>
                <b>{`\u2212${format.number(fall.cost, fall.cost < 10 ? 1 : 0)}`}</b>
              </li>
            )}
          </For>
          <li class="waterfall__sum">
            <span class="waterfall__name">{t('score.result')}</span>
            <span class="waterfall__track" aria-hidden="true">
              <i style={{ '--to': props.score / 100 }} />
            </span>
            <b>{format.number(Math.round(props.score), 0)}</b>
          </li>
        </ol>
      </Show>
    </section>
  );
}
