/** Decisions from logits, the manifest, and the keyword fallback. */
import { expect, test } from 'vitest';
import { INTENTS, languageOf } from '../../src/core/domain/question.ts';
import { decide } from '../../src/core/intent/decide.ts';
import { decideLexically } from '../../src/core/intent/lexical.ts';
import { readManifest } from '../../src/core/intent/manifest.ts';
import { BUCKETS } from '../../src/core/intent/tokenize.ts';

const NAMES = new Set(['web-prod-01', 'db-master-01']);

test('refuses by the margin between the best intent and out_of_scope', () => {
  const logits = new Float32Array(INTENTS.length);
  logits[5] = 4;
  logits[26] = 2.5;
  expect(decide(logits, { line: 1, slope: 1 })).toMatchObject({
    intent: 'metric.top',
    best: 'metric.top',
    inScope: true,
  });
  const refused = decide(logits, { line: 2, slope: 1 });
  expect(refused).toMatchObject({ intent: 'out_of_scope', best: 'metric.top', inScope: false });
  expect(refused.confidence).toBeLessThan(0.5);
});

test('confidence is above one half exactly when in scope', () => {
  const logits = new Float32Array(INTENTS.length);
  for (let margin = -6; margin <= 6; margin += 0.25) {
    logits[0] = margin;
    const { confidence, inScope } = decide(logits, { line: 0.5, slope: 0.8 });
    expect(confidence > 0.5).toBe(inScope);
    expect(confidence).toBeGreaterThan(0);
    expect(confidence).toBeLessThan(1);
  }
});

test.each([
  ['web-prod-01 CPU 왜 높아?', 'cause.explain'],
  ['list critical servers', 'server.list'],
  ['CPU 상위 5개', 'metric.top'],
  ['메모리 부족한 서버', 'alert.memory.low'],
  ['시뮬레이션 중지', 'scenario.reset'],
  ['simulate a cpu spike', 'scenario.inject'],
  ['mute web-prod-01', 'alert.ack'],
  ['show error logs', 'log.search'],
  ['디스크 언제 꽉 차?', 'forecast.load'],
  ['피자 시켜줘', 'out_of_scope'],
  ['deploy the app', 'out_of_scope'],
  ['안녕하세요', 'smalltalk'],
])('keywords alone read “%s” as %s', (text, intent) => {
  const decision = decideLexically(text, NAMES);
  expect(decision).toMatchObject({ intent, method: 'lexical' });
  expect(decision.confidence).toBeLessThan(0.9);
});

test('a manifest of another version is refused', () => {
  const good = {
    labels: [...INTENTS],
    tokenizer: { buckets: BUCKETS, words: 'cpu disk' },
    refusal: { line: 1, slope: 1 },
    file: { sha256: 'ab', bytes: 3 },
  };
  expect(readManifest(good).words.has('disk')).toBe(true);
  for (const bad of [
    undefined,
    null,
    {},
    { ...good, labels: ['x'] },
    { ...good, tokenizer: { buckets: 7, words: '' } },
    { ...good, refusal: { line: 1, slope: 0 } },
  ]) {
    expect(() => readManifest(bad)).toThrow(
      expect.objectContaining({ code: 'intent/model-damaged' }),
    );
  }
});

test('language', () => {
  expect(['ㅋㅋ', 'cpu 높아', 'cpu high'].map((text) => languageOf(text))).toEqual([
    'ko',
    'ko',
    'en',
  ]);
  const toKorean = (text: string) => languageOf(text, 'ko');
  expect(['db-master-01', 'CPU?', 'web-prod-01 p95', '42'].map(toKorean)).toEqual(
    Array(4).fill('ko'),
  );
  expect(['show db-master-01', 'cpu high', 'why?'].map(toKorean)).toEqual(Array(3).fill('en'));
});
