/** What changed: a window against a baseline, all metrics of all servers, strongest change first. */
import { ArrowDownRight, ArrowUpRight, ChevronsDownUp, ChevronsUpDown } from 'lucide-solid';
import { createMemo, createSignal, For, Show } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { type EpochMs, formatInstant } from '../../../core/domain/time.ts';
import { NOTABLE_CHANGE } from '../../../core/insight/compare.ts';
import type { ShownChange } from '../../../workers/protocol.ts';
import { useEngine } from '../../engine.tsx';
import { incidentLabel } from '../../incident-label.ts';
import { useSession } from '../../session.ts';
import { writeSigma } from '../../sigma.ts';
import { Card } from '../../widgets/Card.tsx';
import { EmptyState } from '../../widgets/EmptyState.tsx';
import { Segmented } from '../../widgets/Segmented.tsx';
import { Analysed } from './Analysed.tsx';
import { createAnalysis, MOST_VALUES } from './analysis.ts';
import { CoursePair } from './CoursePair.tsx';
import { Lead } from './Lead.tsx';
import { ServerLink } from './ServerLink.tsx';
import {
  BASELINES,
  type BaselineKind,
  baselineOf,
  SPANS,
  type WindowChoice,
  windowOf,
} from './stretches.ts';
import { TableCard } from './TableCard.tsx';
import { WindowPicker } from './WindowPicker.tsx';
import { useInsightWords } from './words.ts';

/** Changes that reach the page. */
const MOST_CHANGES = 500;
/** Change below which rows are left out. */
const LEAST = 0.1;
const ICONS = {
  higher: ArrowUpRight,
  lower: ArrowDownRight,
  wider: ChevronsUpDown,
  narrower: ChevronsDownUp,
} as const;

