/** The samples of an opened file at a glance: one line per series, anomalies marked, a way to the server's own screen. */
import { createMemo, createUniqueId, For, Show } from 'solid-js';
import type { Fleet } from '../../../core/domain/fleet.ts';
import { indexAt } from '../../charts/index-at.ts';
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

/** The series shown of a file. */
interface Chosen {
  readonly fleet: Fleet;
  readonly pairs: readonly { readonly server: string; readonly metric: string }[];
}

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
  const anomalies = createQuery((signal) => {
    // Read again as the replay moves on: more is found then.
    if (engine.snapshot() === undefined) return undefined;
    return engine.call('anomalies', { start: props.from, end: props.to }, signal);
  });
  const countOf = (pair: { server: string; metric: string }) =>
    (anomalies() ?? []).filter(
      ({ server, metric }) => server === pair.server && metric === pair.metric,
    ).length;
  /** Decided once per file, when all of it was replayed: rows must not wander while one reads them. */
  const shown = createMemo<Chosen | undefined>((before) => {
    const fleet = engine.fleet();
    if (before && before.fleet === fleet) return before;
    if (!fleet || anomalies() === undefined || engine.clock().mode === 'replaying')
      return undefined;
    const pairs = all()
      .map((pair) => ({ pair, count: countOf(pair) }))
      .sort((a, b) => b.count - a.count)
      .slice(0, MOST_SERIES)
      .map(({ pair }) => pair);
    return { fleet, pairs };
  });
  const series = createQuery((signal) => {
    const pairs = shown()?.pairs;
    if (engine.status() !== 'ready' || !pairs || pairs.length === 0) return undefined;
    return engine.call(
      'window',
      { pairs, start: props.from, end: props.to, points: POINTS },
      signal,
    );
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
                <a href={session.href({ view: 'server', selected: item.server })}>
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
                      label=""
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
