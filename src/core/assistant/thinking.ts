/** The steps of an answer, told as they happen and with what they found. Nothing is timed for show. */
import type { PhraseArg } from '../domain/phrase.ts';
import type { Ms } from '../domain/time.ts';

/** Steps in order, and how far along each is when it is told, in percent. */
export const PROGRESS = {
  analyzing: 10,
  pattern_matching: 30,
  reasoning: 60,
  generating: 90,
  completed: 100,
} as const;
export type StepName = keyof typeof PROGRESS;

/** One step. `key` and `args` word what it found; `ms` is the time since the question. */
export interface ThinkingStep {
  readonly step: StepName;
  readonly progress: number;
  readonly key: string;
  readonly args: Readonly<Record<string, PhraseArg>>;
  readonly ms: Ms;
}

/** Receives steps while an answer is made. */
export type OnStep = (step: ThinkingStep) => void;

/** Tells steps with the time since it was made. */
export interface Teller {
  tell(step: StepName, key: string, args?: ThinkingStep['args']): void;
  /** Milliseconds since the question. */
  elapsed(): Ms;
  readonly steps: readonly ThinkingStep[];
}

/** A teller on a steady clock. */
export function makeTeller(clock: () => Ms, onStep: OnStep): Teller {
  const started = clock();
  const steps: ThinkingStep[] = [];
  return {
    steps,
    elapsed: () => clock() - started,
    tell(step, key, args = {}) {
      const told = { step, progress: PROGRESS[step], key, args, ms: clock() - started };
      steps.push(told);
      onStep(told);
    },
  };
}
