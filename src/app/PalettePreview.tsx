/** A server at a glance, beside the palette's list: health, what stands out, the last hour, the likely cause. */
import { Sparkles } from 'lucide-solid';
import { For, Show } from 'solid-js';
import type { Server } from '../core/domain/fleet.ts';
import { HOUR } from '../core/domain/time.ts';
import { indexAt } from './charts/index-at.ts';
import { Sparkline } from './charts/Sparkline.tsx';
import { createQuery, useEngine } from './engine.tsx';
import { palette as en } from './i18n/en/palette.ts';
import { useWords } from './i18n/i18n.tsx';
import { palette as ko } from './i18n/ko/palette.ts';
import { unitOf } from './unit-of.ts';
import { StatusMark } from './widgets/StatusMark.tsx';
import { useTerms } from './widgets/terms.ts';

const words = { en, ko };
const POINTS = 120;
/** Shown when nothing stands out. */
const USUAL = ['cpu', 'latency_p95'] as const;

/** @param props.server the server the active result stands for */
export function PalettePreview(props: { server: Server }) {
  const engine = useEngine();
  const terms = useTerms();
  const { t, format } = useWords(words);
  const odd = () =>
    engine.snapshot()?.anomalies.filter((anomaly) => anomaly.server === props.server.name) ?? [];
  /** Two metrics: the most unusual ones first. */
  const metrics = () => {
    const own = new Set((engine.fleet()?.metrics ?? []).map((metric) => metric.id));
    const ids = [
      ...odd()
        .filter((anomaly) => anomaly.end === undefined)
        .toSorted((a, b) => b.sigma - a.sigma)
        .map((anomaly) => anomaly.metric),
      ...USUAL,
      ...own,
    ];
    return [...new Set(ids)].filter((id) => own.has(id)).slice(0, 2);
  };
  const series = createQuery((signal) => {
    const t = engine.snapshot()?.t;
    if (t === undefined) return undefined;
    const pairs = metrics().map((metric) => ({ metric, server: props.server.name }));
    return engine.call('window', { pairs, start: t - HOUR, end: t, points: POINTS }, signal);
  });
  const cause = () =>
    engine
      .snapshot()
      ?.incidents.find(
        (incident) =>
          incident.state === 'open' &&
          incident.involved.some((part) => part.server === props.server.name),
      )
      ?.suspects.at(0);
  const seen = () => engine.snapshot()?.lastSeen[props.server.index];
  const health = () => engine.snapshot()?.health[props.server.index];

  return (
    <>
      <div class="peek__head">
        <StatusMark status={engine.statusOf(props.server)} size={16} />
        <b class="mono">{props.server.name}</b>
      </div>
      <p class="peek__facts">
        {[
          terms.role(props.server.role),
          props.server.place?.site ?? props.server.location,
          props.server.bootedAt === undefined
            ? ''
            : t('preview.up', {
                duration: {
                  n: (engine.snapshot()?.t ?? props.server.bootedAt) - props.server.bootedAt,
                  unit: 'ms',
                },
              }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <Show
        when={Number.isNaN(health() ?? NaN)}
        fallback={
          <dl class="peek__figures">
            <div>
              <dt>{t('preview.health')}</dt>
              <dd class="num">{format.number(health(), 0)}</dd>
            </div>
            <For each={metrics()}>
              {(metric) => (
                <div>
                  <dt>{terms.metric(metric, 'short')}</dt>
                  <dd class="num">
                    {format.value(engine.value(metric, props.server), unitOf(metric))}
                  </dd>
                </div>
              )}
            </For>
          </dl>
        }
      >
        <p class="peek__facts">
          {Number.isNaN(seen() ?? NaN)
            ? t('preview.never')
            : t('preview.silent', { time: format.time(seen()) })}
        </p>
      </Show>
      <For each={series()}>
        {(item) => (
          <div class="peek__chart">
            <span>{t('preview.series', { metric: terms.metric(item.metric) })}</span>
            <span>
              <Sparkline
                values={item.values}
                anomaly={odd()
                  .filter((anomaly) => anomaly.metric === item.metric)
                  .map(
                    (anomaly) =>
                      [
                        indexAt(item.times, anomaly.start),
                        indexAt(item.times, anomaly.end ?? Number.POSITIVE_INFINITY),
                      ] as const,
                  )}
                minSpan={unitOf(item.metric) === '1' ? 0.3 : 0}
                label=""
              />
            </span>
          </div>
        )}
      </For>
      <Show when={cause()}>
        {(suspect) => (
          <p class="peek__cause">
            <Sparkles size={14} aria-hidden="true" />
            <span>
              {t('preview.cause', {
                metric: terms.metric(suspect().metric),
                server: suspect().server,
                share: Math.round(suspect().share * 100),
              })}
            </span>
          </p>
        )}
      </Show>
    </>
  );
}
