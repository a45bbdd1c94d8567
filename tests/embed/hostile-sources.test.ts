/** A portal that wants more than it is given: addresses and files. Nothing is asked of the network without the reader, and nothing wears them out. */
import { describe, expect, test } from 'vitest';
import { EMBED_LIMITS } from '../../src/embed/wire.ts';
import { command, listen, openConsole } from './console.ts';

const CSV = 'time,server,cpu\n2026-03-12T00:00:00Z,a,0.2\n2026-03-12T00:00:15Z,a,0.3\n';
const PROMETHEUS = 'https://prometheus.example:9090';
/** Where nobody answers. */
const LOCAL = 'http://127.0.0.1:1';

type Answer = { readonly error?: { readonly code: string }; readonly result?: unknown };

/** A console with a portal that was let in. */
async function connected(mayConnect = false) {
  const target = await openConsole('never', undefined, mayConnect);
  const port = target.greet();
  if (!port) throw new Error('the portal was not let in');
  const { answer } = listen(port);
  let id = 0;
  return {
    ...target,
    async ask(method: string, params: unknown): Promise<Answer> {
      const answered = answer(++id);
      port.postMessage(command(method, params, id));
      return (await answered) as Answer;
    },
  };
}

describe('refused as it comes, the console as it was', () => {
  const file = new Blob([CSV]);
  test.each<readonly [name: string, code: string, method: string, params: unknown]>([
    ['no address', 'embed/bad-parameters', 'openLive', {}],
    ['a script', 'embed/bad-parameters', 'openLive', { url: 'javascript:alert(1)' }],
    ['a file of the disk', 'embed/bad-parameters', 'openLive', { url: 'file:///etc/passwd' }],
    ['an address within', 'embed/bad-parameters', 'openLive', { url: 'data:text/plain,up 1' }],
    ['a path of ours', 'embed/bad-parameters', 'openLive', { url: '/api/v1/query' }],
    ['a password', 'embed/bad-parameters', 'openLive', { url: 'https://me:pw@prom.example' }],
    ['a name', 'embed/bad-parameters', 'openLive', { url: 'https://me@prom.example' }],
    ['a token', 'embed/bad-parameters', 'openLive', { url: 'wss://live.example/?token=1' }],
    ['an empty query', 'embed/bad-parameters', 'openLive', { url: 'wss://live.example/?' }],
    ['a fragment', 'embed/bad-parameters', 'openLive', { url: 'https://prom.example/#k' }],
    ['a list', 'embed/bad-parameters', 'openLive', { url: [PROMETHEUS] }],
    ['no end', 'embed/bad-parameters', 'openLive', { url: `https://a.example/${'a'.repeat(300)}` }],
    ['keys', 'embed/bad-parameters', 'openLive', { url: PROMETHEUS, credentials: { token: 'x' } }],
    ['haste', 'embed/bad-parameters', 'openLive', { url: PROMETHEUS, step: 1 }],
    ['a text for a file', 'embed/bad-parameters', 'openFile', { name: 'a.csv', file: CSV }],
    ['a file without a name', 'embed/bad-parameters', 'openFile', { file }],
    ['a name that moves', 'embed/bad-parameters', 'openFile', { name: 'a\u001b[2J', file }],
    ['a mapping', 'embed/bad-parameters', 'openFile', { name: 'a', file, mapping: {} }],
    ['bytes', 'embed/not-plain', 'openFile', { name: 'a.csv', file: new ArrayBuffer(8) }],
    ['a second file', 'embed/not-plain', 'openFile', { name: new Blob(['a']), file }],
    ['a file elsewhere', 'embed/not-plain', 'setFilter', { filter: file }],
    ['a file for parameters', 'embed/not-plain', 'openFile', file],
    [
      'a huge file',
      'embed/too-large',
      'openFile',
      { name: 'a.csv', file: new Blob([new Uint8Array(EMBED_LIMITS.fileBytes + 1)]) },
    ],
  ])('%s', async (_, code, method, params) => {
    const target = await connected(true);
    const before = await target.digest();
    expect((await target.ask(method, params)).error?.code).toBe(code);
    expect(target.guard()?.mistakes).toBe(1);
    expect([target.asked, target.called, await target.digest()]).toEqual([[], [], before]);
    target.end();
  });
});

