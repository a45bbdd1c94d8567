/** Conversations, corrections, verdicts and the Markdown export: pure parts of the assistant's screen. */
import { expect, test } from 'vitest';
import {
  type Conversation,
  memoryOf,
  parseConversations,
  searched,
  type Turn,
  titleOf,
  withTurn,
} from '../../src/app/views/assistant/conversations.ts';
import { correctedBy, correctionsOf, replaced } from '../../src/app/views/assistant/corrections.ts';
import {
  type Feedback,
  feedbackCounts,
  parseFeedback,
  toggled,
} from '../../src/app/views/assistant/feedback.ts';
import { conversationMarkdown } from '../../src/app/views/assistant/markdown.ts';
import { windowOf } from '../../src/app/views/assistant/slot-words.ts';
import type { Answer } from '../../src/core/assistant/answer.ts';
import type { SlotValue, UnderstoodSlot } from '../../src/core/domain/question.ts';

const answer = (key: string, servers: readonly string[] = []): Answer =>
  ({
    paragraphs: [{ key, args: {}, cite: [1] }],
    evidence: [
      {
        metric: 'cpu',
        server: 'db-master-01',
        value: 0.5,
        promql: 'system_cpu_utilization{instance=~"a|b"}',
        start: 0,
        end: 1000,
      },
    ],
    proposals: [],
    suggestions: [],
    language: 'ko',
    promql: 'up',
    method: 'optimized_ai_engine',
    ms: 12,
    verified: { agreed: 1, removed: 0 },
    turn: { text: key, servers },
  }) as unknown as Answer;

const turn = (id: string, question: string, askedAt: number, given?: Answer): Turn => ({
  id,
  question,
  askedAt,
  steps: [],
  answer: given,
  failure: undefined,
});

test('a turn is put in place of the one it corrects, and conversations stand newest first', () => {
  let all: readonly Conversation[] = [];
  all = withTurn(all, 'a', turn('1', 'cpu?', 10, answer('x')));
  all = withTurn(all, 'b', turn('2', 'disk?', 20));
  all = withTurn(all, 'a', turn('3', 'memory?', 30));
  expect(all.map(({ id }) => id)).toEqual(['a', 'b']);
  all = withTurn(all, 'a', { ...turn('1', 'cpu?', 10, answer('y')) });
  const [first] = all;
  expect(first.turns.map(({ id }) => id)).toEqual(['1', '3']);
  expect(first.turns[0].answer?.paragraphs[0].key).toBe('y');
});

test('bounds: a hundred conversations, six hundred turns, the newest stay', () => {
  let all: readonly Conversation[] = [];
  for (let i = 0; i < 120; i++) all = withTurn(all, `c${i}`, turn(`t${i}`, `q${i}`, i));
  expect(all).toHaveLength(100);
  expect(all[0].id).toBe('c119');
  for (let i = 0; i < 700; i++)
    all = withTurn(all, `c${100 + (i % 20)}`, turn(`u${i}`, 'q', 1000 + i));
  const turns = all.reduce((sum, item) => sum + item.turns.length, 0);
  expect(turns).toBeLessThanOrEqual(600);
});

test('the next question leans on the last understood turn before it, and a new conversation on none', () => {
  const conversation: Conversation = {
    id: 'a',
    startedAt: 0,
    turns: [
      turn('1', 'one', 1, answer('one')),
      turn('2', 'stopped', 2),
      turn('3', 'three', 3, answer('three')),
    ],
  };
  expect(memoryOf(conversation)?.text).toBe('three');
  expect(memoryOf(conversation, '3')?.text).toBe('one');
  expect(memoryOf(conversation, '1')).toBeUndefined();
  expect(memoryOf(undefined)).toBeUndefined();
});

test('search finds every word in questions, titles and answers', () => {
  const all: readonly Conversation[] = [
    { id: 'a', startedAt: 0, turns: [turn('1', 'CPU 높은 서버', 1, answer('said'))] },
    { id: 'b', startedAt: 0, title: 'Night shift', turns: [turn('2', 'disk', 1)] },
  ];
  const ids = (query: string) =>
    searched(all, query, () => 'db-master-01 is highest').map(({ id }) => id);
  expect(ids('')).toEqual(['a', 'b']);
  expect(ids('cpu MASTER')).toEqual(['a']);
  expect(ids('night')).toEqual(['b']);
  expect(ids('night cpu')).toEqual([]);
});

test('what is stored comes back; foreign and damaged rows are left out', () => {
  const all = withTurn([], 'a', turn('1', 'cpu?', 10, answer('x')));
  const named = [{ ...all[0], title: 'mine' }];
  expect(parseConversations(JSON.parse(JSON.stringify(named)))).toEqual(
    JSON.parse(JSON.stringify(named)),
  );
  expect(titleOf(named[0])).toBe('mine');
  expect(parseConversations([{ id: 1 }, null, { id: 'x', startedAt: 1, turns: [{}] }])).toEqual([]);
  expect(parseConversations('text')).toBeUndefined();
});

