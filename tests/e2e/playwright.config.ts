/**
 * End-to-end tests: the built folder, served with the product's own headers, in a real browser. No retries, no sleeps.
 * With E2E_BASE_URL they run against whatever serves it there, at any path (`tests/README.md`).
 */
import { defineConfig } from '@playwright/test';
import { BROWSER_FLAGS, findBrowser } from '../../scripts/browser.mjs';

const executablePath = findBrowser();
const elsewhere = process.env.E2E_BASE_URL;

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  timeout: 120_000,
  expect: { timeout: 30_000 },
  retries: 0,
  workers: 2,
  fullyParallel: true,
  reporter: [['list']],
  outputDir: '../../test-results',
  use: {
    baseURL: elsewhere ?? 'http://localhost:4179/',
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Asia/Seoul',
    launchOptions: { args: BROWSER_FLAGS, ...(executablePath ? { executablePath } : {}) },
  },
  ...(elsewhere
    ? {}
    : {
        webServer: {
          command: 'node ../../scripts/serve-dist.mjs 4179',
          url: 'http://localhost:4179/',
          reuseExistingServer: false,
        },
      }),
});
