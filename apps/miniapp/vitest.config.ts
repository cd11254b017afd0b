import { fileURLToPath } from 'node:url';
import { defineProject } from 'vitest/config';

// Tests of what is built: run build:h5 and build:weapp first.
export default defineProject({
  resolve: { alias: { '@': fileURLToPath(new URL('src', import.meta.url)) } },
  test: {
    name: 'miniapp',
    include: ['src/**/*.test.ts', 'e2e/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 180_000,
  },
});
