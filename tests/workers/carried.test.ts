/** Files of ours where the app is one file: unpacked from what the page carries, by name; everything else is fetched as ever. */
import { gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { type Carried, carried, openFile } from '../../src/workers/carried.ts';

const carry = (told: Carried) => Object.assign(globalThis, { omCarried: told });
afterEach(() => {
  Reflect.deleteProperty(globalThis, 'omCarried');
});

test('in the folder build nothing is carried: files are fetched', async () => {
  expect(carried()).toBeUndefined();
  expect(await (await openFile(new URL('data:text/plain,fetched'))).text()).toBe('fetched');
});

test('a carried file is unpacked when it is opened, whatever its address; another is fetched', async () => {
  const bytes = Uint8Array.from({ length: 100_000 }, (_, i) => (i * 7919) % 251);
  const files = { 'intent.onnx': new Blob([gzipSync(bytes)]) };
  carry({ page: 'file:///stick/openmanager-edge.html', files, workers: {} });
  for (const address of ['carried:intent.onnx', 'https://example.test/assets/intent.onnx?x=1']) {
    const opened = await (await openFile(new URL(address))).arrayBuffer();
    expect(Buffer.from(opened).equals(bytes)).toBe(true);
  }
  expect(await (await openFile(new URL('data:text/plain,other'))).text()).toBe('other');
});

test('a file cut short on its way is an error, not a shorter file', async () => {
  const packed = gzipSync(Buffer.alloc(50_000, 'x')).subarray(0, 40);
  carry({ page: 'file:///x.html', files: { 'a.tsv': new Blob([packed]) }, workers: {} });
  await expect((await openFile(new URL('carried:a.tsv'))).text()).rejects.toThrow();
});
