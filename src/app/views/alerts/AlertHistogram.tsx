/** How many alerts fired, over the screen's range: stacked bars by severity, and the part that the rows below show. */
import { createMemo, For, Show } from 'solid-js';
import type { Alert } from '../../../core/domain/incident.ts';
import { SEVERITIES } from '../../../core/domain/incident.ts';
import type { EpochMs, Ms } from '../../../core/domain/time.ts';
import { alerts as en } from '../../i18n/en/alerts.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { alerts as ko } from '../../i18n/ko/alerts.ts';
import { SeverityMark } from '../../widgets/SeverityBadge.tsx';
import { StatusMark } from '../../widgets/StatusMark.tsx';
import { TableTwin } from '../../widgets/TableTwin.tsx';
import { useTerms } from '../../widgets/terms.ts';
import { histogramOf } from './alert-list.ts';

const words = { en, ko };
const BUCKETS = 72;
const HEIGHT = 48;
/** What a bar is made of, from below. */
const STACK = ['critical', 'warning', 'info', 'noData'] as const;
type Part = (typeof STACK)[number];
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
  const path = (part: Part) => {
    const shown = histogram();
    const unit = HEIGHT / top();
    const lower = STACK.slice(0, STACK.indexOf(part));
    let d = '';
    for (let i = 0; i < BUCKETS; i++) {
      const height = shown[part][i] * unit;
      if (height === 0) continue;
      const y = HEIGHT - lower.reduce((sum, one) => sum + shown[one][i], 0) * unit;
      d += `M${i * 10 + 1} ${y.toFixed(2)}v${(-height).toFixed(2)}h8v${height.toFixed(2)}z`;
    }
    return d;
  };
  const heard = createMemo(() => {
    const counts = { critical: 0, warning: 0, info: 0, noData: 0 };
    for (const { state, severity, mutedBy } of props.alerts.values()) {
      if (mutedBy.length > 0) continue;
      if (state === 'no-data') counts.noData++;
      else if (state === 'firing') counts[severity]++;
    }
    return counts;
  });
  const label = () =>
    t('histogram.label', {
      range: format.duration(props.range),
      now: heard().critical + heard().warning + heard().info,
      most: histogram().most,
    });
  const rows = () => {
    const { critical, warning, info, noData } = histogram();
    const width = props.range / BUCKETS;
    return Array.from({ length: BUCKETS }, (_, i) => [
      format.time(start() + i * width, 'minute'),
      ...[critical[i], warning[i], info[i], noData[i]].map((n) => format.number(n, 0)),
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
          aria-label={label()}
        >
          <For each={STACK}>{(part) => <path data-severity={part} d={path(part)} />}</For>
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
            <Show when={severity !== 'info' || heard().info > 0}>
              <span>
                <SeverityMark severity={severity} size={12} />
                {terms.severity(severity)}
                <b class="num">{format.number(heard()[severity], 0)}</b>
              </span>
            </Show>
          )}
        </For>
        <Show when={heard().noData > 0}>
          <span>
            <StatusMark status="unk" size={12} />
            {t('histogram.nodata')}
            <b class="num">{format.number(heard().noData, 0)}</b>
          </span>
        </Show>
        <TableTwin
          caption={label()}
          head={[t('histogram.time'), ...SEVERITIES.map(terms.severity), t('histogram.nodata')]}
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
