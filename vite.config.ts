/** Build: one static folder that works at a root, under a sub-path and without any special header. */
import { defineConfig } from 'vite';
import solid from 'vite-plugin-solid';
import { embedBundle } from './scripts/embed-bundle.ts';
import { leanThree } from './scripts/lean-three.ts';
import { leanUplot } from './scripts/lean-uplot.ts';
import { precompress } from './scripts/precompress.ts';
import { securityMeta } from './scripts/security-meta.ts';
import { serviceWorker } from './scripts/service-worker.ts';
import { trustedTypes } from './scripts/trusted-types.ts';

export default defineConfig({
  base: './',
  plugins: [
    trustedTypes(),
    leanUplot(),
    leanThree(),
    solid(),
    securityMeta(),
    embedBundle(),
    serviceWorker(),
    precompress(),
  ],
  worker: { format: 'es' },
  build: {
    target: 'es2023',
    // The browsers the design is made for know light-dark() and oklch(); older ones are not worth a polyfilled theme.
    cssTarget: ['chrome123', 'safari17.5', 'firefox120'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
  },
  server: { port: 5173, strictPort: true },
  test: {
    environment: 'node',
    // Fuzz and whole-corpus tests take seconds on two shared cores; a limit is there to end what hangs.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What is waited for comes when the machine gets to it; a limit is there to end what never comes.
    expect: { poll: { timeout: 30_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'pure',
          include: ['tests/**/*.test.ts'],
          exclude: [
            'tests/build.test.ts',
            'tests/single.test.ts',
            'tests/e2e/**',
            'tests/real/**',
            'tests/workers/**',
          ],
        },
      },
      {
        extends: true,
        test: {
          name: 'timed',
          include: ['tests/real/*.test.ts', 'tests/workers/*.test.ts'],
          exclude: ['tests/real/hosting.test.ts'],
          // Sockets, timers and other programs on shared cores: one second try, which the report names.
          retry: 1,
        },
      },
    ],
  },
});
