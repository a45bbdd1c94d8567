/** dist/ against its budgets (kB gzip), and what every host relies on: relative addresses, hashed names, the policy. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import budgets from './budgets.json' with { type: 'json' };

const dist = `${process.env.EDGE_DIST ?? fileURLToPath(new URL('../dist', import.meta.url))}/`;
const page = readFileSync(join(dist, 'index.html'), 'utf8');
const assets = readdirSync(join(dist, 'assets'));

/** Static imports of a chunk, itself included, without those the page has loaded already. */
function closure(entry: string, known: ReadonlySet<string> = new Set()): Set<string> {
  const found = new Set<string>();
  const visit = (name: string) => {
    if (found.has(name) || known.has(name)) return;
    found.add(name);
    const code = readFileSync(join(dist, 'assets', name), 'utf8');
    for (const [, from] of code.matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g))
      visit(from);
  };
  visit(entry);
  return found;
}

const kilobytes = (names: Iterable<string>) =>
  [...names].reduce(
    (sum, name) => sum + gzipSync(readFileSync(join(dist, 'assets', name))).length,
    0,
  ) / 1000;

const entries = [...page.matchAll(/(?:src|href)="\.\/assets\/([^"]+\.js)"/g)].map(
  ([, name]) => name,
);
const shell = new Set(entries.flatMap((entry) => [...closure(entry)]));

test(`first paint loads at most ${budgets.firstPaint} kB of script`, () => {
  expect(entries.length).toBeGreaterThan(0);
  expect(kilobytes(shell)).toBeLessThanOrEqual(budgets.firstPaint);
});

test.each(Object.entries(budgets.chunks))('%s: at most %i kB', (chunks, limit) => {
  // A screen's own chunks: what it shares with others is loaded once and counted in none.
  const names = chunks.split(' + ').map((chunk) => {
    const name = assets.find((asset) => asset.startsWith(`${chunk}-`) && asset.endsWith('.js'));
    if (!name) throw new Error(`no chunk ${chunk}`);
    return name;
  });
  expect(kilobytes(names)).toBeLessThanOrEqual(limit);
});

test('the page names only relative addresses and carries the policy', () => {
  expect(page).not.toMatch(/(src|href)="(\/|https?:)/);
  expect(page).toMatch(/require-trusted-types-for ('|&#39;)script/);
});

test('the service worker lists the whole release', () => {
  const worker = readFileSync(join(dist, 'sw.js'), 'utf8');
  const missing = assets.filter((asset) => !/\.(br|gz)$/.test(asset) && !worker.includes(asset));
  expect(missing).toEqual([]);
  expect(existsSync(join(dist, 'robots.txt'))).toBe(true);
});

test('a missing address has a page, in both languages and without script', () => {
  const missing = readFileSync(join(dist, '404.html'), 'utf8');
  expect(missing).toContain('lang="ko"');
  expect(missing).not.toContain('<script');
});

test('what packs well also lies there packed, and is the same', () => {
  const packable = assets.filter((name) => /\.(js|css|wasm)$/.test(name));
  const unpacked = packable.filter((name) => {
    const bytes = readFileSync(join(dist, 'assets', name));
    if (bytes.length < 1000) return false;
    const [br, gz] = ['.br', '.gz'].map((ending) => join(dist, 'assets', name + ending));
    if (!existsSync(br) || !existsSync(gz)) return true;
    const same = (other: Buffer) => other.equals(bytes);
    return !same(brotliDecompressSync(readFileSync(br))) || !same(gunzipSync(readFileSync(gz)));
  });
  expect(unpacked).toEqual([]);
});
