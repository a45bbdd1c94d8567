/** The samples of an opened file at a glance: one line per series, anomalies marked, a way to the server's own screen. */
import { createUniqueId, For, Show } from 'solid-js';
import { Sparkline } from '../../charts/Sparkline.tsx';
import { createQuery, useEngine } from '../../engine.tsx';
import { sources as en } from '../../i18n/en/sources.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { sources as ko } from '../../i18n/ko/sources.ts';
import { useSession } from '../../session.ts';
import { useTerms } from '../../widgets/terms.ts';

const words = { en, ko };
const MOST_SERIES = 12;
const POINTS = 480;

/** @param props.from first and @param props.to last instant of the file */
export function SeriesGlance(props: { from: number; to: number }) {
  const engine = useEngine();
  const session = useSession();
  const terms = useTerms();
  const { t } = useWords(words);
  const id = createUniqueId();
  const all = () =>
    (engine.fleet()?.servers ?? []).flatMap((server) =>
      (engine.fleet()?.metrics ?? []).map((metric) => ({ server: server.name, metric: metric.id })),
    );
  const series = createQuery((signal) => {
    // Only the fact that there is a snapshot matters: a file does not grow.
    if (engine.status() !== 'ready' || all().length === 0) return undefined;
    return engine.call(
      'window',
      { pairs: all().slice(0, MOST_SERIES), start: props.from, end: props.to, points: POINTS },
      signal,
    );
  });
  const anomalies = createQuery((signal) => {
    // Read again as the replay moves on: more is found then.
    if (engine.snapshot() === undefined) return undefined;
    return engine.call('anomalies', { start: props.from, end: props.to }, signal);
  });

  return (
    <section class="source-section" aria-labelledby={id}>
      <header class="source-section__head">
        <h3 id={id}>{t('chart.title')}</h3>
        <Show when={all().length > MOST_SERIES}>
          <span class="muted">{t('chart.more', { shown: MOST_SERIES, all: all().length })}</span>
        </Show>
      </header>
      <ul class="series-glance">
        <For each={series()}>
          {(item) => {
            const found = () =>
              (anomalies() ?? []).filter(
                (anomaly) => anomaly.server === item.server && anomaly.metric === item.metric,
              );
            return (
              <li>
                <a
                  href={session.href({ view: 'server', selected: item.server })}
                  aria-label={t('chart.open', { server: item.server })}
                >
                  <span class="series-glance__name">
                    <b>{terms.metric(item.metric)}</b>
                    <span class="mono muted">{item.server}</span>
                  </span>
                  <span class="series-glance__line">
                    <Sparkline
                      values={item.values}
                      anomaly={found().map(
                        (anomaly) =>
                          [
                            indexAt(item.times, anomaly.start),
                            indexAt(item.times, anomaly.end ?? props.to),
                          ] as const,
                      )}
                      label={t('chart.series', {
                        metric: terms.metric(item.metric),
                        server: item.server,
                      })}
                    />
                  </span>
                  <span class="badge" data-status={found().length > 0 ? 'infer' : undefined}>
                    {t('chart.anomalies', { count: found().length })}
                  </span>
                </a>
              </li>
            );
          }}
        </For>
      </ul>
    </section>
  );
}

function indexAt(times: Float64Array, t: number): number {
  let low = 0;
  let high = times.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (times[middle] <= t) low = middle;
    else high = middle - 1;
  }
  return low;
}
