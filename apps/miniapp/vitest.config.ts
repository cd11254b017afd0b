import { fileURLToPath } from 'node:url';
import { defineProject } from 'vitest/config';

export default defineProject({
  resolve: { alias: { '@': fileURLToPath(new URL('src', import.meta.url)) } },
  test: {
    name: 'miniapp',
    include: ['src/**/*.test.ts'],
    // To begin a process for each of these small files takes longer than all their tests.
    isolate: false,
  },
});
