import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'api',
    include: ['{src,scripts,bench,bad-input,torture}/**/*.test.ts'],
    globalSetup: ['src/testing/database-server.ts'],
    setupFiles: ['src/testing/untouched-prototypes.ts'],
    // Files keep nothing in modules, and loading the whole API for each would take longer than their tests.
    isolate: false,
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
