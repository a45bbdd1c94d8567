/** What all lanes read at the shared cursor: value and expected range, or forecast and its 80 % interval. */
import { For, Show } from 'solid-js';
import type { EpochMs } from '../../../core/domain/time.ts';
import { nearest, usualInterval } from '../../charts/plot-data.ts';
import { useReasons } from '../../reasons.ts';
import { useTerms } from '../../widgets/terms.ts';
import { useEventWords } from './event-words.ts';
import type { LaneData, TimeWindow } from './lane-data.ts';
import { formatRange } from './lanes.ts';

interface Row {
  readonly label: string;
  readonly value: string;
  readonly range: string;
}

/** @param props.speaks whether the keyboard moved the cursor: only then the reading is announced */
export default function LaneTip(props: {
  lanes: readonly LaneData[];
  window: TimeWindow;
  at: EpochMs;
  speaks: boolean;
}) {
  const terms = useTerms();
  const reasons = useReasons();
  const { t, format } = useEventWords();
  const share = () => (props.at - props.window.from) / (props.window.to - props.window.from);
  const isFuture = () => props.at > props.window.now;

  const rows = (): readonly Row[] =>
    props.lanes.flatMap(({ lane, detail }) =>
      (detail() ?? []).flatMap((series, k): Row[] => {
        const metric = lane.metrics[k];
        const label = terms.metric(metric.id, lane.metrics.length > 1 ? 'short' : 'full');
        const ahead = series.forecast;
        if (isFuture()) {
          if (!ahead) return [];
          const i = nearest(ahead.times, ahead.mean, props.at, Number.POSITIVE_INFINITY);
          if (i < 0) return [];
          return [
            {
              label,
              value: format.value(ahead.mean[i], metric.unit),
              range: formatRange(ahead.low80[i], ahead.high80[i], metric.unit, format),
            },
          ];
        }
        const i = nearest(series.times, series.values, props.at, 2 * usualInterval(series.times));
        const isKnown = i >= 0 && !Number.isNaN(series.low[i] + series.high[i]);
        return [
          {
            label,
            value: format.value(i < 0 ? undefined : series.values[i], metric.unit),
            range: isKnown
              ? formatRange(
                  Math.max(metric.min, series.low[i]),
                  Math.min(metric.max, series.high[i]),
                  metric.unit,
                  format,
                )
              : '',
          },
        ];
      }),
    );

  /** Unusual stretches under the cursor, each with its evidence. */
  const unusual = () =>
    props.lanes.flatMap(({ detail }) =>
      (detail() ?? [])
        .flatMap(({ anomalies }) => anomalies)
        .filter(({ start, end }) => start <= props.at && (end ?? props.window.now) >= props.at),
    );

  return (
    <div
      class="lane-tip"
      data-side={share() > 0.45 ? 'start' : 'end'}
      style={{ '--at': share().toFixed(4) }}
      aria-live={props.speaks ? 'polite' : 'off'}
    >
      <b class="num">{format.time(props.at)}</b>
      <table>
        <tbody>
          <For each={rows()}>
            {(row) => (
              <tr>
                <th scope="row">{row.label}</th>
                <td class="num">{row.value}</td>
                <td class="num lane-tip__range">{row.range}</td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
      <Show when={rows().length > 0}>
        <p>{t(isFuture() ? 'tip.forecast' : 'tip.expected')}</p>
      </Show>
      <Show when={unusual().length > 0}>
        <ul class="lane-tip__unusual num">
          <For each={unusual()}>
            {(anomaly) => (
              <li>
                <b>{terms.metric(anomaly.metric, 'short')}</b> {reasons.short(anomaly)}
              </li>
            )}
          </For>
        </ul>
      </Show>
    </div>
  );
}
