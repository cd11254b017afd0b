import { afterAll, expect } from 'vitest';

// Files share a process: what one of them, or a library of its, puts on all arrays or objects, the next one runs with.
afterAll(() => {
  const seen: string[] = [];
  for (const key in []) seen.push(key);
  expect(seen, 'enumerable on all arrays').toEqual([]);
});
