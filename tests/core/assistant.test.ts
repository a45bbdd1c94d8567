/** The assistant: every intent answers, figures equal the table's, engines fall back in order, steps tell what happened. */
import { expect, test } from 'vitest';
import { advice as adviceEn } from '../../src/app/i18n/en/advice.ts';
import { answers as answersEn } from '../../src/app/i18n/en/answers.ts';
import { terms as enTerms } from '../../src/app/i18n/en/terms.ts';
import { advice as adviceKo } from '../../src/app/i18n/ko/advice.ts';
import { answers as answersKo } from '../../src/app/i18n/ko/answers.ts';
import { makeAssistant } from '../../src/core/ask.ts';
import type { Answer } from '../../src/core/assistant/answer.ts';
import { seriesIndex } from '../../src/core/domain/fleet.ts';
import { metricIndex } from '../../src/core/domain/metrics.ts';
import type { PhraseArg } from '../../src/core/domain/phrase.ts';
import { type Decision, INTENTS, type IntentId } from '../../src/core/domain/question.ts';
import { MINUTE, SECOND } from '../../src/core/domain/time.ts';
import { FROM, fleetContext } from './assistant-fleet.ts';

const en = { ...answersEn, ...adviceEn };
const ko: Readonly<Record<string, string>> = { ...answersKo, ...adviceKo };

const CALM = fleetContext([], 10);
const FAULT = fleetContext(
  [
    {
      kind: 'inject',
      fault: 'disk-io',
      target: 'db-master-01',
      at: FROM + 5 * MINUTE,
      duration: undefined,
    },
  ],
  15,
);

/** A classifier that knows the answer: these tests are about answering. */
const saying = (intent: IntentId) =>
  makeAssistant({
    ready: () => true,
    classify: async (): Promise<Decision> => ({
      intent,
      best: intent === 'out_of_scope' ? 'help' : intent,
      confidence: intent === 'out_of_scope' ? 0.1 : 0.9,
      inScope: intent !== 'out_of_scope',
      method: 'onnx',
    }),
  });

const words: Readonly<Record<string, string>> = { ...enTerms, ...en };

