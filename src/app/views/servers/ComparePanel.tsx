/** Up to eight servers on one chart, told apart by colour, stroke and name; one cursor reads all of them. */
import './compare-panel.css';
import { X } from 'lucide-solid';
import { createMemo, createSignal, For, Show } from 'solid-js';
import { serverLabels } from '../../../core/domain/rule.ts';
import { type EpochMs, SECOND } from '../../../core/domain/time.ts';
import { nearest, usualInterval } from '../../charts/plot-data.ts';
import { TimeChart } from '../../charts/TimeChart.tsx';
import { createQuery, useEngine } from '../../engine.tsx';
import { compare as en } from '../../i18n/en/compare.ts';
import { useFormats, useWords } from '../../i18n/i18n.tsx';
import { compare as ko } from '../../i18n/ko/compare.ts';
import { useSession } from '../../session.ts';
import { unitOf } from '../../unit-of.ts';
import { Card } from '../../widgets/Card.tsx';
import { Export } from '../../widgets/Export.tsx';
import { Host } from '../../widgets/Host.tsx';
import { TableTwin } from '../../widgets/TableTwin.tsx';
import { useTerms } from '../../widgets/terms.ts';
import { type Comparison, toggled } from './comparison.ts';

const words = { en, ko };
const POINTS = 480;
const REFRESH = 10 * SECOND;
/** Strokes in px: whole, dashes, dots and their mixtures. */
const DASHES: readonly (readonly number[])[] = [
  [],
  [7, 3],
  [2, 3],
  [9, 3, 2, 3],
  [4, 2],
  [12, 4],
  [2, 2, 7, 2],
  [9, 2, 2, 2, 2, 2],
];

