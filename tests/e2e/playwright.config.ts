/**
 * End-to-end tests: the built folder, served with the product's own headers, in a real browser. No sleeps.
 * With E2E_BASE_URL they run against whatever serves it there, at any path (`tests/README.md`).
 */
import { defineConfig } from '@playwright/test';
import { BROWSER_FLAGS, findBrowser } from '../../scripts/browser.mjs';

/** A minute each on two cores: they begin first, so that at the end no worker sits alone with one. */
const LONG = /[\\/](kill|offline|upgrade)\.spec\.ts$/;
const executablePath = findBrowser();
const elsewhere = process.env.E2E_BASE_URL;

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  // Limits end what hangs; a machine that shares its cores with others must not look broken.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  // On shared cores a browser may be starved for seconds: one second try, reported as flaky and never in silence. What fails for a reason fails twice.
  retries: 1,
  workers: 2,
  fullyParallel: true,
  projects: [
    { name: 'long', testMatch: LONG },
    { name: 'short', testIgnore: LONG },
  ],
  reporter: [['list']],
  outputDir: '../../test-results',
  use: {
    baseURL: elsewhere ?? 'http://localhost:4179/',
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    // Each test is a fresh profile: to fetch, hash and store the whole release would take more than many a test. Files about it allow it.
    serviceWorkers: 'block',
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