/** Placeholders of a message that have no argument, and keys nobody has words for. */
function unworded(answer: Answer): readonly string[] {
  const missing: string[] = [];
  const term = (arg: PhraseArg): void => {
    if (typeof arg !== 'object') return;
    if ('term' in arg && words[arg.term] === undefined) missing.push(arg.term);
    if ('list' in arg) for (const item of arg.list) if (typeof item === 'object') term(item);
  };
  for (const { key, args } of answer.paragraphs) {
    for (const text of [words[key], ko[key] ?? enTerms[key as keyof typeof enTerms]]) {
      if (text === undefined) missing.push(key);
      for (const [, name] of (text ?? '').matchAll(/\{([A-Za-z0-9_]+)/g))
        if (args[name] === undefined) missing.push(`${key}.${name}`);
    }
    Object.values(args).forEach(term);
  }
  return [...missing, ...answer.suggestions.filter((key) => words[key] === undefined)];
}

const QUESTIONS: readonly string[] = [
  'web-prod-01 CPU',
  '전체',
  '웹서버와 디비',
  'web-prod-01 web-prod-02 memory',
  'was-01',
  '내일 disk',
  '지난 30분 latency 상위 2개',
  'critical',
  '알람 2시간 동안 꺼줘',
  'error logs on db-master-01',
];

test.each(INTENTS)(
  '%s answers any wording, calm and in trouble, with words for all of it',
  async (intent) => {
    for (const context of [CALM, FAULT]) {
      for (const text of QUESTIONS) {
        const { answer, engines } = await saying(intent).ask(text, context);
        expect(answer.paragraphs.length, text).toBeGreaterThan(0);
        expect(unworded(answer), text).toEqual([]);
        expect(engines, text).toMatchObject([{ id: 'optimized', outcome: 'answered' }]);
        expect(answer).toMatchObject({
          intent,
          method: 'optimized_ai_engine',
          fallbackUsed: false,
          refused: intent === 'out_of_scope',
        });
        expect(answer.verified.removed, `${intent}: ${text}`).toBe(0);
      }
    }
  },
);

test('a figure in an answer is the figure in the table', async () => {
  const { answer } = await saying('metric.query').ask('db-master-01 disk io', FAULT);
  const server = FAULT.fleet.servers.findIndex(({ name }) => name === 'db-master-01');
  const value = FAULT.snapshot.values[seriesIndex(FAULT.fleet, metricIndex('disk_io'), server)];
  expect(answer.promql).toBe('system_disk_io_utilization{instance="db-master-01"}');
  expect(answer.evidence).toMatchObject([{ metric: 'disk_io', server: 'db-master-01', value }]);
  expect(answer.paragraphs[0].args.value).toEqual({ n: value, unit: '1' });
  expect(answer.verified).toEqual({ agreed: 1, removed: 0 });
});

test('a figure that cannot be read again takes its sentence with it', async () => {
  const wrong = {
    ...FAULT,
    query: async (promql: string, start: number, end: number) => ({
      start,
      step: SECOND,
      length: 1,
      kind: 'vector' as const,
      series: [
        {
          labels: { instance: 'web-prod-01' },
          values: Float64Array.of(start === end && promql.length > 0 ? 0.123 : 0),
        },
      ],
    }),
  };
  const { answer, steps } = await saying('server.status').ask('web-prod-01', wrong);
  expect(answer.verified.removed).toBeGreaterThan(0);
  expect(answer.paragraphs.every(({ cite }) => cite === undefined)).toBe(true);
  expect(steps.map(({ key }) => key)).toContain('think.dropped');
});

test('why: names the faulty server, though another one was asked about', async () => {
  const { answer } = await saying('cause.explain').ask('web-prod-01 CPU 왜 높아?', FAULT);
  expect(answer.paragraphs[0]).toMatchObject({
    key: 'cause.suspect',
    args: { server: 'db-master-01', metric: { term: 'metric.disk_io' } },
  });
  expect(answer.paragraphs.at(-1)?.key).toBe('cause.limit');
});

test('critical servers are those of the snapshot', async () => {
  const { answer } = await saying('server.list').ask('list critical servers', FAULT);
  const critical = FAULT.fleet.servers
    .filter(({ index }) => FAULT.snapshot.status[index] === 2)
    .map(({ name }) => name);
  expect(critical).toContain('db-master-01');
  expect(answer.paragraphs[0]).toMatchObject({
    key: 'list.inState',
    args: { servers: { list: critical } },
  });
});

test('drills, acknowledgements, resets and restarts are proposed, not done', async () => {
  const first = async (intent: IntentId, text: string) =>
    (await saying(intent).ask(text, FAULT)).answer.proposals.find(({ kind }) => kind === 'act');
  expect(await first('scenario.inject', 'mail-01에 메모리 누수 주입')).toMatchObject({
    action: { kind: 'inject', fault: 'leak', target: 'mail-01' },
  });
  expect(await first('scenario.reset', '정상으로')).toMatchObject({
    action: { kind: 'clear', target: 'db-master-01' },
  });
  expect(await first('alert.ack', '모든 알림 확인 처리')).toMatchObject({
    action: { kind: 'acknowledge', target: FAULT.snapshot.incidents[0].id },
  });
  // Only on the simulated fleet, for a minute, and only proposed.
  expect(await first('server.restart', 'web-prod-01 재시작')).toMatchObject({
    action: { kind: 'inject', fault: 'down', target: 'web-prod-01', duration: MINUTE },
  });
  const { answer } = await saying('server.restart').ask('web-prod-01 재시작', {
    ...FAULT,
    simulated: false,
  });
  expect(answer.proposals.filter(({ kind }) => kind === 'act')).toEqual([]);
  expect(answer.paragraphs.map(({ key }) => key)).toContain('restart.no');
});

test('keywords answer while the model loads, the fallback when they find nothing', async () => {
  const loading = makeAssistant({
    ready: () => false,
    classify: () => Promise.reject(new Error('not asked')),
  });
  const { answer } = await loading.ask('CPU 제일 높은 서버', CALM);
  expect(answer).toMatchObject({
    intent: 'metric.top',
    method: 'pattern_engine',
    fallbackUsed: true,
  });
  const lost = await loading.ask('zzz qqq', CALM);
  expect(lost.answer).toMatchObject({
    method: 'fallback_system',
    fallbackUsed: true,
    refused: true,
  });
  expect(lost.engines.map(({ outcome }) => outcome)).toEqual(['not-ready', 'passed', 'answered']);
});

test('a failing model is recorded and passed over', async () => {
  const broken = makeAssistant({
    ready: () => true,
    classify: () => Promise.reject(new Error('wasm trap')),
  });
  const { answer, engines } = await broken.ask('알림 목록', CALM);
  expect(answer).toMatchObject({ intent: 'alert.list', originalError: 'wasm trap' });
  expect(engines.map(({ outcome }) => outcome)).toEqual(['failed', 'answered']);
});

test('steps come in order with rising progress, and a cancelled question stops', async () => {
  const told: number[] = [];
  const { steps } = await saying('metric.top').ask('CPU 상위 3개', CALM, ({ progress }) =>
    told.push(progress),
  );
  expect(told).toEqual([10, 30, 60, 90, 100]);
  expect(steps.map(({ step }) => step)).toEqual([
    'analyzing',
    'pattern_matching',
    'reasoning',
    'generating',
    'completed',
  ]);
  expect(steps.every(({ key }) => words[key] !== undefined)).toBe(true);
  await expect(
    saying('metric.top').ask('CPU', CALM, undefined, { aborted: true }),
  ).rejects.toMatchObject({ code: 'abort/cancelled' });
});

test('Korean has every placeholder English has', () => {
  const names = (text: string): readonly string[] =>
    [...new Set([...text.matchAll(/\{([A-Za-z0-9_]+)/g)].map(([, name]) => name))].sort();
  for (const [key, text] of Object.entries(en))
    expect(names(ko[key] ?? ''), key).toEqual(names(text));
});

test('a follow-up is completed from the question before it', async () => {
  const first = await saying('metric.query').ask('db-master-01 CPU 얼마야?', CALM);
  const { answer } = await saying('out_of_scope').ask(
    '그럼 메모리는?',
    CALM,
    undefined,
    undefined,
    first.answer.turn,
  );
  expect(answer.intent).toBe('metric.query');
  expect(answer.refused).toBe(false);
  expect(answer.promql).toContain('db-master-01');
  expect(answer.question.slots.metric).toBe('memory');
});

/** A model that is sure of its first guess by so much. */
const guessing = (intent: IntentId, share: number, other: IntentId, rest = 1 - share) =>
  makeAssistant({
    ready: () => true,
    classify: async (): Promise<Decision> => ({
      intent,
      best: intent,
      confidence: 0.95,
      inScope: true,
      method: 'onnx',
      guesses: [
        { intent, confidence: share },
        { intent: other, confidence: rest },
      ],
    }),
  });

test('above 0.8 the first answer stands, below it the keywords are asked too', async () => {
  const sure = await guessing('metric.top', 0.9, 'alert.list').ask('알림 목록', CALM);
  expect(sure.engines).toMatchObject([{ id: 'optimized', outcome: 'answered' }]);
  expect(sure.answer.question.decision.method).toBe('onnx');
  const torn = await guessing('metric.top', 0.52, 'alert.list').ask('알림 목록', CALM);
  expect(torn.engines).toMatchObject([
    { id: 'pattern', outcome: 'consulted' },
    { id: 'optimized', outcome: 'answered' },
  ]);
  // Keywords know the word for alert: they decide a near tie.
  expect(torn.answer.question.decision).toMatchObject({ intent: 'alert.list', method: 'combined' });
  expect(torn.answer.fallbackUsed).toBe(false);
});

test('an engine of a plug-in is asked where it was put, and leaves again', async () => {
  const assistant = saying('alert.list');
  const remove = assistant.add(
    {
      id: 'plugin',
      method: 'plugin_engine',
      ready: () => true,
      processQuery: async (text, context) =>
        text === 'ping'
          ? {
              question: (await saying('help').ask(text, context)).answer.question,
              draft: {
                paragraphs: [{ key: 'talk.hello', args: {} }],
                evidence: [],
                proposals: [],
                suggestions: [],
              },
              agreed: 0,
              removed: 0,
            }
          : undefined,
    },
    'optimized',
  );
  expect(assistant.engines.map(({ id }) => id)).toEqual([
    'plugin',
    'optimized',
    'pattern',
    'fallback',
  ]);
  expect((await assistant.ask('ping', CALM)).answer).toMatchObject({ method: 'plugin_engine' });
  const passed = await assistant.ask('알림 목록', CALM);
  expect(passed.engines.map(({ id, outcome }) => `${id} ${outcome}`)).toEqual([
    'plugin passed',
    'optimized answered',
  ]);
  remove();
  expect(assistant.engines).toHaveLength(3);
});

test('what was understood says where it stands in the text', async () => {
  const text = '지난 1시간 web-prod-01 씨피유랑 메모리, 디비는 빼고';
  const { answer } = await saying('metric.query').ask(text, CALM);
  for (const { slot, start, end, text: said, from } of answer.understood.slots)
    expect({ slot, said, from }).toEqual({ slot, said: text.slice(start, end), from: 'text' });
  expect(answer.understood.slots.map(({ slot, text: said }) => [slot, said])).toEqual([
    ['time', '지난 1시간'],
    ['server', 'web-prod-01'],
    ['metric', '씨피유'],
    ['metric', '메모리'],
    ['except', '디비'],
  ]);
  const usual = await saying('metric.top').ask('상위 서버', CALM);
  expect(usual.answer.understood.slots).toMatchObject([
    { slot: 'metric', metric: 'cpu', from: 'usual' },
    { slot: 'count', count: 5, from: 'usual' },
  ]);
});

test('spelled numbers keep their place in the text', async () => {
  const text = '지난 삼십분 메모리 팔십오 퍼센트 넘는 두 번째 웹서버';
  const { answer } = await saying('alert.memory.low').ask(text, CALM);
  expect(answer.understood.slots.map(({ slot, text: said }) => [slot, said])).toEqual([
    ['time', '지난 삼십분'],
    ['metric', '메모리'],
    ['threshold', '팔십오 퍼센트'],
    ['server', '두 번째 웹서버'],
  ]);
  expect(answer.question.slots).toMatchObject({
    server: ['web-prod-02'],
    threshold: { value: 0.85 },
  });
});

test('a reader sets the intent and the slots right', async () => {
  const wrong = saying('alert.cpu.high');
  const text = 'web-prod-01 CPU';
  const { answer } = await wrong.ask(text, CALM, undefined, undefined, undefined, {
    intent: 'metric.query',
    slots: { server: ['db-master-01'], metric: ['memory', 'disk'] },
  });
  expect(answer).toMatchObject({ intent: 'metric.query', confidence: 1 });
  expect(answer.question.decision.method).toBe('corrected');
  expect(answer.evidence.map(({ metric, server }) => `${metric} ${server}`)).toEqual([
    'memory db-master-01',
    'disk db-master-01',
  ]);
  expect(answer.understood.slots).toMatchObject([
    { slot: 'server', server: 'db-master-01', from: 'correction' },
    { slot: 'metric', metric: 'memory', from: 'correction' },
    { slot: 'metric', metric: 'disk', from: 'correction' },
  ]);
  const none = await wrong.ask('web-prod-01 CPU 90%', CALM, undefined, undefined, undefined, {
    slots: { server: [], threshold: undefined },
  });
  expect(none.answer.question.slots).toMatchObject({ server: [], threshold: undefined });
});

test('an ambiguous name asks back, and a choice answers', async () => {
  const assistant = saying('server.detail');
  const { answer } = await assistant.ask('디비 1번 사양', CALM);
  expect(answer.clarification).toMatchObject({
    about: 'server',
    choices: [{ server: 'db-master-01' }, { server: 'db-replica-01' }],
  });
  const [, second] = answer.clarification?.choices ?? [];
  const again = await assistant.ask(
    '디비 1번 사양',
    CALM,
    undefined,
    undefined,
    undefined,
    second?.corrections,
  );
  expect(again.answer.question.slots.server).toEqual(['db-replica-01']);
  expect(again.answer.clarification).toBeUndefined();
  const which = await saying('server.restart').ask('웹서버 재시작', CALM);
  expect(which.answer.clarification?.choices.map((choice) => choice.kind)).toEqual([
    'server',
    'server',
  ]);
  const unknown = await assistant.ask('web-09 사양', CALM);
  expect(unknown.answer.clarification?.choices).toHaveLength(2);
  const torn = await guessing('metric.query', 0.45, 'metric.top', 0.3).ask('CPU', CALM);
  expect(torn.answer.clarification).toMatchObject({
    about: 'intent',
    choices: [{ intent: 'metric.top', corrections: { intent: 'metric.top' } }],
  });
});

test('every metric said is answered', async () => {
  for (const [intent, text] of [
    ['metric.query', 'web-prod-01 CPU 메모리 디스크'],
    ['metric.top', 'CPU 메모리 디스크 상위 2대'],
    ['metric.compare', 'web-prod-01 web-prod-02 CPU 메모리 디스크'],
    ['trend.analyze', 'web-prod-01 CPU 메모리 디스크'],
    ['forecast.load', '내일 CPU 메모리 디스크'],
    ['alert.cpu.high', 'CPU 메모리 디스크 90% 넘는 서버'],
  ] as const) {
    const { answer } = await saying(intent).ask(text, CALM);
    const told = new Set(answer.evidence.map(({ metric }) => metric));
    expect([...told].sort(), intent).toEqual(['cpu', 'disk', 'memory']);
  }
});

test('Korean in the wrong keyboard mode is answered in Korean', async () => {
  const { answer } = await saying('metric.top').ask('apahfl wpdlf shvdms tjqj', CALM);
  expect(answer.language).toBe('ko');
  expect(answer.understood.recovered).toBe('메모리 제일 높은 서버');
  expect(answer.question.slots.metric).toBe('memory');
  const english = await saying('metric.top').ask('top disk servers', CALM);
  expect(english.answer.understood.recovered).toBeUndefined();
});

test('a worried reader is met with a word, one in a hurry with the facts', async () => {
  const first = async (text: string) =>
    (await saying('server.status').ask(text, CALM)).answer.paragraphs[0]?.key;
  expect(await first('서버 괜찮을까요 ㅠㅠ')).toBe('tone.worried');
  expect(await first('도대체 서버 왜 이래 짜증나')).toBe('tone.angry');
  expect(await first('급해!! 서버 괜찮아? ㅠㅠ')).toMatch(/^status/);
  expect(await first('서버 상태')).toMatch(/^status/);
});

test('servers set aside are out of every answer', async () => {
  const { answer } = await saying('metric.top').ask('db-master-01 빼고 메모리 상위 20대', CALM);
  expect(answer.evidence.length).toBeGreaterThan(15);
  expect(answer.evidence.map(({ server }) => server)).not.toContain('db-master-01');
  const { answer: fleet } = await saying('server.list').ask('all servers except web', CALM);
  expect(JSON.stringify(fleet.paragraphs)).not.toContain('web-prod');
});

test('advice fits the role, and says the evidence', async () => {
  const { answer } = await saying('recommend.action').ask('어떻게 해야 해?', FAULT);
  const said = answer.paragraphs.map(({ key, args }) =>
    key === 'recommend.step' ? (args.step as { readonly term: string }).term : key,
  );
  expect(said).toContain('advice.io.db');
  expect(said.some((key) => key.startsWith('because.'))).toBe(true);
});
