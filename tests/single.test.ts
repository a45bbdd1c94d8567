/** The app as one file: nothing beside it is asked for, its policy admits only what is in it, and what it carries is whole. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

const root = new URL('..', import.meta.url);
const path =
  process.env.EDGE_SINGLE ?? fileURLToPath(new URL('dist-single/openmanager-edge.html', root));
const page = readFileSync(path, 'utf8');
const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';
const markup = page
  .replace(/<style>[\s\S]*?<\/style>/g, '')
  .replace(/<script[\s\S]*?<\/script>/g, '');

/** Everything after the comma of the last match, or nothing. */
function inside(pattern: RegExp): string {
  return pattern.exec(page)?.[1] ?? '';
}
const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

test('it is one file that names no other', () => {
  expect(readdirSync(dirname(path))).toEqual(['openmanager-edge.html']);
  expect(markup).not.toMatch(/(?:src|href)="(?!data:)/);
  expect(inside(/<style>([\s\S]*?)<\/style>/)).not.toMatch(/url\((?!["']?(?:data:|#))|@import/);
});

test('the policy admits this script and this style sheet, and no other', () => {
  const directive = (name: string) =>
    policy.split('; ').find((each) => each.startsWith(`${name} `)) ?? '';
  const script = inside(/<script type="module">([\s\S]*?)<\/script>/);
  expect(directive('script-src')).toBe(`script-src ${hash(script)} 'wasm-unsafe-eval'`);
  expect(directive('style-src')).toBe(`style-src ${hash(inside(/<style>([\s\S]*?)<\/style>/))}`);
  expect(directive('worker-src')).toBe('worker-src blob:');
  expect(directive('require-trusted-types-for')).toBe("require-trusted-types-for 'script'");
  // A policy holds for what stands after it, and the encoding must be known within 1,024 bytes.
  expect(page.indexOf('charset')).toBeLessThan(page.indexOf('http-equiv'));
  expect(page.indexOf('http-equiv')).toBeLessThan(page.indexOf('<style>'));
});

test('it carries the model, the runtime, the samples and every worker, as they are', () => {
  const carried = new Map(
    Array.from(
      page.matchAll(/data-carried-(?:file|worker)="([^"]+)">([^<]*)</g),
      ([, name, packed]) => [name, gunzipSync(Buffer.from(packed, 'base64'))] as const,
    ),
  );
  const model = readFileSync(new URL('models/intent.onnx', root));
  expect(carried.get('intent.onnx')?.equals(model)).toBe(true);
  expect(carried.get('ort-wasm-simd-threaded.wasm')?.subarray(1, 4).toString()).toBe('asm');
  for (const name of readdirSync(new URL('public/samples', root)))
    expect([...carried.keys()]).toContain(name);
  const workers = readdirSync(new URL('src/workers', root)).filter((name) =>
    name.endsWith('.worker.ts'),
  );
  for (const name of workers) {
    const code = carried.get(name.replace('.ts', ''))?.toString();
    // It compiles as a classic script: a module that imports would not.
    expect(code === undefined ? name : typeof new Script(code)).toBe('object');
  }
});
