/** The hand-written utterances, split by phrasing family so that the development set holds wordings training never saw. */
import { readFileSync } from 'node:fs';
import { INTENTS } from '../../src/core/domain/question.ts';

/** One labelled text; `label` is an index into `INTENTS`. */
export interface Row {
  readonly text: string;
  readonly label: number;
  readonly language: 'en' | 'ko';
}

/** Neighbouring lines of one intent are variants of one wording; so many make a family. */
const FAMILY = 4;
/** Every so-many-th family is held back. */
const HOLD_BACK = 20;

/**
 * Reads `label<TAB>text` lines.
 * @throws Error for a line of another shape or an unknown label: the file is part of the program
 */
export function readUtterances(path: string | URL, language: Row['language']): readonly Row[] {
  const rows: Row[] = [];
  readFileSync(path, 'utf8')
    .split('\n')
    .forEach((line, i) => {
      if (line === '') return;
      const [name, text, ...rest] = line.split('\t');
      const label = INTENTS.map(String).indexOf(name);
      if (label < 0 || text === undefined || text === '' || rest.length > 0)
        throw new Error(`${path}:${i + 1}: not "label<TAB>text"`);
      rows.push({ text, label, language });
    });
  return rows;
}

/** Both languages and all voices that train, from the folder beside this one: `second.*.tsv` to `fourth.*.tsv` were written later, in other registers. */
export function readAllUtterances(): readonly Row[] {
  return readVoices(['', 'second.', 'third.', 'fourth.']);
}

/** Every eighth family of the fourth voice, in files of their own: the nearest there is to strangers' wording. No row of it is in training. */
export function readStrangers(): readonly Row[] {
  return readVoices(['fourth.held.']);
}

function readVoices(voices: readonly string[]): readonly Row[] {
  const folder = new URL('../utterances/', import.meta.url);
  return voices.flatMap((voice) =>
    (['en', 'ko'] as const).flatMap((language) =>
      readUtterances(new URL(`${voice}${language}.tsv`, folder), language),
    ),
  );
}

/** How a development row is put, for figures by hardness. */
export const HARDNESS = ['plain', 'typo', 'no-space', 'colloquial', 'indirect'] as const;

/** A row of the development set: written apart from the training families, in wordings of their own. */
export interface DevelopmentRow extends Row {
  readonly tongue: 'en' | 'ko' | 'mixed';
  readonly hardness: (typeof HARDNESS)[number];
}

/**
 * The development set, `label<TAB>tongue<TAB>hardness<TAB>text` a line. No row of it is in training.
 * @throws Error for a line of another shape
 */
export function readDevelopment(): readonly DevelopmentRow[] {
  const url = new URL('../utterances/development.tsv', import.meta.url);
  return readFileSync(url, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [name, tongue, hardness, text] = line.split('\t');
      const label = INTENTS.map(String).indexOf(name);
      const how = HARDNESS.find((word) => word === hardness);
      if (
        label < 0 ||
        how === undefined ||
        text === undefined ||
        (tongue !== 'en' && tongue !== 'ko' && tongue !== 'mixed')
      )
        throw new Error(`development.tsv: ${line}`);
      return { text, label, language: tongue === 'en' ? 'en' : 'ko', tongue, hardness: how };
    });
}

/** Training rows and held-back families. A text held back, here, in the development set or among the strangers, is dropped from training also where it recurs (spaces and case aside). */
export function splitByFamily(rows: readonly Row[]): {
  readonly train: readonly Row[];
  readonly development: readonly Row[];
} {
  const train: Row[] = [];
  const development: Row[] = [];
  const seen = new Map<string, number>();
  for (const row of rows) {
    const key = `${row.language} ${row.label}`;
    const position = seen.get(key) ?? 0;
    seen.set(key, position + 1);
    (Math.floor(position / FAMILY) % HOLD_BACK === 3 ? development : train).push(row);
  }
  const held = new Set(
    [...development, ...readDevelopment(), ...readStrangers()].map((row) => bare(row.text)),
  );
  return { train: train.filter((row) => !held.has(bare(row.text))), development };
}

/** A text without spaces, case and end marks: what two rows must share to count as the same. */
export function bare(text: string): string {
  return text.toLowerCase().replace(/[\s?!.,]+/g, '');
}
