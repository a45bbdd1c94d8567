/** Negation: what is named only to be set aside does not decide the intent. */
import { expect, test } from 'vitest';
import { asked } from '../../src/core/intent/set-aside.ts';

test.each([
  ['was-01 재시작하지 말고 상태만 알려줘', 'was-01 상태만 알려줘'],
  ['재시작은 하지 말고 상태만 알려줘', '상태만 알려줘'],
  ['재시작하지말고상태만알려줘', '상태만알려줘'],
  ['CPU 말고 메모리 보여줘', '메모리 보여줘'],
  ['cpu 그래프 말고 숫자로 보여줘', 'cpu 숫자로 보여줘'],
  ['원인이 아니라 해결책 알려줘', '해결책 알려줘'],
  ["don't restart pg-01, just show its memory", 'show its memory'],
  ['please do not mute it but show the alerts', 'show the alerts'],
  ['not the cpu, the memory please', 'the memory please'],
  ['show memory instead of cpu', 'show memory'],
  ['memory of pg-01, not the disk', 'memory of pg-01'],
])('“%s” asks “%s”', (text, rest) => {
  expect(asked(text)).toBe(rest);
});

test.each([
  '재시작 말고',
  '메모리가 줄지 않고 계속 늘어',
  "don't alert me about cpu this weekend",
  'web-05 is not responding, why',
  "why don't you show me the alerts",
  'do not disturb',
  '정말고마워',
  '정말 고맙습니다',
  '',
])('“%s” is left alone', (text) => {
  expect(asked(text)).toBe(text);
});
