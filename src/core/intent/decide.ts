/** Logits → intent or refusal. The refusal score is the largest in-scope logit minus the out-of-scope logit. */
import {
  type Decision,
  type DecisionMethod,
  INTENTS,
  type IntentGuess,
  type IntentId,
} from '../domain/question.ts';
import { exp } from '../numeric/elementary.ts';

/** Index of `out_of_scope` among the outputs. */
const OUT = INTENTS.length - 1;

/**
 * Decides from the model's outputs.
 * @param logits one per intent, in the order of `INTENTS`
 * @param refusal `line` and `slope` of the model's manifest
 */
export function decide(
  logits: ArrayLike<number>,
  refusal: { readonly line: number; readonly slope: number },
): Decision {
  let best = 0;
  for (let i = 1; i < OUT; i++) if (logits[i] > logits[best]) best = i;
  return {
    ...decision(INTENTS[best], (logits[best] - logits[OUT] - refusal.line) * refusal.slope, 'onnx'),
    guesses: likeliest(logits),
  };
}

/** Guesses a decision keeps. */
const GUESSES = 4;

/** The likeliest in-scope intents by the softmax over them alone, best first. */
function likeliest(logits: ArrayLike<number>): readonly IntentGuess[] {
  let top = logits[0];
  for (let i = 1; i < OUT; i++) if (logits[i] > top) top = logits[i];
  const weights = INTENTS.slice(0, OUT).map((intent, i) => ({
    intent,
    weight: exp(logits[i] - top),
  }));
  const sum = weights.reduce((total, { weight }) => total + weight, 0);
  return weights
    .sort((a, b) => b.weight - a.weight)
    .slice(0, GUESSES)
    .map(({ intent, weight }) => ({ intent, confidence: weight / sum }));
}

/**
 * A decision from a score that is positive exactly when the question is in scope.
 * @param score dimensionless; the confidence is its logistic
 */
export function decision(best: IntentId, score: number, method: DecisionMethod): Decision {
  const inScope = score > 0;
  return {
    intent: inScope ? best : 'out_of_scope',
    best,
    confidence: 1 / (1 + exp(-score)),
    inScope,
    method,
  };
}
