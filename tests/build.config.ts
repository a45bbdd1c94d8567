/** Runs the tests that need a finished build. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'node',
    // Web servers are started and asked on shared cores: limits end what hangs, and one second try is reported.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    retry: 1,
    include: [
      'tests/build.test.ts',
      'tests/single.test.ts',
      'tests/embed/built.check.ts',
      'tests/real/hosting.test.ts',
    ],
    root: new URL('..', import.meta.url).pathname,
  },
});
