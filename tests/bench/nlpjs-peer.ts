/** The peer: NLP.js 4 (Korean and English stemmers, its neural classifier, default settings) trained on the very hand-written rows our model saw. */
import { containerBootstrap } from '@nlpjs/core';
import { LangEn } from '@nlpjs/lang-en';
import { LangKo } from '@nlpjs/lang-ko';
import { Nlp } from '@nlpjs/nlp';
import type { Row } from '../../models/train/corpus.ts';
import { type Judged, OUT } from '../../models/train/evaluate.ts';
import { INTENTS } from '../../src/core/domain/question.ts';

/** A trained NLP.js and what training took. */
export interface Peer {
  readonly seconds: number;
  /** Passes over the rows, all languages together; NLP.js stops by itself when its error no longer falls. */
  readonly passes: number;
  /** Best in-scope intent, and by how much its score is above those of `out_of_scope` and of NLP.js's own "none". */
  judge<R extends Row>(rows: readonly R[]): Promise<readonly Judged<R>[]>;
}

/** Trains NLP.js on rows of both languages. Takes about ten seconds for 15,000 rows. */
export async function trainPeer(rows: readonly Row[]): Promise<Peer> {
  const container = await containerBootstrap();
  const silent = (): void => {};
  container.register('logger', { debug: silent, info: silent, warn: silent, error: silent });
  for (const plugin of [Nlp, LangEn, LangKo]) container.use(plugin);
  const nlp = container.get('nlp');
  for (const locale of ['en', 'ko']) nlp.addLanguage(locale);
  for (const { text, label, language } of rows) nlp.addDocument(language, text, INTENTS[label]);
  const started = performance.now();
  let passes = 0;
  await nlp.nluManager.train({ log: () => passes++ });
  return {
    seconds: (performance.now() - started) / 1000,
    passes,
    async judge(list) {
      const out = [];
      for (const row of list) {
        const { classifications } = await nlp.process(row.language, row.text);
        const scores = new Map(classifications.map(({ intent, score }) => [intent, score]));
        const of = (label: number): number => scores.get(INTENTS[label]) ?? 0;
        let best = 0;
        for (let label = 1; label < OUT; label++) if (of(label) > of(best)) best = label;
        out.push({ row, best, margin: of(best) - Math.max(of(OUT), scores.get('None') ?? 0) });
      }
      return out;
    },
  };
}