/** @param props.onChange told the comparison wanted next */
export default function ComparePanel(props: {
  comparison: Comparison;
  onChange: (comparison: Comparison) => void;
}) {
  const { t, format } = useWords(words);
  const terms = useTerms();
  const formats = useFormats();
  const engine = useEngine();
  const session = useSession();
  const [cursor, setCursor] = createSignal<EpochMs>();
  const metrics = createMemo(() => engine.fleet()?.metrics.map(({ id }) => id) ?? []);
  const metric = () =>
    metrics().includes(props.comparison.metric) ? props.comparison.metric : (metrics().at(0) ?? '');
  const end = createMemo(() => {
    const now = engine.snapshot();
    if (!now || engine.clock().mode === 'replaying') return undefined;
    const grain = Math.max(REFRESH, now.step);
    return Math.ceil(now.t / grain) * grain;
  });
  const range = () => session.session().range;
  const answer = createQuery((signal) => {
    const until = end();
    const pairs = props.comparison.names.map((server) => ({ metric: metric(), server }));
    if (until === undefined || pairs.length === 0 || metric() === '') return undefined;
    return engine.call(
      'window',
      { pairs, start: until - range(), end: until, points: POINTS, peaks: true },
      signal,
    );
  });
  const lines = createMemo(() =>
    props.comparison.names.flatMap((name, i) => {
      const series = answer()?.find((one) => one.server === name && one.metric === metric());
      return series
        ? [
            {
              label: name,
              times: series.times,
              values: series.values,
              color: `--series-${i + 1}`,
              dash: DASHES[i],
            },
          ]
        : [];
    }),
  );
  const exported = () => {
    const prom = engine.fleet()?.metrics.find(({ id }) => id === metric())?.prom ?? metric();
    return lines().map(({ label, times, values }) => {
      const server = engine.fleet()?.servers.find(({ name }) => name === label);
      const labels = server ? serverLabels(server) : { instance: label };
      return { name: label, metric: prom, labels, times, values };
    });
  };
  let body!: HTMLDivElement;
  const reading = (name: string): number => {
    const line = lines().find(({ label }) => label === name);
    if (!line || line.times.length === 0) return Number.NaN;
    const t = cursor() ?? line.times[line.times.length - 1];
    const i = nearest(line.times, line.values, t, 2 * usualInterval(line.times));
    return i < 0 ? Number.NaN : line.values[i];
  };
  const onKey = (event: KeyboardEvent) => {
    const until = end();
    if (until === undefined) return;
    const from = until - range();
    const step = (range() / POINTS) * (event.shiftKey ? 10 : 1);
    const at = cursor() ?? until;
    const keys: Readonly<Record<string, EpochMs | undefined>> = {
      ArrowLeft: at - step,
      ArrowRight: at + step,
      Home: from,
      End: until,
      Escape: undefined,
    };
    if (!Object.hasOwn(keys, event.key)) return;
    const next = keys[event.key];
    setCursor(next === undefined ? undefined : Math.min(until, Math.max(from, next)));
    event.preventDefault();
  };
  const spoken = () =>
    [
      cursor() === undefined ? t('newest') : format.time(cursor(), 'full'),
      ...props.comparison.names.map((name) => `${name} ${value(reading(name))}`),
    ].join(', ');
  const value = (n: number) => format.value(n, unitOf(metric()));
  return (
    <Card
      class="compare"
      title={t('title')}
      note={<span class="num">{t('count', { count: props.comparison.names.length })}</span>}
      actions={
        <>
          <select
            class="select"
            aria-label={t('metric')}
            onChange={(event) =>
              props.onChange({ ...props.comparison, metric: event.currentTarget.value })
            }
          >
            <For each={metrics()}>
              {(id) => (
                <option value={id} selected={id === metric()}>
                  {terms.metric(id)}
                </option>
              )}
            </For>
          </select>
          <Export name="compare" what={t('title')} series={exported} figure={() => body} />
          <button
            type="button"
            class="button button--icon"
            data-kind="quiet"
            aria-label={t('close')}
            onClick={() => props.onChange({ ...props.comparison, names: [] })}
          >
            <X size={16} aria-hidden="true" />
          </button>
        </>
      }
    >
      <div class="compare__body" ref={body} data-ready={lines().length > 0 ? '' : undefined}>
        <div
          class="compare__chart"
          role="slider"
          tabIndex={0}
          aria-label={t('cursor')}
          aria-valuemin={(end() ?? 0) - range()}
          aria-valuemax={end() ?? 0}
          aria-valuenow={cursor() ?? end() ?? 0}
          aria-valuetext={spoken()}
          onKeyDown={onKey}
        >
          <Show when={end()}>
            {(until) => (
              <TimeChart
                label={t('chart', {
                  metric: terms.metric(metric()),
                  servers: props.comparison.names.join(', '),
                })}
                from={until() - range()}
                to={until()}
                unit={unitOf(metric())}
                format={formats}
                lines={lines()}
                empty={t('empty')}
                cursor={cursor()}
                onCursor={setCursor}
              />
            )}
          </Show>
        </div>
        <div class="compare__side">
          <p class="compare__at num">
            {cursor() === undefined ? t('newest') : format.time(cursor(), 'full')}
          </p>
          <ul class="compare__legend">
            <For each={props.comparison.names}>
              {(name, i) => (
                <li data-series={i() + 1}>
                  <svg width="34" height="8" aria-hidden="true">
                    <line x1="1" y1="4" x2="33" y2="4" stroke-dasharray={DASHES[i()].join(' ')} />
                  </svg>
                  <a href={session.href({ view: 'server', selected: name })}>
                    <Host name={name} />
                  </a>
                  <b class="num">{value(reading(name))}</b>
                  <button
                    type="button"
                    class="button button--icon"
                    data-kind="quiet"
                    aria-label={t('remove', { server: name })}
                    onClick={() => props.onChange(toggled(props.comparison, name))}
                  >
                    <X size={13} aria-hidden="true" />
                  </button>
                </li>
              )}
            </For>
          </ul>
          <Show when={props.comparison.names.length < 2}>
            <p class="muted">{t('more')}</p>
          </Show>
          <TableTwin
            caption={t('table', { metric: terms.metric(metric()) })}
            head={[t('server'), t('newest'), t('least'), t('most')]}
            rows={lines().map(({ label, values }) => [
              label,
              value(values.at(-1) ?? Number.NaN),
              value(extreme(values, Math.min)),
              value(extreme(values, Math.max)),
            ])}
          />
        </div>
      </div>
    </Card>
  );
}

function extreme(values: Float32Array, pick: (a: number, b: number) => number): number {
  let found = Number.NaN;
  for (const value of values)
    if (!Number.isNaN(value)) found = Number.isNaN(found) ? value : pick(found, value);
  return found;
}
