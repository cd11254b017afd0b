import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'api',
    include: ['src/**/*.test.ts', 'scripts/**/*.test.ts'],
    globalSetup: ['src/testing/database-server.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
