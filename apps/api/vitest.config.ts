import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'api',
    include: ['{src,scripts,bench,bad-input,torture}/**/*.test.ts'],
    globalSetup: ['src/testing/database-server.ts'],
    // Files keep nothing in modules, and loading the whole API for each would take longer than their tests.
    isolate: false,
    // A process that has built some fifty apps comes upon a fault of Node 20's optimising compiler: `reduce`, built into
    // a function of ajv, forgets its sum. One that serves builds one.
    execArgv: ['--no-turbo-inline-array-builtins'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
