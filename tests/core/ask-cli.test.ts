/** `edge ask`: one JSON object per question, with the answer on request; conversations, zones, errors. */
import process from 'node:process';
import { expect, test, vi } from 'vitest';
import { command } from '../../src/cli/ask.ts';

async function run(...args: string[]): Promise<Record<string, unknown>[]> {
  let printed = '';
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    printed += String(chunk);
    return true;
  });
  try {
    await command.run(args);
  } finally {
    spy.mockRestore();
  }
  return printed
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

const AT = ['--at', '2026-03-12T05:32:08Z', '--tz', 'Asia/Seoul'];

test('what was understood, without a fleet replay', async () => {
  const [korean, english, keyboard] = await run(
    ...AT,
    'web-prod-01 CPU 사용률 알려줘',
    "what's the weather like",
    'apahfl wpdlf shvdms tjqj',
  );
  expect(Object.keys(korean ?? {})).toEqual([
    'text',
    'lang',
    'intent',
    'best',
    'confidence',
    'inScope',
    'slots',
    'ms',
  ]);
  expect(korean).toMatchObject({
    lang: 'ko',
    intent: 'metric.query',
    best: 'metric.query',
    inScope: true,
    slots: { server: ['web-prod-01'], metric: 'cpu' },
  });
  expect(english).toMatchObject({ lang: 'en', intent: 'out_of_scope', inScope: false });
  expect(keyboard).toMatchObject({ lang: 'ko', intent: 'metric.top', slots: { metric: 'memory' } });
  for (const { confidence, inScope } of [korean, english, keyboard].filter(
    (line) => line !== undefined,
  ))
    expect(Number(confidence) > 0.5).toBe(inScope);
}, 30_000);

test('the answer over a seed, in the language of the question, and a conversation', async () => {
  const lines = await run(
    ...AT,
    '--answer',
    '--follow',
    '--size',
    '20',
    '--from',
    '2026-03-12T05:20Z',
    '--do',
    'disk-io@db-master-01+4m',
    'db-master-01 디스크 IO 얼마야?',
    '그럼 메모리는?',
    'list alerts',
  );
  expect(lines.map(({ lang }) => lang)).toEqual(['ko', 'ko', 'en']);
  expect(lines[0]?.answer).toMatch(/^db-master-01의 디스크 I\/O 사용률은 9\d%입니다\.$/);
  expect(lines[1]).toMatchObject({
    intent: 'metric.query',
    slots: { server: ['db-master-01'], metric: 'memory' },
    verified: { removed: 0 },
  });
  expect(lines[1]?.answer).toMatch(/^db-master-01의 메모리 사용률은 \d+%입니다\.$/);
  expect(lines[2]?.answer).toContain('firing');
}, 60_000);

test.each([
  [[]],
  [['--at', 'yesterday', 'cpu']],
  [['--tz', 'Mars/Olympus', 'cpu']],
  [['--answer', '--at', '2026-03-12T05:00Z', '--do', 'nonsense', 'cpu']],
  [['--answer', '--at', '2026-03-12T05:00Z', '--from', '2026-03-12T06:00Z', 'cpu']],
])('%j is bad usage', async (args) => {
  await expect(command.run(args)).rejects.toMatchObject({ code: 'cli/usage' });
});
