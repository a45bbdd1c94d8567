/** Korean particles by the final sound of the spoken name. */
import { expect, test } from 'vitest';
import { particle } from '../../src/app/i18n/particle.ts';

test.each([
  // Hangul
  ['서버', '이/가', '가'],
  ['지연', '이/가', '이'],
  ['메모리', '을/를', '를'],
  ['오류율', '은/는', '은'],
  // Digits are read in Korean: 일 이 삼 사 오 육 칠 팔 구 영
  ['db-master-01', '이/가', '이'],
  ['web-prod-02', '이/가', '가'],
  ['node-03', '을/를', '을'],
  ['node-04', '을/를', '를'],
  ['node-05', '은/는', '는'],
  ['node-06', '은/는', '은'],
  ['node-07', '이/가', '이'],
  ['node-08', '과/와', '과'],
  ['node-09', '과/와', '와'],
  ['rack-10', '이/가', '이'],
  ['node-00', '이/가', '이'],
  // ㄹ takes 로
  ['node-01', '으로/로', '로'],
  ['정상', '으로/로', '으로'],
  ['오프라인', '으로/로', '으로'],
  ['경고', '으로/로', '로'],
  ['서울', '으로/로', '로'],
  // Latin letters by their names
  ['CPU', '이/가', '가'],
  ['p95', '이/가', '가'],
  ['98%', '으로/로', '로'],
])('%s takes the right form of %s', (word, forms, expected) => {
  expect(particle(word, forms)).toBe(expected);
});
