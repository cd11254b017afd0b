import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { apiFolder } from './api-folder.ts';

const repository = path.join(apiFolder, '..', '..');
const page = await readFile(path.join(repository, 'docs', 'security.md'), 'utf8');

interface Point {
  name: string;
  tests: { file: string; title: string }[];
}

const points: Point[] = page
  .split('\n')
  .filter((line) => /^\| (API\d+|\d+\.\d+\.\d+) \|/.test(line))
  .map((line) => ({
    name: line.split('|')[1]?.trim() ?? '',
    tests: [...line.matchAll(/`([^`]+\.test\.ts)`: “([^”]+)”/g)].map(([, file = '', title = '']) => ({
      file,
      title,
    })),
  }));

describe('docs/security.md', () => {
  test('has all points', () => {
    expect(points.map(({ name }) => name)).toEqual([
      ...Array.from({ length: 10 }, (_, index) => `API${index + 1}`),
      ...[
        '2.3.3',
        '2.3.4',
        '2.4.1',
        '4.1.3',
        '7.4.2',
        '8.3.2',
        '9.1.2',
        '9.2.2',
        '9.2.3',
        '10.4.5',
        '14.2.6',
      ],
      ...['16.4.2', '16.5.1', '16.5.2', '16.5.3', '16.5.4'],
    ]);
  });

  test.each(points)('$name is shown by tests that are there', async ({ tests }) => {
    expect(tests.length).toBeGreaterThan(0);
    for (const { file, title } of tests)
      expect(await readFile(path.join(repository, file), 'utf8'), file).toContain(title);
  });
});
