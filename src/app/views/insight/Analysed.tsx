/** An analysis on screen: the line that tells how far it is, a skeleton until there is something, then what was found. */
import { type Accessor, type JSX, Show } from 'solid-js';
import { Skeleton } from '../../widgets/Skeleton.tsx';
import type { Analysis } from './analysis.ts';
import { RunLine } from './RunLine.tsx';

/** @param props.lines lines of the skeleton: about as high as what will stand there */
export function Analysed<T>(props: {
  analysis: Analysis<T>;
  lines: number;
  children: (found: Accessor<NonNullable<T>>) => JSX.Element;
}) {
  return (
    <>
      <RunLine analysis={props.analysis} />
      <Show
        when={props.analysis.value()}
        fallback={
          <Show when={!props.analysis.error() && !props.analysis.isCancelled()}>
            <div class="card">
              <Skeleton lines={props.lines} />
            </div>
          </Show>
        }
      >
        {(found) => props.children(found)}
      </Show>
    </>
  );
}
