/** The board: map and three figures with their last hour, in the space a portal gives. */
import { createMemo, Show } from 'solid-js';
import { Sparkline } from '../charts/Sparkline.tsx';
import { useEngine } from '../engine.tsx';
import { overview as en } from '../i18n/en/overview.ts';
import { useWords } from '../i18n/i18n.tsx';
import { overview as ko } from '../i18n/ko/overview.ts';
import { createTrendWindow } from '../trends.ts';
import { createFiguresTrend, type FigureSeries } from '../views/overview/figures-trend.ts';
import { Figure } from '../widgets/Figure.tsx';
import EmbedMap from './EmbedMap.tsx';

const words = { en, ko };

/** @param props.filter shows only servers whose name, role or tier contains it; the figures are the whole fleet's */
export default function Board(props: { filter: string }) {
  const { t, format } = useWords(words);
  const engine = useEngine();
  const trend = createFiguresTrend();
  const figures = () => engine.snapshot()?.figures;
  return (
    <div class="board" data-idle={engine.snapshot() && trend.isReady() ? '' : undefined}>
      <EmbedMap filter={props.filter} compact />
      <section class="board__figures" aria-label={t('kpi.label')}>
        <Tile
          name={t('kpi.health')}
          text={format.number(figures()?.health, 0)}
          suffix={t('kpi.ofHundred')}
          course={trend.series()?.health}
          minSpan={12}
          isBad={(now, calm) => now < calm - 5}
          isHighGood
        />
        <Tile
          name={t('kpi.latency')}
          text={format.value(figures()?.latencyP95, 's')}
          course={trend.series()?.latencyP95}
          minSpan={(figures()?.latencyP95 ?? 0) * 0.6}
          isBad={(now, calm) => now > calm * 1.4}
        />
        <Tile
          name={t('kpi.errors')}
          text={format.value(figures()?.errorRatio, '1')}
          course={trend.series()?.errorRatio}
          minSpan={0.01}
          isBad={(now, calm) => now > calm + 0.005}
        />
      </section>
    </div>
  );
}

function Tile(props: {
  name: string;
  text: string;
  suffix?: string;
  course: FigureSeries[keyof FigureSeries] | undefined;
  minSpan: number;
  /** Whether the newest value stands apart from the calm part of the hour. */
  isBad: (now: number, calm: number) => boolean;
  isHighGood?: boolean;
}) {
  const { t, format } = useWords(words);
  const width = createTrendWindow();
  const tone = createMemo(() => {
    const known = (props.course ?? new Float32Array()).filter((value) => !Number.isNaN(value));
    const now = known.at(-1);
    const calm = known.toSorted().at(Math.floor(known.length * (props.isHighGood ? 0.8 : 0.2)));
    return now !== undefined && calm !== undefined && props.isBad(now, calm) ? 'crit' : 'accent';
  });
  return (
    <div class="tile">
      <h2>{props.name}</h2>
      <p>
        <Figure text={props.text} />
        <Show when={props.suffix}>
          <small class="muted">{props.suffix}</small>
        </Show>
      </p>
      <Show when={props.course}>
        {(course) => (
          <span class="tile__course">
            <Sparkline
              values={course()}
              minSpan={props.minSpan}
              label={t('kpi.trend', { name: props.name, duration: format.duration(width()) })}
              tone={tone()}
            />
          </span>
        )}
      </Show>
    </div>
  );
}