export function ChangesTab(props: {
  workerUrl: string;
  instant: EpochMs | undefined;
  onIdle: (isIdle: boolean) => void;
}) {
  const engine = useEngine();
  const session = useSession();
  const { t, format, terms, value } = useInsightWords();
  const [picked, setChoice] = createSignal<WindowChoice>();
  const [kind, setKind] = createSignal<BaselineKind>('four');
  const incidents = createMemo(() => engine.snapshot()?.incidents ?? [], undefined, {
    equals: (a, b) => a.length === b.length && a.every(({ id }, i) => id === b[i].id),
  });
  const newest = () => [...incidents()].sort((a, b) => b.openedAt - a.openedAt).at(0);
  /** Until something is chosen: the open incident, where there is one. */
  const choice = createMemo((): WindowChoice => {
    const incident = newest();
    return (
      picked() ??
      (incident?.state === 'open'
        ? { kind: 'incident', id: incident.id }
        : { kind: 'last', span: SPANS[0] })
    );
  });
  const window = createMemo(() => windowOf(choice(), props.instant ?? 0, incidents()));
  const earliest = () =>
    engine.provenance()?.kind === 'simulated' ? undefined : session.session().from;
  const baseline = createMemo(() => baselineOf(kind(), window(), earliest()));
  const analysis = createAnalysis(
    props.workerUrl,
    () =>
      props.instant === undefined
        ? undefined
        : { t: props.instant, window: window(), baseline: baseline() },
    async (asked, port, { call, fleet }, signal) => {
      const all = fleet();
      if (!all) throw new Error('no fleet is open');
      const read = ({ from, to }: { from: EpochMs; to: EpochMs }) =>
        call('samples', { start: from, end: to, most: MOST_VALUES }, signal);
      const [before, now] = await Promise.all([read(asked.baseline), read(asked.window)]);
      const found = await port.call(
        'changes',
        { fleet: all, baseline: before, window: now, most: MOST_CHANGES },
        signal,
      );
      props.onIdle(true);
      return { ...found, step: Math.max(before.step, now.step) };
    },
  );
  const shown = () => (analysis.value()?.changes ?? []).filter((one) => one.strength >= LEAST);
  const strongest = () => shown().find((one) => one.strength >= NOTABLE_CHANGE);
  const choiceKey = () => {
    const now = choice();
    return now.kind === 'last' ? `last${now.span}` : now.kind;
  };
  const pick = (key: string) => {
    const incident = newest();
    const span = SPANS.find((one) => key === `last${one}`);
    if (span !== undefined) setChoice({ kind: 'last', span });
    else if (key === 'incident' && incident) setChoice({ kind: 'incident', id: incident.id });
  };
  /** From where the detectors know something, but not less than what is compared. */
  const trackStart = () => {
    const at = props.instant ?? 0;
    const { from, range } = session.session();
    const wanted = Math.max(at - range, from ?? at - range);
    return Math.min(wanted, window().from, kind() === 'day' ? wanted : baseline().from);
  };
  const table = () => ({
    head: [
      ...['server', 'metric', 'change', 'ks_distance', 'shift_sigma', 'direction'],
      ...['median_before', 'median_in_window', 'window_from', 'window_to'],
      ...['baseline_from', 'baseline_to'],
    ],
    rows: (analysis.value()?.changes ?? []).map((one) => [
      ...[one.server, one.metric, one.strength, one.distance, one.shift, one.direction],
      ...[one.before, one.after, formatInstant(window().from), formatInstant(window().to)],
      ...[formatInstant(baseline().from), formatInstant(baseline().to)],
    ]),
  });

  return (
    <>
      <Card
        title={t('change.window')}
        note={
          <span class="num">
            {t('range2', {
              from: format.time(window().from),
              to: format.time(window().to),
            })}
            {' · '}
            {format.duration(window().to - window().from)}
          </span>
        }
      >
        <div class="insight-controls">
          <Segmented
            label={t('change.presets')}
            options={[
              ...SPANS.map((span) => ({
                value: `last${span}`,
                label: t('change.last', { span: format.duration(span) }),
              })),
              ...(newest()
                ? [
                    {
                      value: 'incident',
                      label: (
                        <>
                          {t('change.incident')}{' '}
                          <span class="mono">{incidentLabel(newest()?.id ?? '')}</span>
                        </>
                      ),
                    },
                  ]
                : []),
              ...(choice().kind === 'dragged'
                ? [{ value: 'dragged', label: t('change.dragged') }]
                : []),
            ]}
            value={choiceKey()}
            onChange={pick}
          />
          <label class="insight-choice">
            <span class="muted">{t('change.baseline')}</span>
            <select
              class="select"
              onChange={(event) =>
                setKind(BASELINES.find((one) => one === event.currentTarget.value) ?? 'four')
              }
            >
              <For each={BASELINES}>
                {(one) => (
                  <option value={one} selected={one === kind()}>
                    {t(`change.baseline.${one}`)}
                  </option>
                )}
              </For>
            </select>
          </label>
          <small class="muted insight-controls__hint">{t('change.windowNote')}</small>
        </div>
        <Show when={props.instant !== undefined}>
          <div class="card__body">
            <WindowPicker
              start={trackStart()}
              end={props.instant ?? 0}
              window={window()}
              baseline={baseline()}
              onPick={({ from, to }) => setChoice({ kind: 'dragged', from, to })}
            />
            <p class="insight-hint">{t('change.keys')}</p>
          </div>
        </Show>
      </Card>
      <Analysed analysis={analysis} lines={10}>
        {(found) => (
          <Show when={found().compared > 0} fallback={<EmptyState title={t('change.few')} />}>
            <Show
              when={strongest()}
              fallback={<Lead calm>{t('change.calm', { compared: found().compared })}</Lead>}
            >
              {(one) => (
                <Lead
                  note={t('change.count', {
                    strong: found().notable,
                    compared: format.number(found().compared, 0),
                  })}
                >
                  {t('change.lead', {
                    metric: terms.metric(one().metric),
                    server: one().server,
                    before: value(one().metric, one().before),
                    after: value(one().metric, one().after),
                  })}
                </Lead>
              )}
            </Show>
            <Show when={shown().length > 0}>
              <TableCard
                title={t('change.title')}
                note={t('change.minimum')}
                head={[
                  { label: t('server') },
                  { label: t('metric') },
                  { label: t('change.score') },
                  { label: t('change.course') },
                  { label: t('change.median'), isNumber: true },
                  { label: t('change.shift') },
                  { label: t('change.distance'), isNumber: true },
                ]}
                rows={shown()}
                text={(row) => `${row.server} ${row.metric} ${terms.metric(row.metric)}`}
                row={(row) => <ChangeCells row={row} />}
                about={t('change.about', { step: format.duration(found().step) })}
                name="changes"
                table={table}
              />
            </Show>
          </Show>
        )}
      </Analysed>
    </>
  );
}

function ChangeCells(props: { row: ShownChange }) {
  const { t, format, terms, value } = useInsightWords();
  return (
    <>
      <th scope="row">
        <ServerLink name={props.row.server} />
      </th>
      <td>{terms.metric(props.row.metric)}</td>
      <td>
        <span class="insight-bar">
          <i style={{ '--share': props.row.strength }} />
          <b class="num">{format.value(props.row.strength, '1')}</b>
        </span>
      </td>
      <td class="insight-course">
        <CoursePair
          before={props.row.baselineCourse}
          after={props.row.windowCourse}
          label={t('change.courseOf', {
            metric: terms.metric(props.row.metric),
            server: props.row.server,
          })}
        />
      </td>
      <td class="num">
        <span class="muted">{value(props.row.metric, props.row.before)}</span>
        {' → '}
        <b>{value(props.row.metric, props.row.after)}</b>
      </td>
      <td>
        <span class="insight-direction num">
          <Dynamic component={ICONS[props.row.direction]} size={14} aria-hidden="true" />
          {t(`change.${props.row.direction}`)}
          <span class="muted">{writeSigma(Math.abs(props.row.shift), format.number)}</span>
        </span>
      </td>
      <td class="num">{format.number(props.row.distance, 2)}</td>
    </>
  );
}
