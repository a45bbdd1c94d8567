/** The code the settings offer to a portal: what it says is what an address of ours would say, and no name breaks out of it. */
import { expect, test } from 'vitest';
import { elementCode, iframeCode } from '../../src/app/views/settings/embed-code.ts';
import { parseSession } from '../../src/core/domain/session.ts';

const BASE = 'https://console.example/ops/';
const text = (parts: readonly { readonly text: string }[]) =>
  parts.map((part) => part.text).join('');

test('an element with its script, its attributes one by one', () => {
  const options = { source: 'stress', seed: 7, size: 20, view: 'alerts', theme: 'auto' } as const;
  expect(
    text(elementCode(BASE, { options, title: '' })),
  ).toBe(`<script src="https://console.example/ops/embed.js" defer></script>
<openmanager-edge
  view="alerts"
  source="stress"
  seed="7"
  size="20"
  theme="auto"
  height="420"></openmanager-edge>`);
});

test('real servers are named by their address, without seed and size', () => {
  const options = { source: 'live', seed: 7, size: 20, view: 'overview' } as const;
  const code = text(elementCode(BASE, { options, live: 'https://prom.example', title: '' }));
  expect(code).toContain('source="https://prom.example"');
  expect(code).not.toMatch(/seed|size/);
});

test('an iframe whose address is read back as it was meant, and whose texts stay texts', () => {
  const options = { seed: 7, view: 'server', server: 'a"><script>', theme: 'dark' } as const;
  const code = text(iframeCode(BASE, { options, title: '"><img src=x>' }));
  expect(code.match(/</g)).toHaveLength(2);
  const src = /src="([^"]*)"/.exec(code)?.[1].replaceAll('&amp;', '&') ?? '';
  expect(src).toMatch(/^https:\/\/console\.example\/ops\/index\.html\?embed=1#/);
  expect(parseSession(new URL(src).hash).session).toMatchObject({
    view: 'server',
    selected: 'a"><script>',
    theme: 'dark',
    seed: 7,
  });
});