const said = (value: SlotValue): UnderstoodSlot => ({
  ...value,
  text: undefined,
  start: undefined,
  end: undefined,
  from: 'text',
});

test('a correction replaces one of several, takes away, adds', () => {
  const slots = [
    said({ slot: 'server', server: 'a', unknown: false }),
    said({ slot: 'server', server: 'b', unknown: true }),
    said({ slot: 'metric', metric: 'cpu' }),
    said({ slot: 'time', time: { text: 'now', start: 1, end: 2 } }),
  ];
  expect(replaced(slots, slots[1], { slot: 'server', server: 'c', unknown: false })).toEqual({
    server: ['a', 'c'],
  });
  expect(replaced(slots, slots[0], undefined)).toEqual({ server: ['b'] });
  expect(replaced(slots, undefined, { slot: 'metric', metric: 'memory' })).toEqual({
    metric: ['cpu', 'memory'],
  });
  expect(replaced(slots, slots[3], undefined)).toEqual({ time: undefined });
  expect(replaced(slots, undefined, { slot: 'lowest', lowest: true })).toEqual({ lowest: true });
});

test('corrections add up and survive storage, also what was taken away', () => {
  const first = correctedBy(undefined, { slots: { time: undefined, server: ['a'] } });
  const second = correctedBy(first, { intent: 'metric.top', slots: { server: ['b'] } });
  const stored = JSON.parse(JSON.stringify(second)) as typeof second;
  const corrections = correctionsOf(stored);
  expect(corrections).toEqual({ intent: 'metric.top', slots: { server: ['b'], time: undefined } });
  expect(Object.hasOwn(corrections?.slots ?? {}, 'time')).toBe(true);
  const third = correctedBy(second, { slots: { time: { text: 'x', start: 1, end: 2 } } });
  expect(correctionsOf(third)?.slots?.time?.text).toBe('x');
  expect(correctionsOf(undefined)).toBeUndefined();
});

test('a verdict is given, changed and taken back; counts are by intent', () => {
  const up: Feedback = { turn: '1', intent: 'metric.top', language: 'ko', verdict: 'up', at: 1 };
  let all = toggled([], up);
  expect(feedbackCounts(all)).toEqual([
    { intent: 'all', up: 1, down: 0 },
    { intent: 'metric.top', up: 1, down: 0 },
  ]);
  all = toggled(all, { ...up, verdict: 'down' });
  expect(feedbackCounts(all)[0]).toEqual({ intent: 'all', up: 0, down: 1 });
  expect(parseFeedback(JSON.parse(JSON.stringify([...all, { turn: 1 }])))).toEqual(all);
  all = toggled(all, { ...up, verdict: 'down' });
  expect(feedbackCounts(all)).toEqual([]);
});

test('Markdown: titles, questions, cited paragraphs, evidence with escaped pipes, the query', () => {
  const text = conversationMarkdown(
    {
      id: 'a',
      startedAt: 0,
      turns: [turn('1', 'cpu\nof *all*?', 0, answer('k')), turn('2', 'x', 5)],
    },
    {
      say: () => 'db_master is *high*',
      evidence: () => ({ metric: 'CPU', value: '50%' }),
      method: () => 'Intent model · 12 ms',
      headings: {
        evidence: ['No.', 'Metric', 'Server', 'Value', 'At', 'Query'],
        query: 'Query that was run',
        none: 'Stopped.',
        note: 'kept here',
      },
    },
  );
  expect(text).toContain('# cpu of *all*?');
  expect(text).toContain('db\\_master is \\*high\\* \\[1\\]');
  expect(text).toContain(
    '| 1 | CPU | db-master-01 | 50% | 1970-01-01T00:00:01Z | `system_cpu_utilization{instance=~"a\\|b"}` |',
  );
  expect(text).toContain('```promql\nup\n```');
  expect(text).toContain('## x\n\n_1970-01-01T00:00:00.005Z_\n\nStopped.');
});

test('windows: days begin in the reader’s zone, also across a change of clocks', () => {
  const now = Date.UTC(2026, 2, 12, 5, 0);
  expect(windowOf('today', now, 'Asia/Seoul')).toEqual([Date.UTC(2026, 2, 11, 15), now]);
  expect(windowOf('yesterday', now, 'UTC')).toEqual([Date.UTC(2026, 2, 11), Date.UTC(2026, 2, 12)]);
  // In Berlin the day of 29 March 2026 has 23 hours.
  expect(windowOf('today', Date.UTC(2026, 2, 29, 10), 'Europe/Berlin')[0]).toBe(
    Date.UTC(2026, 2, 28, 23),
  );
  expect(windowOf('yesterday', Date.UTC(2026, 2, 30, 10), 'Europe/Berlin')).toEqual([
    Date.UTC(2026, 2, 28, 23),
    Date.UTC(2026, 2, 29, 22),
  ]);
  expect(windowOf('next1h', now, 'UTC')).toEqual([now, now + 3_600_000]);
});
