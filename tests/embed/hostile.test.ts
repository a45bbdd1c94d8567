/** A hostile portal: every case leaves the console as it was (its digest before and after), and is counted or answered with a refusal. */
import { afterAll, describe, expect, test } from 'vitest';
import type { Refusal } from '../../src/app/embed/gate.ts';
import { EMBED_LIMITS, EMBED_VERSION } from '../../src/embed/wire.ts';
import { command, listen, openConsole, PORTAL, STRANGER } from './console.ts';

const NONCE = 'abcdefghijklmnopqrstuv';
const HELLO = { type: 'om:hello', v: EMBED_VERSION, nonce: NONCE };
type Console = Awaited<ReturnType<typeof openConsole>>;

/** State changes over the whole file; the suite's figure. */
let changes = 0;
let cases = 0;
afterAll(() => {
  console.log(`hostile portal: ${cases} cases, ${changes} state changes`);
  expect(cases).toBeGreaterThanOrEqual(30);
});

async function unchanged(target: Console, attack: () => Promise<void> | void): Promise<void> {
  const before = await target.digest();
  await attack();
  const after = await target.digest();
  cases++;
  if (after !== before) changes++;
  expect(after).toBe(before);
}

/** Lets every message in flight arrive. */
async function quiet(): Promise<void> {
  for (let i = 0; i < 30; i++) await new Promise((resolve) => setImmediate(resolve));
}

describe('at the window nobody gets a port', () => {
  const at: readonly (readonly [
    name: string,
    why: Refusal | undefined,
    message: { origin?: string; source?: unknown; data?: unknown; ports?: unknown[] },
  ])[] = [
    ['another window of the right origin', 'not-parent', { source: { name: 'a pop-up' } }],
    ['no window at all', 'not-parent', { source: null }],
    ['a page without an origin', 'null-origin', { origin: 'null' }],
    ['an empty origin', 'null-origin', { origin: '' }],
    ['a port of its own to write into', 'with-ports', { ports: [{}] }],
    ['version 0', 'version', { data: { ...HELLO, v: 0 } }],
    ['version 2', 'version', { data: { ...HELLO, v: 2 } }],
    ['a version in words', 'version', { data: { ...HELLO, v: '1' } }],
    ['no nonce', 'nonce', { data: { type: 'om:hello', v: 1 } }],
    ['a nonce of 64 bits', 'nonce', { data: { ...HELLO, nonce: 'abcdefghijk' } }],
    ['a nonce of an endless length', 'nonce', { data: { ...HELLO, nonce: 'a'.repeat(60_000) } }],
    ['a nonce that is an object', 'nonce', { data: { ...HELLO, nonce: { toString: 1 } } }],
    ['more than a greeting', 'nonce', { data: { ...HELLO, method: 'setView' } }],
    ['a command without a greeting', 'not-a-greeting', { data: command('setView', {}) }],
    ['words', 'not-a-greeting', { data: 'om:hello' }],
    ['a huge greeting', 'not-a-greeting', { data: { ...HELLO, more: 'x'.repeat(300_000) } }],
    [
      'a greeting with a prototype in it',
      'not-a-greeting',
      { data: JSON.parse(`{"type":"om:hello","v":1,"nonce":"${NONCE}","__proto__":{"v":1}}`) },
    ],
  ];
  test.each(at)('%s', async (_, why, message) => {
    const target = await openConsole();
    await unchanged(target, () => {
      const source = 'source' in message ? message.source : target.parent;
      target.gate.hear({ origin: PORTAL, data: HELLO, ports: [], ...message, source });
    });
    if (why) expect(target.gate.refused.get(why)).toBe(1);
    expect(target.said.some(({ port }) => port)).toBe(false);
  });

  test('an origin that is not the one in the address', async () => {
    const target = await openConsole('always', PORTAL);
    await unchanged(target, () => void target.greet(STRANGER));
    expect(target.gate.refused.get('other-origin')).toBe(1);
    expect(target.said).toEqual([]);
  });

  test('a lookalike of a listed origin is a stranger', async () => {
    for (const origin of [
      'http://portal.example',
      'https://portal.example:8443',
      'https://portal.example.evil.example',
      'https://xportal.example',
    ]) {
      const target = await openConsole('never');
      await unchanged(target, async () => {
        target.greet(origin);
        await quiet();
      });
      expect(target.said.map(({ message }) => message.type)).toEqual(['om:asking', 'om:refused']);
    }
  });

  test('a stranger the reader refuses learns only that, and is not asked about again', async () => {
    const target = await openConsole('never');
    await unchanged(target, async () => {
      target.greet(STRANGER);
      await quiet();
      target.greet(STRANGER, `${NONCE}2`);
      await quiet();
    });
    expect(target.said.map(({ message, origin }) => [message.type, origin])).toEqual([
      ['om:asking', STRANGER],
      ['om:refused', STRANGER],
    ]);
    expect(target.gate.refused.get('denied')).toBe(1);
  });

  test('greetings and commands before the reader has answered', async () => {
    const target = await openConsole('once');
    await unchanged(target, () => {
      target.greet(STRANGER);
      for (let i = 0; i < 50; i++) target.greet(STRANGER, `${NONCE}${i}`);
      target.gate.hear({
        origin: STRANGER,
        source: target.parent,
        data: command('setView', { view: 'alerts' }),
        ports: [],
      });
    });
    expect(target.gate.refused.get('busy')).toBe(50);
    await quiet();
    expect(target.said.filter(({ port }) => port)).toHaveLength(1);
  });

  test('a replayed nonce after good-bye', async () => {
    const target = await openConsole();
    const port = target.greet();
    port?.postMessage({ type: 'ome', v: EMBED_VERSION, method: 'bye' });
    await quiet();
    expect(target.closed).toEqual(['bye']);
    await unchanged(target, () => void target.greet());
    expect(target.gate.refused.get('replayed')).toBe(1);
    expect(target.greet(PORTAL, `${NONCE}9`) === undefined).toBe(false);
    target.end();
  });

  test('a second greeting does not steal the talk', async () => {
    const target = await openConsole();
    const first = target.greet();
    await unchanged(target, () => {
      target.gate.hear({
        origin: PORTAL,
        source: target.parent,
        data: { ...HELLO, nonce: `${NONCE}2` },
        ports: [],
      });
    });
    expect(target.gate.refused.get('busy')).toBe(1);
    expect(target.said.filter(({ port }) => port)).toHaveLength(1);
    expect(first === undefined).toBe(false);
    target.end();
  });

  test('ten thousand messages', async () => {
    const target = await openConsole();
    await unchanged(target, () => {
      for (let i = 0; i < 10_000; i++)
        target.gate.hear({
          origin: STRANGER,
          source: {},
          data: { ...HELLO, nonce: `${NONCE}${i}` },
          ports: [],
        });
    });
    expect(target.gate.refused.get('not-parent')).toBe(10_000);
  });
});

