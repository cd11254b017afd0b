import { fileURLToPath } from 'node:url';
import { defineProject } from 'vitest/config';

// Tests of what is built: run the builds of the API, H5 and weapp first.
export default defineProject({
  test: {
    name: 'pages',
    include: ['**/*.test.ts'],
    globalSetup: [fileURLToPath(new URL('street-template.ts', import.meta.url))],
    testTimeout: 120_000,
    hookTimeout: 180_000,
  },
});
