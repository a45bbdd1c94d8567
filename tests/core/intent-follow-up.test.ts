/** Follow-ups: what a question takes from the one before it, and what it does not. */
import { expect, test } from 'vitest';
import { readQuestion } from '../../src/core/ask.ts';
import type { Decision, IntentId, Question, Turn } from '../../src/core/domain/question.ts';
import { resolve } from '../../src/core/intent/follow-up.ts';
import { makeWorld } from '../../src/core/sim/world.ts';

const FLEET = makeWorld(42, 20).fleet;
const NOW = Date.UTC(2026, 2, 12, 5, 32, 8);

const decided = (intent: IntentId): Decision => ({
  intent,
  best: intent === 'out_of_scope' ? 'help' : intent,
  confidence: intent === 'out_of_scope' ? 0.2 : 0.9,
  inScope: intent !== 'out_of_scope',
  method: 'onnx',
});

const turn = ({ text, decision, slots }: Question, servers: readonly string[] = []): Turn => ({
  text,
  decision,
  slots,
  servers,
});

const ask = (
  text: string,
  intent: IntentId,
  previous?: Question,
  servers?: readonly string[],
): Question =>
  readQuestion(text, decided(intent), {
    fleet: FLEET,
    now: NOW,
    zoneOffsetMinutes: 540,
    ...(previous === undefined ? {} : { previous: turn(previous, servers) }),
  });

const CPU = ask('web-prod-01 CPU 얼마야?', 'metric.query');

// The second column is what the model says about the text alone: often wrong, sometimes a refusal.
test.each([
  ['그럼 메모리는?', 'alert.memory.low', 'metric.query', ['web-prod-01'], 'memory'],
  ['디스크는요?', 'out_of_scope', 'metric.query', ['web-prod-01'], 'disk'],
  ['and memory?', 'metric.query', 'metric.query', ['web-prod-01'], 'memory'],
  ['what about disk', 'metric.query', 'metric.query', ['web-prod-01'], 'disk'],
  ['how about db-master-01?', 'out_of_scope', 'metric.query', ['db-master-01'], 'cpu'],
  ['그럼 db-master-01은?', 'server.status', 'metric.query', ['db-master-01'], 'cpu'],
  ['웹서버 2번은?', 'server.status', 'metric.query', ['web-prod-02'], 'cpu'],
  ['아니 web-prod-01 말고 web-prod-02', 'out_of_scope', 'metric.query', ['web-prod-02'], 'cpu'],
  ['and yesterday?', 'out_of_scope', 'metric.query', ['web-prod-01'], 'cpu'],
  ['어제는?', 'out_of_scope', 'metric.query', ['web-prod-01'], 'cpu'],
  ['그럼 내일은?', 'out_of_scope', 'forecast.load', ['web-prod-01'], 'cpu'],
  ['and tomorrow?', 'out_of_scope', 'forecast.load', ['web-prod-01'], 'cpu'],
  ['그 서버 재시작해', 'server.restart', 'server.restart', ['web-prod-01'], undefined],
  ['restart it', 'server.restart', 'server.restart', ['web-prod-01'], undefined],
  ['그 장비 로그 보여줘', 'log.search', 'log.search', ['web-prod-01'], undefined],
  ['show the logs of that server', 'log.search', 'log.search', ['web-prod-01'], undefined],
  ['왜?', 'cause.explain', 'cause.explain', ['web-prod-01'], 'cpu'],
  ['why is that', 'cause.explain', 'cause.explain', ['web-prod-01'], 'cpu'],
  ['어떻게 해야 돼?', 'recommend.action', 'recommend.action', ['web-prod-01'], 'cpu'],
  ['그럼 추이 보여줘', 'trend.analyze', 'trend.analyze', ['web-prod-01'], 'cpu'],
] as const)('after “web-prod-01 CPU 얼마야?”, “%s”', (text, alone, intent, server, metric) => {
  const { decision, slots, plan } = ask(text, alone, CPU);
  expect(decision.intent).toBe(intent);
  expect(decision.inScope).toBe(true);
  expect(slots.server).toEqual(server);
  expect(slots.metric).toBe(metric);
  if (intent === 'metric.query') expect(plan?.promql).toContain(server[0]);
});

test('a changed time keeps the rest', () => {
  const before = ask('top 3 servers by memory', 'metric.top');
  const after = ask('and yesterday?', 'out_of_scope', before);
  expect(after.decision.intent).toBe('metric.top');
  expect(after.slots).toMatchObject({ metric: 'memory', count: 3, time: { text: 'yesterday' } });
});

