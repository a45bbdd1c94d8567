/** Looks ahead in words, and their data: asked once a minute of the session's time, for a server or for the fleet. */
import { type Accessor, createEffect, createSignal, onCleanup } from 'solid-js';
import { type EpochMs, MINUTE, type Ms } from '../core/domain/time.ts';
import type { Basis, SeriesAhead } from '../core/forecast/ahead.ts';
import type { FleetAhead, ServerAhead } from '../core/forecast/fleet-ahead.ts';
import { createQuery, type Engine, type Query } from './engine.tsx';
import { ahead as en } from './i18n/en/ahead.ts';
import { type Formats, useWords } from './i18n/i18n.tsx';
import { ahead as ko } from './i18n/ko/ahead.ts';
import { unitOf } from './unit-of.ts';
import { useTerms } from './widgets/terms.ts';

/** A forecast is asked for again when the session has moved this far, but not more often than the wall clock's pause. */
const REFRESH: Ms = MINUTE;
const PAUSE_MS = 15_000;
/** Smaller errors, such as of a straight line, are written as below this. */
const LEAST_RATIO = 0.01;
/** Above this a duration's seconds say nothing. */
const WHOLE_MINUTES: Ms = 10 * MINUTE;
/** Share of the blend from which its largest part, or its two largest, are named alone. */
const ALONE = 0.9;

/** The next day of one server; asks anew when the server changes. */
export function createServerAhead(
  engine: Engine,
  server: Accessor<string>,
): Query<ServerAhead | undefined> {
  const due = createDue(engine);
  return createQuery((signal) => {
    const name = server();
    if (due() === undefined || engine.status() !== 'ready') return undefined;
    return engine.call('serverAhead', { server: name }, signal);
  });
}

/** The next day of the fleet. */
export function createFleetAhead(engine: Engine): Query<FleetAhead> {
  const due = createDue(engine);
  return createQuery((signal) => {
    if (due() === undefined || engine.status() !== 'ready' || !engine.fleet()) return undefined;
    return engine.call('fleetAhead', {}, signal);
  });
}

/** Changes when it is time to look ahead again: a minute later, after a seek, when another fleet was opened. */
function createDue(engine: Engine): Accessor<{ readonly t: EpochMs } | undefined> {
  const [due, setDue] = createSignal<{ readonly t: EpochMs }>();
  let asked = Number.NEGATIVE_INFINITY;
  let fleet: unknown;
  /** What was asked before or during a replay was answered from an instant on its way. */
  let isOvertaken = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));
  createEffect(() => {
    const t = engine.snapshot()?.t;
    const { mode } = engine.clock();
    const open = engine.fleet();
    if (mode === 'replaying') isOvertaken = true;
    if (t === undefined || mode === 'replaying') return;
    const before = due()?.t;
    const isNew = isOvertaken || open !== fleet || before === undefined || t < before;
    const isStopped = mode === 'paused' || (mode === 'past' && engine.clock().speed === 0);
    if (!isNew && t - before < REFRESH && !(isStopped && t !== before)) return;
    clearTimeout(timer);
    const wait = isNew || isStopped ? 0 : PAUSE_MS - (performance.now() - asked);
    const ask = () => {
      asked = performance.now();
      fleet = open;
      isOvertaken = false;
      setDue({ t });
    };
    if (wait <= 0) ask();
    else timer = setTimeout(ask, wait);
  });
  return due;
}

/** Sentences about looks ahead. */
export interface AheadWords {
  readonly t: ReturnType<typeof useWords<keyof typeof en>>['t'];
  readonly format: Formats;
  /** When the limit is reached, as a sentence without a full stop; `undefined` for metrics without one. */
  readonly limit: (series: SeriesAhead, t: EpochMs) => string | undefined;
  /** The same for lists: what is clear says how much room is left instead. */
  readonly room: (series: SeriesAhead, t: EpochMs) => string | undefined;
  /** Name of a blend by its shares. */
  readonly method: (shares: SeriesAhead['shares']) => string;
  /** The same with its measured error. */
  readonly measured: (shares: SeriesAhead['shares'], relativeError: number) => string;
  /** What the forecast stands on. */
  readonly basis: (basis: Basis) => string;
  readonly value: (n: number, metric: string) => string;
}

/** The words of looks ahead in the reader's language. */
export function useAheadWords(): AheadWords {
  const { t, format } = useWords<keyof typeof en>({ en, ko });
  const terms = useTerms();
  const value = (n: number, metric: string) => format.value(n, unitOf(metric));
  /** Whole minutes beyond ten: a forecast knows no seconds. */
  const span = (ms: Ms) =>
    ms < MINUTE
      ? t('limit.soon')
      : format.duration(ms < WHOLE_MINUTES ? ms : Math.round(ms / MINUTE) * MINUTE);
  const method = (shares: SeriesAhead['shares']) => {
    const [first, second] = shares;
    if (!first) return terms.forecaster('last-value');
    if (!second || first[1] >= ALONE) return terms.forecaster(first[0]);
    return first[1] + second[1] >= ALONE
      ? terms.t('forecaster.two', {
          a: terms.forecaster(first[0]),
          b: terms.forecaster(second[0]),
        })
      : terms.t('forecaster.blend', { a: terms.forecaster(first[0]) });
  };
  return {
    t,
    format,
    value,
    limit(series, now) {
      const { outlook, limit } = series;
      if (outlook === undefined || limit === undefined) return undefined;
      const args = {
        metric: terms.metric(series.metric),
        limit: value(limit, series.metric),
      };
      if (outlook.kind === 'clear')
        return outlook.possible === undefined
          ? t('limit.clear', args)
          : t('limit.possible', { ...args, in: span(outlook.possible - now) });
      if (outlook.kind === 'vague')
        return t('limit.vague', { ...args, in: span(outlook.early - now) });
      if (outlook.kind !== 'crossing') return t(`limit.${outlook.kind}`, args);
      const { at, early, late } = outlook;
      const verb = series.metric === 'disk' ? 'full' : 'crossing';
      const times = { ...args, in: span(at - now), early: span(early - now) };
      if (late === undefined) return t(`limit.${verb}Open`, times);
      const last = span(late - now);
      return last === times.early
        ? t(`limit.${verb}About`, times)
        : t(`limit.${verb}`, { ...times, late: last });
    },
    room(series, now) {
      const { outlook, limit, metric, peak } = series;
      if (limit === undefined || outlook?.kind !== 'clear' || outlook.possible !== undefined)
        return this.limit(series, now);
      return t('limit.room', {
        metric: terms.metric(metric),
        peak: value(peak, metric),
        limit: value(limit, metric),
      });
    },
    method,
    measured: (shares, relativeError) =>
      Number.isNaN(relativeError)
        ? t('method.unmeasured', { method: method(shares) })
        : t('method.error', {
            method: method(shares),
            ratio:
              relativeError < LEAST_RATIO
                ? `<${format.number(LEAST_RATIO, 2)}`
                : format.number(relativeError, 2),
          }),
    basis({ span: past, cell, rhythm }) {
      if (past <= 0) return t('basis.empty');
      const args = { span: format.duration(past), cell: format.duration(cell) };
      if (rhythm !== undefined) return t(`basis.${rhythm}`, args);
      return t(past < 2 * 24 * 60 * MINUTE ? 'basis.none' : 'basis.unseen', args);
    },
  };
}
