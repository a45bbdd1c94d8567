/** Runs the tests that need a finished build. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'node',
    include: [
      'tests/build.test.ts',
      'tests/single.test.ts',
      'tests/embed/built.check.ts',
      'tests/real/hosting.test.ts',
    ],
    root: new URL('..', import.meta.url).pathname,
  },
});
