/** What the intent model says about itself: labels, tokenizer words, refusal line, checksum. Read from models/intent.json. */
import { EdgeError } from '../domain/errors.ts';
import { INTENTS } from '../domain/question.ts';
import { BUCKETS } from './tokenize.ts';

/** The parsed manifest of a model file. */
export interface Manifest {
  readonly labels: readonly string[];
  /** Latin words that are never Korean typed in the wrong keyboard mode, lower case. */
  readonly words: ReadonlySet<string>;
  /** A question is refused unless its margin (largest in-scope logit minus the out-of-scope logit) is above this. */
  readonly line: number;
  /** How fast the confidence rises around the line, per unit of margin. */
  readonly slope: number;
  /** Lower-case hex SHA-256 and length of the ONNX file. */
  readonly sha256: string;
  readonly bytes: number;
}

/**
 * Checks and reads the manifest.
 * @param json the parsed file, of unknown shape
 * @throws EdgeError `intent/model-damaged` when a part is missing or it belongs to another version of the tokenizer or the intents
 */
export function readManifest(json: unknown): Manifest {
  const root = record(json);
  const tokenizer = record(root.tokenizer);
  const refusal = record(root.refusal);
  const file = record(root.file);
  const labels = root.labels;
  if (!Array.isArray(labels) || labels.join() !== INTENTS.join()) throw damaged('labels');
  if (tokenizer.buckets !== BUCKETS || typeof tokenizer.words !== 'string')
    throw damaged('tokenizer');
  if (typeof refusal.line !== 'number' || typeof refusal.slope !== 'number' || !(refusal.slope > 0))
    throw damaged('refusal');
  if (typeof file.sha256 !== 'string' || typeof file.bytes !== 'number') throw damaged('file');
  return {
    labels: INTENTS,
    words: new Set(tokenizer.words.split(' ')),
    line: refusal.line,
    slope: refusal.slope,
    sha256: file.sha256,
    bytes: file.bytes,
  };
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) throw damaged('shape');
  return value as Readonly<Record<string, unknown>>;
}

function damaged(part: string): EdgeError {
  return new EdgeError('intent/model-damaged', `intent.json does not fit this version: ${part}`, {
    part,
  });
}
