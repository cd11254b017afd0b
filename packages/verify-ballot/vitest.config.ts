import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { name: 'verify-ballot', include: ['*.test.ts'] },
});