test('another metric makes another alert, and drops a limit in the wrong unit', () => {
  const before = ask('CPU 90% 넘는 서버', 'alert.cpu.high');
  const after = ask('그럼 응답시간은?', 'metric.query', before);
  expect(after.decision.intent).toBe('alert.network.slow');
  expect(after.slots.threshold).toBeUndefined();
  expect(ask('메모리는?', 'metric.query', before).decision.intent).toBe('alert.memory.low');
});

test('a chain of follow-ups leans on the last one', () => {
  const memory = ask('그럼 메모리는?', 'metric.query', CPU);
  const other = ask('db-master-01은?', 'server.status', memory);
  expect(other.slots).toMatchObject({ server: ['db-master-01'], metric: 'memory' });
});

test.each([
  ['알림 목록 보여줘', 'alert.list'],
  ['서버 몇 대야?', 'server.list'],
  ['which host uses the most memory', 'metric.top'],
  ['db-master-01 재시작해줘', 'server.restart'],
  ['고마워', 'smalltalk'],
  ['날씨 어때', 'out_of_scope'],
  ['어제 발생한 알림 보여줘', 'alert.list'],
  ['메모리 제일 많이 쓰는 서버는?', 'metric.top'],
] as const)('“%s” stands on its own', (text, intent) => {
  const alone = ask(text, intent);
  const after = ask(text, intent, CPU);
  expect(after.decision).toEqual(alone.decision);
  expect(after.slots).toEqual(alone.slots);
});

test('nothing to lean on: the question is returned as it is', () => {
  const talk = ask('안녕', 'smalltalk');
  const question = ask('그럼 메모리는?', 'metric.query');
  expect(resolve(undefined, question)).toBe(question);
  expect(resolve(turn(talk), question)).toBe(question);
});

const TOP = ask('CPU 상위 5대', 'metric.top');
const NAMED = ['web-prod-02', 'api-auth-01', 'db-master-01', 'mail-01', 'backup-01'];

// After a ranking that named five servers; the second column is what the model says about the text alone.
test.each([
  ['그 서버 재시작해', 'server.restart', 'server.restart', ['web-prod-02'], undefined],
  ['restart it', 'server.restart', 'server.restart', ['web-prod-02'], undefined],
  ['그 서버 왜 그래?', 'cause.explain', 'cause.explain', ['web-prod-02'], 'cpu'],
  ['the second one', 'out_of_scope', 'metric.query', ['api-auth-01'], 'cpu'],
  ['두 번째는?', 'out_of_scope', 'metric.query', ['api-auth-01'], 'cpu'],
  ['2번째 서버 로그 보여줘', 'log.search', 'log.search', ['api-auth-01'], undefined],
  ['3위 메모리는?', 'metric.query', 'metric.query', ['db-master-01'], 'memory'],
  ['why is the third one slow', 'cause.explain', 'cause.explain', ['db-master-01'], 'latency'],
  ['마지막 서버 사양', 'server.detail', 'server.detail', ['backup-01'], undefined],
  ['restart the last one', 'server.restart', 'server.restart', ['backup-01'], undefined],
  ['logs of those servers', 'log.search', 'log.search', NAMED, undefined],
  ['그 서버들 메모리', 'metric.query', 'metric.query', NAMED, 'memory'],
  ['그럼 메모리는?', 'alert.memory.low', 'metric.top', [], 'memory'],
  ['and yesterday?', 'out_of_scope', 'metric.top', [], 'cpu'],
] as const)('after a top five, “%s”', (text, alone, intent, server, metric) => {
  const { decision, slots } = ask(text, alone, TOP, NAMED);
  expect(decision).toMatchObject({ intent, inScope: true });
  expect(slots.server).toEqual(server);
  expect(slots.metric).toBe(metric);
});

test('nobody was named: a place in a list means nothing', () => {
  expect(ask('the second one', 'out_of_scope', TOP, ['web-prod-02']).decision.inScope).toBe(false);
});

test('a pointer makes a nearly understood question understood, but only in a conversation', () => {
  const nearly: Decision = {
    intent: 'out_of_scope',
    best: 'cause.explain',
    confidence: 0.4,
    inScope: false,
    method: 'onnx',
  };
  const context = { fleet: FLEET, now: NOW, zoneOffsetMinutes: 540 };
  const alone = readQuestion('그 서버 왜 그래?', nearly, context);
  expect(alone.decision.inScope).toBe(false);
  const after = readQuestion('그 서버 왜 그래?', nearly, {
    ...context,
    previous: turn(TOP, NAMED),
  });
  expect(after.decision).toMatchObject({ intent: 'cause.explain', inScope: true });
  expect(after.slots.server).toEqual(['web-prod-02']);
});
