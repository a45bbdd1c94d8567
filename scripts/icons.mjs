/** `node scripts/icons.mjs`: draws the PNG icons of the manifests from `public/icon.svg` with the installed browser. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { BROWSER_FLAGS, findBrowser } from './browser.mjs';

const folder = fileURLToPath(new URL('../public/', import.meta.url));
const svg = readFileSync(`${folder}icon.svg`, 'utf8');
/** A mask may cut all but the inner 80 %: the drawing stays within it, the ground must reach the edge. */
const fullBleed = svg.replace(' rx="14"', '');
const ICONS = [
  ['icon-192.png', svg, 192],
  ['icon-512.png', svg, 512],
  ['icon-maskable-512.png', fullBleed, 512],
];

const browser = await chromium.launch({ executablePath: findBrowser(), args: BROWSER_FLAGS });
for (const [name, drawing, size] of ICONS) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(
    `<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${drawing}`,
  );
  writeFileSync(`${folder}${name}`, await page.screenshot({ omitBackground: true }));
  await page.close();
  console.log(`public/${name}`);
}
await browser.close();
