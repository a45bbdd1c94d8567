/** The assistant: every intent answers, figures equal the table's, engines fall back in order, steps tell what happened. */
import { expect, test } from 'vitest';
import { answers as en } from '../../src/app/i18n/en/answers.ts';
import { terms as enTerms } from '../../src/app/i18n/en/terms.ts';
import { answers as ko } from '../../src/app/i18n/ko/answers.ts';
import { makeAssistant } from '../../src/core/ask.ts';
import type { Answer, PhraseArg } from '../../src/core/assistant/answer.ts';
import { seriesIndex } from '../../src/core/domain/fleet.ts';
import { metricIndex } from '../../src/core/domain/metrics.ts';
import { type Decision, INTENTS, type IntentId } from '../../src/core/domain/question.ts';
import { MINUTE, SECOND } from '../../src/core/domain/time.ts';
import { FROM, fleetContext } from './assistant-fleet.ts';

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
    for (const text of [words[key], (ko as Readonly<Record<string, string>>)[key]]) {
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

test('drills, acknowledgements and resets are proposed, not done; restarts not even that', async () => {
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
  expect(await first('server.restart', 'web-prod-01 재시작')).toBeUndefined();
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
    expect(names(ko[key as keyof typeof ko]), key).toEqual(names(text));
});

test('a follow-up is completed from the question before it', async () => {
  const first = await saying('metric.query').ask('db-master-01 CPU 얼마야?', CALM);
  const { answer } = await saying('out_of_scope').ask(
    '그럼 메모리는?',
    CALM,
    undefined,
    undefined,
    first.answer.question,
  );
  expect(answer.intent).toBe('metric.query');
  expect(answer.refused).toBe(false);
  expect(answer.promql).toContain('db-master-01');
  expect(answer.question.slots.metric).toBe('memory');
});
