/** Operating states: a strip per server, what each state is like, when it was entered and left. */
import { Search } from 'lucide-solid';
import { createMemo, createSignal, For, Show } from 'solid-js';
import { type EpochMs, HOUR, type Ms } from '../../../core/domain/time.ts';
import type { ServerStates } from '../../../core/insight/fleet-analyses.ts';
import { useEngine } from '../../engine.tsx';
import { useSession } from '../../session.ts';
import { Card } from '../../widgets/Card.tsx';
import { Host } from '../../widgets/Host.tsx';
import { axis } from '../../widgets/timeline-scale.ts';
import { Analysed } from './Analysed.tsx';
import { createAnalysis } from './analysis.ts';
import { Lead } from './Lead.tsx';
import { letterOf, movesOf, pathOfState, runsOf, type StateGrid } from './runs.ts';
import { StateDetail } from './StateDetail.tsx';
import { useInsightWords } from './words.ts';
import { worstServers } from './worst.ts';

/** Strips shown, and samples in each: as many as a strip has pixels to tell apart. */
const MOST_SERVERS = 24;
const POINTS = 360;
/** Share of a strip from which on its letter fits into a stretch. */
const LETTER = 0.05;

export function StatesTab(props: {
  workerUrl: string;
  instant: EpochMs | undefined;
  onIdle: (isIdle: boolean) => void;
}) {
  const engine = useEngine();
  const session = useSession();
  const { t, format } = useInsightWords();
  const [text, setText] = createSignal('');
  const [chosen, setChosen] = createSignal<string>();
  const [width, setWidth] = createSignal(0);
  const span = (): Ms => Math.max(session.session().range, HOUR);
  const names = createMemo(() => {
    const fleet = engine.fleet();
    const snapshot = engine.snapshot();
    // The order is that of the instant asked about; a new tick alone must not reorder.
    if (!fleet || !snapshot || props.instant === undefined) return [];
    return worstServers(fleet, snapshot, MOST_SERVERS, text());
  });
  const analysis = createAnalysis(
    props.workerUrl,
    () =>
      props.instant === undefined ? undefined : { t: props.instant, span: span(), text: text() },
    async (asked, port, { call, fleet }, signal) => {
      const all = fleet();
      const servers = names();
      if (!all || servers.length === 0) {
        props.onIdle(true);
        return { states: [], grid: { start: asked.t, step: 1, length: 0 } };
      }
      const block = await call(
        'samples',
        {
          ...{ start: asked.t - asked.span, end: asked.t },
          ...{ most: servers.length * all.metrics.length * POINTS, servers },
        },
        signal,
      );
      const grid: StateGrid = { start: block.start, step: block.step, length: block.length };
      const states = await port.call('states', { fleet: all, block }, signal);
      props.onIdle(true);
      return { states, grid };
    },
  );
  const rows = () => analysis.value()?.states ?? [];
  const detail = () => rows().find(({ server }) => server === chosen()) ?? liveliest() ?? rows()[0];
  /** The server whose story is worth telling first: one that reached a limit, the worst first; else the clearest states. */
  const liveliest = () => {
    const several = rows().filter(({ states }) => states.length > 1);
    return (
      several.find(({ states }) => states.some(({ name }) => name.key === 'strained')) ??
      [...several].sort((a, b) => b.silhouette - a.silhouette).at(0)
    );
  };
  const ticks = createMemo(() => {
    const grid = analysis.value()?.grid;
    return grid
      ? axis(grid.start, grid.start + grid.length * grid.step, format.zone(), width(), format.time)
      : [];
  });
  const observer = new ResizeObserver(([entry]) => setWidth(Math.round(entry.contentRect.width)));

  return (
    <Analysed analysis={analysis} lines={12}>
      {(found) => (
        <>
          <Show
            when={liveliest()}
            fallback={<Lead calm>{t('state.leadOne', { span: { n: span(), unit: 'ms' } })}</Lead>}
          >
            {(one) => (
              <Lead note={t('state.silhouette', { value: format.number(one().silhouette, 2) })}>
                {t('state.lead', {
                  server: one().server,
                  count: one().states.length,
                  moves: movesOf(runsOf(one().labels)).length,
                  span: { n: span(), unit: 'ms' },
                })}
              </Lead>
            )}
          </Show>
          <div class="insight-pair">
            <Card
              title={t('state.title')}
              note={
                <span class="num">
                  {t('state.note', {
                    span: { n: found().grid.length * found().grid.step, unit: 'ms' },
                    time: format.time(props.instant),
                    step: { n: found().grid.step, unit: 'ms' },
                  })}
                </span>
              }
              actions={
                <span class="field insight-filter">
                  <Search size={14} aria-hidden="true" />
                  <input
                    type="search"
                    data-filter
                    aria-label={t('state.servers')}
                    placeholder={t('state.servers')}
                    value={text()}
                    onChange={(event) => setText(event.currentTarget.value)}
                  />
                </span>
              }
            >
              <ul class="state-strips">
                <For each={rows()} fallback={<li class="insight-none muted">{t('none')}</li>}>
                  {(row) => (
                    <li>
                      <button
                        type="button"
                        class="state-strip"
                        aria-pressed={row.server === detail()?.server}
                        onClick={() => setChosen(row.server)}
                      >
                        <Host name={row.server} />
                        <Strip row={row} />
                        <small class="num">
                          {row.states.length > 1
                            ? t('state.count', { count: row.states.length })
                            : t('state.one')}
                        </small>
                      </button>
                    </li>
                  )}
                </For>
              </ul>
              <div class="state-axis" aria-hidden="true">
                <div ref={(element) => observer.observe(element)}>
                  <For each={ticks()}>
                    {(tick) => (
                      <span
                        class="num"
                        style={{
                          '--x':
                            (tick.t - found().grid.start) /
                            Math.max(1, found().grid.length * found().grid.step),
                        }}
                      >
                        {tick.label}
                      </span>
                    )}
                  </For>
                </div>
              </div>
              <p class="insight-about">{t('state.about')}</p>
            </Card>
            <Show when={detail()}>{(row) => <StateDetail row={row()} grid={found().grid} />}</Show>
          </div>
        </>
      )}
    </Analysed>
  );
}

/** One server's states over time; letters where they fit, the words in the button's name. */
function Strip(props: { row: ServerStates }) {
  const { t, format, state } = useInsightWords();
  const runs = createMemo(() => runsOf(props.row.labels));
  const length = () => Math.max(1, props.row.labels.length);
  const words = () =>
    t('state.strip', {
      server: props.row.server,
      states: props.row.states
        .map((one) =>
          t('state.share', { name: state(one.name), share: format.value(one.share, '1') }),
        )
        .join(', '),
    });
  return (
    <span class="state-strip__track" data-single={props.row.states.length < 2 ? '' : undefined}>
      <span class="visually-hidden">{words()}</span>
      <svg viewBox={`0 0 ${length()} 1`} preserveAspectRatio="none" aria-hidden="true">
        <For each={props.row.states}>
          {(_, k) => <path data-state={k()} d={pathOfState(runs(), k())} />}
        </For>
      </svg>
      <Show when={props.row.states.length > 1}>
        <For
          each={runs().filter((run) => run.state >= 0 && (run.to - run.from) / length() > LETTER)}
        >
          {(run) => (
            <i
              aria-hidden="true"
              data-state={run.state}
              style={{ '--x': (run.from + run.to) / 2 / length() }}
            >
              {letterOf(run.state)}
            </i>
          )}
        </For>
      </Show>
    </span>
  );
}
