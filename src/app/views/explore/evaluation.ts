/** The running and the newest evaluation of the link's expression: over the shown window, or at the shown instant for a table. */
import { createEffect, createSignal, on, onCleanup } from 'solid-js';
import { EdgeError } from '../../../core/domain/errors.ts';
import type { Matrix } from '../../../core/domain/series.ts';
import { alignDown, type Ms, SECOND } from '../../../core/domain/time.ts';
import type { Engine } from '../../engine.tsx';
import type { SessionStore } from '../../session.ts';

/** Who evaluates: our evaluator over what this tab holds, or the source over everything it has. */
export type Where = 'here' | 'source';

/** A finished evaluation. */
export interface Evaluated {
  readonly promql: string;
  readonly matrix: Matrix;
  /** Milliseconds from question to answer. */
  readonly took: number;
}

/** Points a graph asks for at most, and how often a live one is evaluated again. */
const POINTS = 400;
const AGAIN_EVERY = 5 * SECOND;
const RETRY_AFTER: Ms = 250;

/**
 * Evaluates again when the expression, the window or the place changes, when `again` is called, and every few seconds while live.
 * @param isGraph a range is asked for, else one instant
 */
export function createEvaluation(
  engine: Engine,
  session: SessionStore,
  where: () => Where,
  isGraph: () => boolean,
) {
  const [result, setResult] = createSignal<Evaluated>();
  const [error, setError] = createSignal<EdgeError>();
  const [isRunning, setRunning] = createSignal(false);
  const [wanted, setWanted] = createSignal(0);
  let running: AbortController | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  const again = () => setWanted(wanted() + 1);
  const stop = () => {
    clearTimeout(retry);
    running?.abort();
    running = undefined;
    setRunning(false);
  };
  onCleanup(stop);

  async function evaluate(promql: string, now: number): Promise<void> {
    stop();
    const mine = new AbortController();
    running = mine;
    setRunning(true);
    const begun = performance.now();
    const { range } = session.session();
    const step = Math.max(engine.snapshot()?.step ?? SECOND, alignDown(range / POINTS, SECOND));
    const end = alignDown(now, step);
    const request = {
      promql,
      start: isGraph() ? end - range : now,
      end: isGraph() ? end : now,
      step,
    };
    try {
      const call = where() === 'source' ? 'sourceQuery' : 'query';
      const matrix = await engine.call(call, request, mine.signal);
      setError(undefined);
      setResult({ promql, matrix, took: performance.now() - begun });
    } catch (cause) {
      if (!(cause instanceof EdgeError)) throw cause;
      if (cause.code === 'abort/cancelled' || cause.code === 'engine/stopped') {
        // Not by us: the session is being opened anew, and the answer is still wanted.
        if (running === mine) retry = setTimeout(again, RETRY_AFTER);
        return;
      }
      setResult(undefined);
      setError(cause);
    } finally {
      if (running === mine) setRunning(false);
    }
  }

  /** The shown instant, coarse enough that a live screen is not evaluated at every tick. */
  const moment = () => alignDown(engine.snapshot()?.t ?? 0, AGAIN_EVERY);
  createEffect(
    on(
      () =>
        [
          session.session().query,
          session.session().range,
          where(),
          isGraph(),
          wanted(),
          engine.clock().mode === 'replaying' ? 0 : moment(),
        ] as const,
      ([promql, , , , , now]) => {
        if (promql === undefined) {
          setResult(undefined);
          setError(undefined);
        } else if (now > 0) void evaluate(promql, engine.snapshot()?.t ?? now);
      },
    ),
  );
  return { result, error, isRunning, stop, again };
}
