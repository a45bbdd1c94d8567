/** What operators copy: the committed host configurations are the generated ones, agree with each other and obey the flags; the manifests are one app. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import {
  CACHING,
  contentSecurityPolicy,
  flagsFrom,
  SECURITY_HEADERS,
  securityHeaders,
} from '../scripts/headers.mjs';
import { deployFiles, headersFile, vercelJson } from '../scripts/headers-hosts.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string) => readFileSync(root + path, 'utf8');

test('deploy/ holds what `npm run headers` writes, no more and no less', () => {
  const wanted = deployFiles(flagsFrom({}));
  expect(readdirSync(`${root}deploy`).sort()).toEqual(Object.keys(wanted).sort());
  for (const [name, text] of Object.entries(wanted)) expect(read(`deploy/${name}`)).toBe(text);
});

/** What Cloudflare Pages and Netlify make of `_headers`: all rules that match, equal names joined. */
function byHeadersFile(text: string, path: string): Record<string, string> {
  const found: Record<string, string> = {};
  let matches = false;
  for (const line of text.split('\n').filter((each) => each.trim() && !each.startsWith('#'))) {
    if (!line.startsWith(' ')) {
      matches = line.endsWith('*') ? path.startsWith(line.slice(0, -1)) : path === line;
    } else if (matches) {
      const [, name, value] = /^\s+([^:]+): (.*)$/.exec(line) ?? [];
      found[name] = found[name] === undefined ? value : `${found[name]}, ${value}`;
    }
  }
  return found;
}

function byVercel(text: string, path: string): Record<string, string> {
  const { headers } = JSON.parse(text) as {
    headers: { source: string; headers: { key: string; value: string }[] }[];
  };
  return Object.fromEntries(
    headers
      .filter(({ source }) => new RegExp(`^${source}$`).test(path))
      .flatMap((rule) => rule.headers.map(({ key, value }) => [key, value])),
  );
}

test.each(['/', '/index.html', '/sw.js', '/manifest.ko.webmanifest'])(
  '%s: hosts that read rules send what nginx sends',
  (path) => {
    const wanted = { ...SECURITY_HEADERS, 'Cache-Control': CACHING.others };
    expect(byHeadersFile(headersFile(), path)).toEqual(wanted);
    expect(byVercel(vercelJson(), path)).toEqual(wanted);
  },
);

test('an asset is kept for good by them too', () => {
  const wanted = { ...SECURITY_HEADERS, 'Cache-Control': CACHING.assets };
  expect(byHeadersFile(headersFile(), '/assets/index-1.js')).toEqual(wanted);
  expect(byVercel(vercelJson(), '/assets/index-1.js')).toEqual(wanted);
});

test("the rules stay within the hosts' limits", () => {
  const lines = headersFile().split('\n');
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(2000);
  expect(lines.filter((line) => line.startsWith('/')).length).toBeLessThanOrEqual(100);
  // No host turns a missing asset into the page.
  expect(vercelJson()).not.toContain('rewrite');
  expect(existsSync(`${root}public/404.html`)).toBe(true);
});

test('OM_CONNECT and OM_EMBED_ORIGINS reach every file that carries the policy', () => {
  const flags = flagsFrom({
    OM_CONNECT: 'https://prom.example:9090 https://API.example/',
    OM_EMBED_ORIGINS: 'https://portal.example',
  });
  const policy = contentSecurityPolicy({ flags });
  expect(policy).toContain("connect-src 'self' https://prom.example:9090 https://api.example;");
  expect(policy).toContain("frame-ancestors 'self' https://portal.example;");
  const carriers = Object.entries(deployFiles(flags)).filter(([name]) =>
    /nginx|Caddy|_headers|vercel/.test(name),
  );
  expect(carriers).toHaveLength(7);
  for (const [name, text] of carriers) expect([name, text.includes(policy)]).toEqual([name, true]);
  expect(securityHeaders(flags)).toMatchObject({
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
  });
  expect(contentSecurityPolicy({ meta: true, flags })).not.toContain('frame-ancestors');
});

test.each(['https:', '*', "https://a.example; script-src 'unsafe-inline'", 'a.example', '"', '$x'])(
  'a flag with %s is refused: it would widen the policy',
  (word) => {
    expect(() => flagsFrom({ OM_CONNECT: word })).toThrow('OM_CONNECT');
    expect(() => flagsFrom({ OM_EMBED_ORIGINS: word })).toThrow('OM_EMBED_ORIGINS');
  },
);

interface Manifest {
  readonly lang: string;
  readonly description: string;
  readonly icons: readonly { src: string; sizes: string; type: string; purpose: string }[];
  readonly shortcuts: readonly { name: string; url: string }[];
}
const manifests = ['manifest', 'manifest.ko'].map(
  (name) => JSON.parse(read(`public/${name}.webmanifest`)) as Manifest,
);

test('the manifests differ in words only', () => {
  const bare = (manifest: Manifest) => ({
    ...manifest,
    lang: '',
    description: '',
    description_localized: '',
    shortcuts: manifest.shortcuts.map((shortcut) => ({ ...shortcut, name: '' })),
  });
  expect(manifests.map(({ lang }) => lang)).toEqual(['en', 'ko']);
  expect(bare(manifests[1])).toEqual(bare(manifests[0]));
  expect(manifests[1].shortcuts.every(({ name }) => /\p{Script=Hangul}/u.test(name))).toBe(true);
});

test('every icon of the manifests is a picture of the size it says', () => {
  for (const { src, sizes, type } of manifests[0].icons) {
    const bytes = readFileSync(new URL(src, `file://${root}public/`));
    if (type !== 'image/png') continue;
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    expect(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`).toBe(sizes);
  }
  const purposes = manifests[0].icons.map(({ purpose }) => purpose);
  expect(purposes).toContain('maskable');
  expect(purposes).toContain('any');
});
