/** How many alerts fired, over the screen's range: stacked bars by severity, and the part that the rows below show. */
import { createMemo, For, Show } from 'solid-js';
import type { Alert } from '../../../core/domain/incident.ts';
import { SEVERITIES } from '../../../core/domain/incident.ts';
import type { EpochMs, Ms } from '../../../core/domain/time.ts';
import { alerts as en } from '../../i18n/en/alerts.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { alerts as ko } from '../../i18n/ko/alerts.ts';
import { SeverityMark } from '../../widgets/SeverityBadge.tsx';
import { TableTwin } from '../../widgets/TableTwin.tsx';
import { useTerms } from '../../widgets/terms.ts';
import { histogramOf } from './alert-list.ts';

const words = { en, ko };
const BUCKETS = 72;
const HEIGHT = 48;
const TICKS = [0, 0.25, 0.5, 0.75, 1] as const;
/** Fewer than this many alerts do not fill the height: one bar is one alert, not drama. */
const LEAST_TOP = 4;

/** @param props.window width of the rows' axis; 0 when there are no rows */
export function AlertHistogram(props: {
  alerts: ReadonlyMap<string, Alert>;
  now: EpochMs;
  range: Ms;
  window: Ms;
}) {
  const { t, format } = useWords(words);
  const terms = useTerms();
  const start = () => props.now - props.range;
  const histogram = createMemo(() =>
    histogramOf(props.alerts.values(), start(), props.now, BUCKETS),
  );
  const top = () => Math.max(LEAST_TOP, histogram().most);
  /** One path per severity; worse ones stand below milder ones. */
  const path = (severity: 'critical' | 'warning' | 'info') => {
    const { critical, warning, info } = histogram();
    const unit = HEIGHT / top();
    let d = '';
    for (let i = 0; i < BUCKETS; i++) {
      const count =
        severity === 'critical' ? critical[i] : severity === 'warning' ? warning[i] : info[i];
      if (count === 0) continue;
      const below =
        severity === 'critical'
          ? 0
          : severity === 'warning'
            ? critical[i]
            : critical[i] + warning[i];
      const y = HEIGHT - below * unit;
      d += `M${i * 10 + 1} ${y.toFixed(2)}v${(-count * unit + (below > 0 ? 0 : 0)).toFixed(2)}h8v${(count * unit).toFixed(2)}z`;
    }
    return d;
  };
  const firing = createMemo(() => {
    const counts = { critical: 0, warning: 0, info: 0 };
    for (const alert of props.alerts.values())
      if (alert.state === 'firing' && alert.mutedBy.length === 0) counts[alert.severity]++;
    return counts;
  });
  const rows = () => {
    const { critical, warning, info } = histogram();
    const width = props.range / BUCKETS;
    return Array.from({ length: BUCKETS }, (_, i) => [
      format.time(start() + i * width, 'minute'),
      ...[critical[i], warning[i], info[i]].map((n) => format.number(n, 0)),
    ]);
  };

  return (
    <section class="alert-histogram">
      <div class="alert-histogram__plot">
        <Show when={props.window > 0 && props.window < props.range}>
          <i class="alert-histogram__window" style={{ '--share': props.window / props.range }} />
        </Show>
        <svg
          viewBox={`0 0 ${BUCKETS * 10} ${HEIGHT}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={t('histogram.label', {
            range: format.duration(props.range),
            now: firing().critical + firing().warning + firing().info,
            most: histogram().most,
          })}
        >
          <path data-severity="critical" d={path('critical')} />
          <path data-severity="warning" d={path('warning')} />
          <path data-severity="info" d={path('info')} />
        </svg>
      </div>
      <div class="alert-histogram__times num" aria-hidden="true">
        <For each={TICKS}>
          {(share) => <span>{format.time(start() + share * props.range, 'minute')}</span>}
        </For>
      </div>
      <div class="alert-histogram__legend">
        <For each={SEVERITIES}>
          {(severity) => (
            <Show when={severity !== 'info' || firing().info > 0}>
              <span>
                <SeverityMark severity={severity} size={12} />
                {terms.severity(severity)}
                <b class="num">{format.number(firing()[severity], 0)}</b>
              </span>
            </Show>
          )}
        </For>
        <TableTwin
          caption={t('histogram.label', {
            range: format.duration(props.range),
            now: firing().critical + firing().warning + firing().info,
            most: histogram().most,
          })}
          head={[t('histogram.time'), ...SEVERITIES.map(terms.severity)]}
          rows={rows()}
        />
        <Show when={props.window > 0}>
          <span class="alert-histogram__note num">
            {t('histogram.window', {
              from: format.time(props.now - props.window, 'minute'),
              to: format.time(props.now, 'minute'),
            })}
          </span>
        </Show>
      </div>
    </section>
  );
}
