/** The house's walls: who may import whom, doors of packages, cycles, file size. The table is the architecture. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readTree, type SourceFile } from './source-tree.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const files = readTree(root, 'src');
const byPath = new Map(files.map((file) => [file.path, file]));

const MOST_LINES = 400;
const MOST_MEDIAN_LINES = 120;

/** First row whose `from` matches decides. A `type:` prefix allows type imports only. `own` is the importer's folder. */
const LAYERS: readonly (readonly [
  from: RegExp,
  mayImport: readonly (RegExp | 'own' | ['type', RegExp])[],
])[] = [
  [/^src\/core\/domain\//, ['own']],
  [/^src\/core\/numeric\//, ['own', ['type', /^src\/core\/domain\//]]],
  [/^src\/core\/[^/]+\//, ['own', /^src\/core\/(domain|numeric)\//]],
  [/^src\/core\/[^/]+\.ts$/, [/^src\/core\//]],
  [/^src\/workers\/protocol\.ts$/, [['type', /^src\/core\//]]],
  [/^src\/workers\/spawn\.ts$/, [/^src\/workers\/carried\.ts$/]],
  [/^src\/workers\/rpc\.ts$/, [['type', /^src\/(core|workers)\//]]],
  // What leaves the browser is worded where it is sent: the page may be hidden. The dictionaries are pure.
  [/^src\/workers\/notify\/words\.ts$/, [/^src\/core\//, /^src\/app\/i18n\/[^/]+\.ts$/]],
  [/^src\/workers\//, [/^src\/(core|workers)\//]],
  [/^src\/app\/charts\//, ['own', /^src\/core\/(domain|numeric)\//, /^src\/app\/i18n\//]],
  [/^src\/app\/i18n\//, ['own', /^src\/core\/domain\//, ['type', /^src\/app\/i18n\//]]],
  [
    /^src\/app\/widgets\//,
    [
      'own',
      /^src\/core\//,
      /^src\/app\/(charts|i18n)\//,
      /^src\/app\/[^/]+\.tsx?$/,
      ['type', /^src\/workers\/protocol\.ts$/],
    ],
  ],
  [
    /^src\/app\//,
    [
      /^src\/core\//,
      /^src\/app\//,
      /^src\/workers\/(rpc|spawn|carried|streams)\.ts$/,
      /^src\/workers\/[^/]+\.worker\.ts$/,
      // The language of portals, its checks and addresses; the rest of that room runs in the portal's page.
      /^src\/embed\/(wire|check|address)\.ts$/,
      ['type', /^src\/workers\/protocol\.ts$/],
    ],
  ],
  [/^src\/main\.tsx$/, [/^src\/app\//]],
  [/^src\/embed\//, ['own']],
  [/^src\/single\.ts$/, [/^src\/app\/single\.ts$/, /^src\/main\.tsx$/]],
  // A terminal words answers as the page does: the dictionaries and what fills them in are pure.
  [/^src\/cli\//, [/^src\/(cli|core|workers)\//, /^src\/app\/i18n\/[^/]+\.ts$/]],
  [/^src\/plugins\//, ['own', /^src\/core\//, /^src\/app\/(plugin|charts|widgets)/]],
];

const PROMQL_EDITOR = /^src\/app\/widgets\/PromqlEditor\.tsx$/;

/** Package → the one file or room that may import it. Types of a package may be named by its room. */
const DOORS: Readonly<Record<string, RegExp>> = {
  'solid-js': /^src\/(app\/|main|plugins\/)/,
  'lucide-solid': /^src\/app\//,
  // One door per world: the page draws with it, the worker's simulation steps by it.
  d3: /^src\/(app\/views\/topology\/places|workers\/layout-force)\.ts$/,
  three: /^src\/app\/views\/racks\/rack-scene/,
  uplot: /^src\/app\/charts\/TimeChart\.tsx$/,
  'onnxruntime-web': /^src\/workers\/intent-session\.ts$/,
  'idb-keyval': /^src\/workers\/store\.ts$/,
  rxjs: /^src\/workers\/streams\.ts$/,
  'simple-statistics': /^src\/core\/(detect|numeric|forecast)\//,
  '@faker-js/faker': /^src\/core\/sim\/people/,
  '@prometheus-io/lezer-promql': /^src\/core\/query\/promql/,
  '@lezer/common': /^src\/core\/query\/promql/,
  fflate: /^src\/core\/formats\/deflate\.ts$/,
  'qrcode-generator': /^src\/app\/share\/qr\.ts$/,
  zod: /^src\/core\/formats\//,
  yaml: /^src\/core\/formats\/rule-yaml\.ts$/,
  '@codemirror/autocomplete': PROMQL_EDITOR,
  '@codemirror/commands': PROMQL_EDITOR,
  '@codemirror/language': PROMQL_EDITOR,
  '@codemirror/lint': PROMQL_EDITOR,
  '@codemirror/state': PROMQL_EDITOR,
  '@codemirror/view': PROMQL_EDITOR,
  '@lezer/highlight': PROMQL_EDITOR,
  '@prometheus-io/codemirror-promql': PROMQL_EDITOR,
};

test('every import stays inside the layers', () => {
  const broken = files.flatMap((file) => {
    const rule = LAYERS.find(([from]) => from.test(file.path));
    return file.imports
      .filter(
        (found) =>
          !found.isPackage && !found.target.startsWith('models/') && byPath.has(found.target),
      )
      .filter(({ target, isTypeOnly }) => {
        const folder = file.path.slice(0, file.path.lastIndexOf('/') + 1);
        return !rule?.[1].some((allowed) =>
          allowed === 'own'
            ? target.startsWith(folder)
            : allowed instanceof RegExp
              ? allowed.test(target)
              : isTypeOnly && allowed[1].test(target),
        );
      })
      .map(({ target }) => `${file.path} → ${target}`);
  });
  expect(broken).toEqual([]);
});

test('every package has one door', () => {
  const broken = files.flatMap((file) =>
    file.imports
      .filter((found) => found.isPackage && !found.target.startsWith('node:'))
      .filter(({ target }) => !DOORS[target]?.test(file.path))
      .map(({ target }) => `${file.path} → ${target}`),
  );
  expect(broken).toEqual([]);
});

/** The only files that may reach the network: the connect gate, and those that read files of our own origin. */
const NETWORK: readonly string[] = [
  'src/workers/carried.ts',
  'src/workers/live/gate.ts',
  'src/workers/service-worker.ts',
];
const REACHES_OUT =
  /(?<![.\w])fetch\(|\b(?:globalThis|self|window)\.fetch\b|new (?:WebSocket|EventSource|XMLHttpRequest|WebTransport|RTCPeerConnection)\b|\.sendBeacon\(|\bimportScripts\(/u;
/** A parameter of that name is no call of the browser's. */
const OWN_FETCH = /\bfetch: \(/u;

test('nothing reaches the network but through the connect gate', () => {
  const found = files
    .filter(({ path }) => {
      const code = readFileSync(join(root, path), 'utf8').replace(/\/\*[\s\S]*?\*\//gu, '');
      return REACHES_OUT.test(code) && !OWN_FETCH.test(code);
    })
    .map(({ path }) => path);
  expect(found).toEqual(NETWORK);
});

test('no import cycle, of values or of types', () => {
  expect(cycles(files)).toEqual([]);
});

test(`no file is longer than ${MOST_LINES} lines, half are at most ${MOST_MEDIAN_LINES}`, () => {
  expect(
    files.filter((file) => file.lines > MOST_LINES).map((file) => `${file.path}: ${file.lines}`),
  ).toEqual([]);
  const sorted = files.map((file) => file.lines).sort((a, b) => a - b);
  expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(MOST_MEDIAN_LINES);
});

test('no barrels and no rooms without a meaning', () => {
  expect(
    files
      .filter((file) => file.isReExport || /\/index\.tsx?$/.test(file.path))
      .map((file) => file.path),
  ).toEqual([]);
  const forbidden = /\/(utils|helpers|common|types|services|managers)(\/|\.tsx?$)/;
  expect(files.filter((file) => forbidden.test(file.path)).map((file) => file.path)).toEqual([]);
});

/** Strongly connected groups of more than one file (Tarjan), lazily loaded screens included. */
function cycles(all: readonly SourceFile[]): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (path: string): void => {
    index.set(path, index.size);
    low.set(path, index.size - 1);
    stack.push(path);
    for (const { target, isPackage } of byPath.get(path)?.imports ?? []) {
      if (isPackage || !byPath.has(target)) continue;
      if (!index.has(target)) {
        visit(target);
        low.set(path, Math.min(low.get(path) ?? 0, low.get(target) ?? 0));
      } else if (stack.includes(target)) {
        low.set(path, Math.min(low.get(path) ?? 0, index.get(target) ?? 0));
      }
    }
    if (low.get(path) !== index.get(path)) return;
    const group = stack.splice(stack.indexOf(path));
    if (group.length > 1) found.push(group.sort());
  };
  for (const { path } of all) if (!index.has(path)) visit(path);
  return found;
}
