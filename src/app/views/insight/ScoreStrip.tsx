/** Every server's score as a point on one axis: who stands apart, and where the line is. */
import { createMemo, For, Show } from 'solid-js';
import { useInsightWords } from './words.ts';

/** Scores drawn; isolation scores of real rows lie within. */
const LOW = 0.3;
const HIGH = 0.8;
/** Golden section: multiples of it spread evenly, so that equal scores do not hide each other. */
const GOLDEN = 0.618_034;
/** Highest and lowest point; above them stands the name of the line. */
const TOP = 0.22;
const BOTTOM = 0.92;
/** Points from which on they are drawn smaller. */
const MANY = 200;
/** Outliers with a mark of their own, and with a name; where there are more, all are points. */
const MOST_MARKS = 24;
const NAMES = 5;
const AXIS = [0.3, 0.4, 0.5, 0.6, 0.7, 0.8] as const;

interface Point {
  readonly label: string;
  readonly score: number;
  readonly isOutlier: boolean;
}

export function ScoreStrip(props: { rows: readonly Point[]; line: number; label: string }) {
  const { t, format } = useInsightWords();
  const x = (score: number) => Math.min(1, Math.max(0, (score - LOW) / (HIGH - LOW)));
  const lane = (k: number) => TOP + (BOTTOM - TOP) * (((k + 0.5) * GOLDEN) % 1);
  const points = (of: boolean) =>
    props.rows
      .map(({ score, isOutlier }, k) =>
        isOutlier !== of
          ? ''
          : `M${(x(score) * 1000).toFixed(1)} ${(lane(k) * 100).toFixed(1)}h.01`,
      )
      .join('');
  const usual = createMemo(() => points(false));
  const unusual = createMemo(() => points(true));
  const outliers = createMemo(() =>
    props.rows.map((row, k) => ({ ...row, k })).filter(({ isOutlier }) => isOutlier),
  );
  const marked = () => {
    const all = outliers();
    return all.length > MOST_MARKS ? all.slice(0, NAMES - 2) : all;
  };
  return (
    <section class="card score-strip" aria-label={props.label}>
      <div class="score-strip__plot">
        <svg viewBox="0 0 1000 100" preserveAspectRatio="none" aria-hidden="true">
          <path
            class="score-strip__points"
            data-many={props.rows.length > MANY ? '' : undefined}
            d={usual()}
          />
          <path
            class="score-strip__points"
            data-kind="outlier"
            data-many={props.rows.length > MANY ? '' : undefined}
            d={outliers().length > MOST_MARKS ? unusual() : ''}
          />
        </svg>
        <span class="score-strip__line num" style={{ '--x': x(props.line) }}>
          {t('outlier.line', { line: format.value(props.line, '1') })}
        </span>
        <For each={marked()}>
          {(one, i) => (
            <span
              class="score-strip__outlier"
              style={{ '--x': x(one.score), '--y': lane(one.k) }}
              data-side={x(one.score) > 0.7 ? 'left' : undefined}
              title={`${one.label} ${format.value(one.score, '1')}`}
            >
              <i aria-hidden="true" />
              <Show when={i() < NAMES}>
                <span class="mono">{one.label}</span>
              </Show>
            </span>
          )}
        </For>
      </div>
      <div class="score-strip__axis num" aria-hidden="true">
        <For each={AXIS}>
          {(tick) => <span style={{ '--x': x(tick) }}>{format.value(tick, '1')}</span>}
        </For>
      </div>
    </section>
  );
}
