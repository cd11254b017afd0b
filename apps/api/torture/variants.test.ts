import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { apiFolder } from '../src/api-folder.ts';
import { patchOf, variantNames } from './broken-copy.ts';
import { FITTING_CHECKS } from './fitting-checks.ts';

const NAMES = await variantNames();

test('there are five ways in which the API is broken on purpose, each with the checks that must find it', () => {
  expect(NAMES).toEqual([
    'check-before-lock',
    'close-without-lock',
    'held-points-not-counted',
    'key-stored-after-commit',
    'lock-left-out',
  ]);
  expect(Object.keys(FITTING_CHECKS)).toEqual(NAMES);
});

test.each(NAMES)('%s still fits the sources', async (name) => {
  const repository = path.join(apiFolder, '../..');
  await promisify(execFile)('git', ['apply', '--check', patchOf(name)], { cwd: repository });
});