/** A tree of objects so many levels deep. */
function nested(levels: number): unknown {
  let tree: unknown = 1;
  for (let i = 0; i < levels; i++) tree = { tree };
  return tree;
}

const cycle: Record<string, unknown> = { view: 'alerts' };
cycle.itself = cycle;
const shared = { view: 'alerts' };

describe('over the port nothing but commands counts', () => {
  const sent: readonly (readonly [name: string, code: string, message: unknown])[] = [
    ['an unknown command', 'embed/unknown-command', command('open', { session: {} })],
    ['an engine call', 'embed/unknown-command', command('connect', { config: {} })],
    ['a command named constructor', 'embed/unknown-command', command('constructor', {})],
    ['a command named toString', 'embed/unknown-command', command('toString', {})],
    ['a command that is an object', 'embed/unknown-command', { ...command('x', {}), method: {} }],
    ['another version', 'embed/version', { ...command('setView', { view: 'alerts' }), v: 2 }],
    ['another type', 'embed/not-a-message', { ...command('setView', {}), type: 'om:hello' }],
    ['no id', 'embed/no-id', { ...command('setView', { view: 'alerts' }), id: undefined }],
    ['a negative id', 'embed/no-id', command('setView', { view: 'alerts' }, -1)],
    ['a fractional id', 'embed/no-id', command('setView', { view: 'alerts' }, 1.5)],
    ['an instant that is no number', 'embed/not-finite', command('seek', { at: Number.NaN })],
    ['the end of time', 'embed/not-finite', command('seek', { at: Number.POSITIVE_INFINITY })],
    ['an instant before all', 'embed/bad-parameters', command('seek', { at: -1 })],
    ['an instant after all', 'embed/bad-parameters', command('seek', { at: 1e18 })],
    ['an instant in words', 'embed/bad-parameters', command('seek', { at: 'yesterday' })],
    [
      'a screen that portals may not see',
      'embed/bad-parameters',
      command('setView', { view: 'settings' }),
    ],
    ['a screen with a path', 'embed/bad-parameters', command('setView', { view: '../alerts' })],
    [
      'a parameter too many',
      'embed/bad-parameters',
      command('setView', { view: 'alerts', source: 'live' }),
    ],
    ['a source', 'embed/unknown-command', command('setSource', { source: 'live', file: 'prod' })],
    ['no parameters', 'embed/bad-parameters', command('setView', undefined)],
    ['a list for parameters', 'embed/bad-parameters', command('setView', ['alerts'])],
    [
      'markup for a name',
      'embed/bad-parameters',
      command('inject', { fault: '<img src=x onerror=alert(1)>', target: 'db' }),
    ],
    [
      'a target that writes on in the link',
      'embed/bad-parameters',
      command('inject', { fault: 'leak', target: 'db+1m,silence@*' }),
    ],
    [
      'a fault without end',
      'embed/bad-parameters',
      command('inject', { fault: 'leak', target: 'db', duration: 1e15 }),
    ],
    [
      'a style that loads',
      'embed/bad-parameters',
      command('setTokens', { tokens: { accent: 'url(https://evil.example)' } }),
    ],
    [
      'a style that reads',
      'embed/bad-parameters',
      command('setTokens', { tokens: { accent: 'var(--secret)' } }),
    ],
    [
      'a style that is none of ours',
      'embed/bad-parameters',
      command('setTokens', { tokens: { position: 'fixed' } }),
    ],
    [
      'a style with a rule in it',
      'embed/bad-parameters',
      command('setTokens', { tokens: { radius: '1px;}*{' } }),
    ],
    [
      'a zone with a script',
      'embed/bad-parameters',
      command('setTimeZone', { timeZone: 'Asia/Seoul<script>' }),
    ],
    [
      'control characters',
      'embed/bad-parameters',
      command('select', { selected: 'db\u0000\u001b[2J' }),
    ],
    ['a topic that is no topic', 'embed/bad-parameters', command('subscribe', { topic: 'keys' })],
    [
      '__proto__ among the parameters',
      'embed/forbidden-key',
      command('setView', JSON.parse('{"__proto__":{"view":"alerts"}}')),
    ],
    [
      'constructor among the parameters',
      'embed/forbidden-key',
      command('setView', { constructor: { prototype: { view: 'alerts' } } }),
    ],
    [
      '__proto__ at the top',
      'embed/forbidden-key',
      JSON.parse(
        '{"type":"ome","v":1,"id":1,"method":"setView","__proto__":{"params":{"view":"alerts"}}}',
      ),
    ],
    ['a tree too deep', 'embed/too-deep', command('setView', { view: 'alerts', tree: nested(40) })],
    ['a cycle', 'embed/not-a-tree', command('setView', cycle)],
    ['a shared part', 'embed/not-a-tree', command('setView', { a: shared, b: shared })],
    ['a huge text', 'embed/too-large', command('ask', { text: 'x'.repeat(EMBED_LIMITS.bytes) })],
    [
      'a huge list',
      'embed/too-large',
      command('setView', { view: Array.from({ length: 5000 }, () => 'alerts') }),
    ],
    [
      'very many keys',
      'embed/too-large',
      command('setView', Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`k${i}`, i]))),
    ],
    ['a buffer', 'embed/not-plain', command('setView', { view: new ArrayBuffer(1 << 20) })],
    ['a map', 'embed/not-plain', command('setView', new Map([['view', 'alerts']]))],
    ['a date', 'embed/not-plain', command('seek', { at: new Date(0) })],
    ['an endless number', 'embed/not-plain', command('seek', { at: 10n ** 40n })],
    ['an error', 'embed/not-plain', new Error('om:hello')],
    ['nothing', 'embed/not-a-message', null],
    ['a word', 'embed/not-a-message', 'setView'],
  ];
  test.each(sent)('%s', async (_, code, message) => {
    const target = await openConsole();
    const port = target.greet();
    if (!port) throw new Error('the portal was not let in');
    const { heard } = listen(port);
    await unchanged(target, async () => {
      port.postMessage(message);
      await quiet();
    });
    expect(target.guard()?.mistakes).toBe(1);
    const refusal = heard[0] as { error?: { code: string }; params?: { code: string } };
    expect(refusal.error?.code ?? refusal.params?.code).toBe(code);
    expect(Object.prototype).not.toHaveProperty('view');
    target.end();
  });

  /** Well-formed, and still refused by what they ask of. */
  const failing: readonly (readonly [
    name: string,
    code: RegExp,
    method: string,
    params: unknown,
  ])[] = [
    [
      'an unknown fault',
      /^sim\/unknown-fault$/,
      'inject',
      { fault: 'rm-rf', target: 'db-master-01' },
    ],
    ['an unknown server', /^sim\/unknown-target$/, 'inject', { fault: 'leak', target: 'nobody' }],
    ['a query that is none', /^query\/parse$/, 'query', { promql: 'sum(((((' }],
    [
      'a million points',
      /^query\/too-many-points$/,
      'query',
      { promql: 'up', start: 1e12, end: 1.9e12, step: 1000 },
    ],
    [
      'a backwards range',
      /^embed\/bad-parameters$/,
      'query',
      { promql: 'up', start: 2e12, end: 1e12 },
    ],
    [
      'a bomb of brackets',
      /^query\//,
      'query',
      { promql: `${'('.repeat(990)}up${')'.repeat(990)}` },
    ],
    [
      'a bomb of products',
      /^query\//,
      'query',
      { promql: Array.from({ length: 40 }, () => '{__name__=~".+"}').join(' * on() group_left ') },
    ],
    [
      'a bomb of windows',
      /^query\/|^embed\//,
      'query',
      {
        promql:
          'max_over_time(max_over_time(max_over_time({__name__=~".+"}[30d:1s])[30d:1s])[30d:1s])',
      },
    ],
    [
      'a bomb of an expression',
      /^query\//,
      'query',
      { promql: `{__name__=~"${'(a+)+'.repeat(50)}b["}` },
    ],
  ];
  test.each(failing)('%s', async (_, code, method, params) => {
    const target = await openConsole();
    const port = target.greet();
    if (!port) throw new Error('the portal was not let in');
    const { answer } = listen(port);
    await unchanged(target, async () => {
      const answered = answer(1);
      port.postMessage(command(method, params));
      const { error, result } = (await answered) as {
        error?: { code: string; message: string };
        result?: unknown;
      };
      expect(error?.code ?? `answered ${JSON.stringify(result)?.slice(0, 200)}`).toMatch(code);
    });
    target.end();
  });

  const fault = { kind: 'inject', fault: 'leak', target: 'web-prod-01', at: 0 } as const;
  test.each([
    ['real servers', 'embed/not-simulated', { source: 'live' as const }],
    [
      'a session that holds a hundred already',
      'embed/too-many-actions',
      { actions: Array.from({ length: 100 }, (_, at) => ({ ...fault, at, duration: undefined })) },
    ],
  ])('a fault for %s', async (_, code, change) => {
    const target = await openConsole();
    target.become(change);
    const port = target.greet();
    if (!port) throw new Error('the portal was not let in');
    const { answer } = listen(port);
    await unchanged(target, async () => {
      const answered = answer(1);
      port.postMessage(command('inject', { fault: 'leak', target: 'db-master-01' }));
      expect(((await answered) as { error?: { code: string } }).error?.code).toBe(code);
    });
    target.end();
  });

  test('what cannot be copied does not leave the portal', async () => {
    const target = await openConsole();
    const port = target.greet();
    await unchanged(target, async () => {
      expect(() => port?.postMessage(command('ask', { text: () => 'hi' }))).toThrow();
      expect(() => port?.postMessage(command('ask', { text: Symbol('hi') }))).toThrow();
      await quiet();
    });
    expect(target.guard()?.mistakes).toBe(0);
    target.end();
  });

  test('a port cannot be handed over, nor moved twice', async () => {
    const target = await openConsole();
    const port = target.greet();
    await unchanged(target, async () => {
      const { port2 } = new MessageChannel();
      port?.postMessage(command('ask', { text: 'hi' }), [port2]);
      await quiet();
      expect(() => port?.postMessage(command('ask', { text: 'hi' }), [port2])).toThrow();
    });
    expect(target.guard()?.mistakes).toBe(1);
    target.end();
  });

  test('a flood: what is too much is refused, and the tenth refusal closes the port for good', async () => {
    const target = await openConsole();
    const port = target.greet();
    if (!port) throw new Error('the portal was not let in');
    const { heard } = listen(port);
    await unchanged(target, async () => {
      for (let i = 1; i <= 10_000; i++) port.postMessage(command('ask', { text: 'hi' }, i));
      while (target.closed.length === 0) await quiet();
      await quiet();
    });
    expect(target.closed).toEqual(['mistakes']);
    const answered = heard.filter((message) => 'result' in message).length;
    expect(answered).toBeLessThanOrEqual(EMBED_LIMITS.perSecond);
    expect(target.guard()?.mistakes).toBe(EMBED_LIMITS.mistakes);
    expect(target.greet(PORTAL, `${NONCE}9`) === undefined).toBe(true);
  });

  test('slow mistakes close it too', async () => {
    const target = await openConsole();
    const port = target.greet();
    await unchanged(target, async () => {
      for (let i = 1; i <= 12; i++) {
        port?.postMessage(command('open', {}, i));
        target.pass(60_000);
        await quiet();
      }
    });
    expect(target.closed).toEqual(['mistakes']);
    expect(target.guard()?.mistakes).toBe(EMBED_LIMITS.mistakes);
  });

  test('one id for two questions', async () => {
    const target = await openConsole();
    const port = target.greet();
    await unchanged(target, async () => {
      for (let i = 0; i < 3; i++) port?.postMessage(command('query', { promql: 'up' }, 7));
      await quiet();
    });
    target.end();
  });
});
