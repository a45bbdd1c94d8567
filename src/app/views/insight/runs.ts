/** Stretches of equal state in a row of labels, and how they are drawn. */
import type { SampleBlock } from '../../../core/insight/block.ts';

/** The grid states lie on. */
export type StateGrid = Pick<SampleBlock, 'start' | 'step' | 'length'>;

/** Samples `from` … `to − 1` in state `state`; −1 no sample. */
export interface StateRun {
  readonly from: number;
  readonly to: number;
  readonly state: number;
}

/** Splits labels into stretches. */
export function runsOf(labels: ArrayLike<number>): readonly StateRun[] {
  const runs: StateRun[] = [];
  let from = 0;
  for (let k = 1; k <= labels.length; k++) {
    if (k < labels.length && labels[k] === labels[from]) continue;
    runs.push({ from, to: k, state: labels[from] });
    from = k;
  }
  return labels.length === 0 ? [] : runs;
}

/** How often one state followed another; stretches without samples are stepped over. */
export function movesOf(
  runs: readonly StateRun[],
): readonly (readonly [before: StateRun, next: StateRun])[] {
  const present = runs.filter(({ state }) => state >= 0);
  const moves: (readonly [StateRun, StateRun])[] = [];
  for (let k = 1; k < present.length; k++) {
    if (present[k].state !== present[k - 1].state) moves.push([present[k - 1], present[k]]);
  }
  return moves;
}

/** One path of all stretches of a state, in a box one unit high and as wide as there are labels. */
export function pathOfState(runs: readonly StateRun[], state: number): string {
  let path = '';
  for (const run of runs) {
    if (run.state === state) path += `M${run.from} 0H${run.to}V1H${run.from}Z`;
  }
  return path;
}

/** Letter of a state: A is where the server spends most of its time. */
export function letterOf(state: number): string {
  return String.fromCharCode(65 + state);
}
