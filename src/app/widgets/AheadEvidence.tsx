/** What a predicted crossing was concluded from: the change of a day, and the trend or the method. */
import { Show } from 'solid-js';
import type { SeriesAhead } from '../../core/forecast/ahead.ts';
import { useAheadWords } from '../ahead.ts';

/** @param props.series with an outlook */
export function AheadEvidence(props: { series: SeriesAhead }) {
  const words = useAheadWords();
  const crossing = () => {
    const { outlook } = props.series;
    return outlook?.kind === 'crossing' ? outlook : undefined;
  };
  const value = (n: number) => words.value(n, props.series.metric);
  return (
    <span class="muted">
      <Show when={!Number.isNaN(props.series.dayAgo)}>
        {words.t('evidence.change', {
          dayAgo: value(props.series.dayAgo),
          now: value(props.series.now),
        })}{' '}
      </Show>
      <Show when={crossing()}>
        {(found) =>
          found().by === 'trend'
            ? words.t('evidence.trend')
            : words.t('evidence.method', { method: words.method(props.series.shares) })
        }
      </Show>
    </span>
  );
}
