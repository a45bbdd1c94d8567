/** The tokenizer is a contract between training and every browser: its ids are pinned by a golden file. */
import { readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { expect, test } from 'vitest';
import { fromDubeolsik, recoverKorean } from '../../src/core/intent/dubeolsik.ts';
import { looksLikeHost } from '../../src/core/intent/hosts.ts';
import {
  BUCKETS,
  MAX_CHARS,
  nameSet,
  normalize,
  toJamo,
  tokenize,
} from '../../src/core/intent/tokenize.ts';

const NAMES = nameSet(['web-prod-01', 'api-gateway-prod', 'DB-Master-01']);
const WORDS = new Set(['cpu', 'disk', 'status', 'of', 'show', 'top']);
const GOLDEN = new URL('../golden/tokenizer.json', import.meta.url);

const TRICKY = [
  '',
  '   ',
  'web-prod-01 CPU 왜 높아?',
  'WEB-PROD-01의 cpu가 90.5%를 넘었어!!',
  '서버 상태',
  '\u1109\u1165\u1107\u1165 \u1109\u1161\u11bc\u1110\u1162',
  '서\u200b버\ufeff 상태',
  'tjqj tkdxo',
  'ｗｅｂ　ｃｐｕ ９０％',
  'ㅋㅋㅋ ㄱㄱ ㅠㅠ',
  '🔥🔥 cpu 🔥',
  'top-5 servers p95 k8s',
  '10.0.0.7 down',
  '한자 漢字 かな абв',
  'Ünïcödé naïve',
  'it\'s "quoted" — dash… and/or',
  '\ud800 lone surrogate',
  'ﬁ ligature ² ½ ①',
  'web-prod-01 재시작하지 말고 상태만 알려줘',
];

test('ids of tricky texts are the golden ones', () => {
  const actual = TRICKY.map((text) => ({
    text,
    normal: normalize(text, NAMES, WORDS),
    ids: [...tokenize(text, NAMES, WORDS)],
  }));
  if (process.env.UPDATE_GOLDEN === '1')
    writeFileSync(GOLDEN, `[\n${actual.map((row) => ` ${JSON.stringify(row)}`).join(',\n')}\n]\n`);
  // Lone surrogates do not survive JSON as characters; compare through it.
  expect(JSON.parse(JSON.stringify(actual))).toEqual(JSON.parse(readFileSync(GOLDEN, 'utf8')));
});

test('composed, decomposed and zero-width spellings are one text', () => {
  const plain = [...tokenize('서버 상태', NAMES, WORDS)];
  expect([...tokenize('서버 상태'.normalize('NFD'), NAMES, WORDS)]).toEqual(plain);
  expect([...tokenize('서\u200b버 \ufeff상태', NAMES, WORDS)]).toEqual(plain);
  expect([...tokenize('tjqj tkdxo', NAMES, WORDS)]).toEqual(plain);
});

test('ids are never empty, in range and bounded for endless input', () => {
  for (const text of [...TRICKY, 'x'.repeat(100_000), '가'.repeat(100_000)]) {
    const ids = tokenize(text, NAMES, WORDS);
    expect(ids.length).toBeGreaterThan(0);
    expect(ids.length).toBeLessThan(MAX_CHARS * 12);
    expect(ids.every((id) => id >= 0 && id < BUCKETS)).toBe(true);
  }
});

test('every live name and host-like word is one mark, top-5 is not', () => {
  expect(normalize('api-gateway-prod와 was-01', NAMES, WORDS).replace(/\s+/g, ' ')).toBe(
    ' § 와 § ',
  );
  expect(['was-01', 'web01', 'k8s-worker-03', '10.0.0.7'].every(looksLikeHost)).toBe(true);
  expect(['top-5', 'utf-8', 'p95', 'covid-19', 'disk', 'k8s', '90'].some(looksLikeHost)).toBe(
    false,
  );
});

test('wrong keyboard mode is recovered, English is left alone', () => {
  expect(fromDubeolsik('rkqt')).toBe('값');
  expect(fromDubeolsik('dho')).toBe('왜');
  expect(fromDubeolsik('memory')).toBeUndefined();
  expect(recoverKorean('cpu dho shvdk', WORDS)).toBe('cpu 왜 높아');
  expect(recoverKorean('show disk status', WORDS)).toBe('show disk status');
  expect(toJamo('값왜a')).toBe('ㄱㅏㅄㅇㅙa');
});
