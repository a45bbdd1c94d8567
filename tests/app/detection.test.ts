/** Detection on the screens: the detectors asked for an opinion, and the words for every kind of evidence. */
import { expect, test } from 'vitest';
import { reasons as en } from '../../src/app/i18n/en/reasons.ts';
import { reasons as ko } from '../../src/app/i18n/ko/reasons.ts';
import { learnt } from '../../src/app/views/server/learnt.ts';
import { ASKED, hotRanges, standingOf } from '../../src/app/views/server/opinions.ts';
import { DETECTORS } from '../../src/core/detect/detectors.ts';
import { ensemble } from '../../src/core/detect/ensemble.ts';
import { HOUR, MINUTE } from '../../src/core/domain/time.ts';

test('every detector of the list is asked, in its order, and stands for what it is', () => {
  expect(ASKED).toEqual(DETECTORS.map(({ id }) => id));
  expect(ASKED.map(standingOf)).toEqual([
    'decides',
    'named',
    'named',
    'named',
    ...ASKED.slice(4).map(() => 'baseline'),
  ]);
});

test('a course is hot where it is at the line or above, gaps are not', () => {
  expect(hotRanges(Float32Array.of(0.1, 0.5, 0.9, NaN, 0.6, 0.2))).toEqual([
    [1, 2],
    [4, 4],
  ]);
  expect(hotRanges(new Float32Array(3).fill(NaN))).toEqual([]);
});

test('what is not learnt is never written as all', () => {
  expect([learnt(0.4), learnt(0.999), learnt(1)]).toEqual([0.4, 0.99, 0.99]);
});

test('each kind of evidence the ensemble gives has its words', () => {
  const detector = ensemble(1, 5 * MINUTE);
  const scores = new Float32Array(1);
  const kinds = new Set<string>();
  for (let k = 0; k < 3000; k++) {
    const day = Math.sin((2 * Math.PI * k) / 288);
    const x = 10 + day + (k % 400 === 399 ? 40 : 0) + (k > 1500 && k < 1900 ? 6 : 0);
    detector.update({ t: k * (HOUR / 12), values: Float32Array.of(x) }, scores);
    const reason = detector.explain(0);
    if (reason) kinds.add(reason.kind);
  }
  expect(kinds.size).toBeGreaterThan(2);
  for (const kind of [...kinds, 'window']) {
    for (const words of [en, ko]) {
      expect(Object.keys(words)).toContain(`kind.${kind}`);
      expect(Object.keys(words)).toContain(`why.${kind}`);
      expect(Object.keys(words)).toContain(`brief.${kind}`);
    }
  }
});
