/** Binds the timeline to engine and session: which window, which mode, what a click means. */
import { createMemo, createSignal, onCleanup } from 'solid-js';
import type { Action } from '../core/domain/session.ts';
import { alignDown, type EpochMs, MINUTE, SECOND } from '../core/domain/time.ts';
import { createQuery, useEngine } from './engine.tsx';
import { useSession } from './session.ts';
import { Timeline, type TimelineMode, type TimelineSpan } from './widgets/Timeline.tsx';
import { refreshEvery } from './widgets/timeline-scale.ts';

const BUCKETS = 120;
/** How long an injected fault is marked when its action names no end. */
const DEFAULT_FAULT = 30 * MINUTE;

/** The scrubber of the shell. */
export function Scrubber() {
  const engine = useEngine();
  const store = useSession();
  const [wall, setWall] = createSignal(Date.now());
  const timer = setInterval(() => setWall(Date.now()), SECOND);
  onCleanup(() => clearInterval(timer));

  const step = () => engine.snapshot()?.step ?? store.session().step;
  const endless = () => engine.provenance()?.kind !== 'file';
  const t = () => engine.snapshot()?.t;
  /** Newest instant: the wall clock for a source that runs on, else where the data end. */
  const head = createMemo((): EpochMs => {
    const newest = endless() ? alignDown(wall(), step()) : (engine.provenance()?.newest ?? wall());
    return Math.max(t() ?? 0, engine.clock().mode === 'live' ? (t() ?? newest) : newest);
  });
  const mode = (): TimelineMode => {
    const clock = engine.clock();
    if (engine.status() === 'failed') return 'paused';
    if (clock.mode === 'replaying') return 'loading';
    if (clock.mode === 'live') return 'live';
    const behind = head() - (t() ?? head());
    if (!endless() && behind < step() && clock.mode === 'paused') return 'end';
    return clock.mode === 'past' || (store.session().at !== undefined && behind > 2 * step())
      ? 'past'
      : 'paused';
  };
  const range = () => store.session().range;
  /** The window moves in steps of a pixel or so, not with every tick. */
  const end = createMemo(() => {
    const grain = Math.max(step(), range() / 600);
    const newest = Math.ceil(head() / grain) * grain;
    const shown = t() ?? newest;
    return shown > newest - range() ? newest : Math.ceil((shown + range() / 2) / grain) * grain;
  });
  const start = () => end() - range();
  const asked = createMemo(() => {
    const every = refreshEvery(range(), BUCKETS);
    return Math.ceil(Math.min(end(), head()) / every) * every;
  });
  const mass = createQuery((signal) => {
    // Asked again when the window moves, when another fleet opens and when a replay ends.
    if (!engine.fleet() || engine.clock().mode === 'replaying') return undefined;
    const to = Math.max(asked(), end());
    return engine.call('timeline', { start: to - range(), end: to, buckets: BUCKETS }, signal);
  });
  const spans = createMemo((): readonly TimelineSpan[] => {
    const now = t() ?? head();
    const incidents = (engine.snapshot()?.incidents ?? []).map(
      (incident): TimelineSpan => ({
        start: incident.openedAt,
        end: incident.resolvedAt ?? now,
        kind: incident.severity,
      }),
    );
    const faults = store
      .session()
      .actions.filter((action) => action.kind === 'inject')
      .map(truthSpan);
    return [...faults, ...incidents].filter((span) => span.end > start() && span.start < end());
  });

  return (
    <Timeline
      mode={mode()}
      speed={engine.clock().speed}
      progress={engine.clock().progress}
      t={t()}
      head={head()}
      start={start()}
      end={end()}
      from={store.session().from}
      step={step()}
      range={range()}
      counts={mass()?.counts}
      spans={spans()}
      endless={endless()}
      onSeek={(at) => void engine.seek(at)}
      onLive={() => void engine.seek(undefined)}
      onPlay={(speed) => void engine.call('play', { speed })}
      onRange={(to) => store.adjust({ range: to })}
    />
  );
}

function truthSpan(action: Action): TimelineSpan {
  const duration = ('duration' in action ? action.duration : undefined) ?? DEFAULT_FAULT;
  return { start: action.at, end: action.at + duration, kind: 'truth' };
}