describe('an address', () => {
  test('that the reader refuses is not connected to, and not asked about again', async () => {
    const target = await connected(false);
    const before = await target.digest();
    for (const url of [PROMETHEUS, `${PROMETHEUS}/prefix`, 'wss://prometheus.example:9090'])
      expect((await target.ask('openLive', { url })).error?.code).toBe('embed/consent');
    expect(target.asked).toEqual([PROMETHEUS]);
    expect([target.called, await target.digest()]).toEqual([[], before]);
    target.end();
  });

  test('is asked about as browsers read it', async () => {
    const target = await connected(false);
    await target.ask('openLive', { url: 'HTTPS://Trusted.example\\@evil.example:443/a/../b/' });
    await target.ask('openLive', { url: 'http://пример.example' });
    expect(target.asked).toEqual([
      'https://trusted.example/@evil.example:443/b',
      'http://xn--e1afmkfd.example',
    ]);
    target.end();
  });

  test('after five others is refused without asking', async () => {
    const target = await connected(false);
    for (let i = 0; i < EMBED_LIMITS.questions + 3; i++) {
      target.pass(1000);
      const { error } = await target.ask('openLive', { url: `https://p${i}.example` });
      expect(error?.code).toBe('embed/consent');
    }
    expect(target.asked).toHaveLength(EMBED_LIMITS.questions);
    target.end();
  });

  test('that the reader allows is connected to once, without credentials and under no other name', async () => {
    const target = await connected(true);
    for (let i = 0; i < 2; i++) {
      const { result } = await target.ask('openLive', { url: `${LOCAL}/`, step: 5000 });
      expect(result).toMatchObject({ servers: 0 });
    }
    expect(target.asked).toEqual([LOCAL]);
    expect(target.called).toHaveLength(1);
    expect(target.called[0]).toMatchObject([
      'connect',
      {
        config: { name: '', url: LOCAL, authorization: 'none', filter: '', step: 5000 },
        credentials: undefined,
      },
    ]);
    // Another one takes its place.
    await target.ask('openLive', { url: 'ws://127.0.0.1:1/live' });
    expect(target.called.map(([name]) => name)).toEqual(['connect', 'connect', 'disconnect']);
    const [, { config }] = target.called[1] as [string, { config: { key: string } }];
    await target.ask('openLive', { url: LOCAL });
    const [, removed] = target.called[4] as [string, { key: string }];
    expect(removed.key).toBe(config.key);
    target.end();
  });
});

describe('a file', () => {
  test('of samples is shown; the next one waits a second', async () => {
    const target = await connected();
    const file = new Blob([CSV]);
    expect((await target.ask('openFile', { name: 'a.csv', file })).result).toMatchObject({
      t: expect.any(Number),
    });
    const shown = await target.digest();
    expect(shown).toContain('src=file');
    for (let i = 0; i < 5; i++) {
      const { error } = await target.ask('openFile', { name: 'b.csv', file });
      expect(error?.code).toBe('embed/busy');
    }
    expect(await target.digest()).toBe(shown);
    target.pass(EMBED_LIMITS.fileEvery);
    expect((await target.ask('openFile', { name: 'b.csv', file })).error).toBeUndefined();
    target.end();
  });

  test('is refused when all of them together are too much', async () => {
    const target = await connected();
    const file = new Blob([new Uint8Array(EMBED_LIMITS.fileBytes)]);
    const before = await target.digest();
    const codes: (string | undefined)[] = [];
    for (let i = 0; i < 5; i++) {
      target.pass(EMBED_LIMITS.fileEvery);
      codes.push((await target.ask('openFile', { name: `${i}.csv`, file })).error?.code);
    }
    expect(codes.slice(0, 4).every((code) => code?.startsWith('file/'))).toBe(true);
    expect(codes[4]).toBe('embed/too-many-files');
    expect(await target.digest()).toBe(before);
    target.end();
  });

  const mark = [0x89, 0x4f, 0x4d, 0x45, 0x0d, 0x0a, 0x1a, 0x0a, 1, 0];
  test.each([
    ['nothing', /^file\//, []],
    [
      'markup',
      /^file\//,
      [...new TextEncoder().encode('<!doctype html><script>alert(1)</script>')],
    ],
    ['a backup', /^embed\/not-samples$/, [...mark, 2, 0, 0, 0]],
    ['a bundle cut short', /^share\//, [...mark, 1, 0, 0, 0]],
    ['a prototype', /^file\//, [...new TextEncoder().encode('{"__proto__":{"series":[]}}')]],
  ])('with %s in it changes nothing', async (_, code, bytes) => {
    const target = await connected();
    const before = await target.digest();
    const { error } = await target.ask('openFile', {
      name: 'a.json',
      file: new Blob([new Uint8Array(bytes)]),
    });
    expect(error?.code).toMatch(code);
    expect(await target.digest()).toBe(before);
    expect(Object.prototype).not.toHaveProperty('series');
    target.end();
  });
});
