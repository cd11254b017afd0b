import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { apiFolder } from '../api-folder.ts';

const PROGRAM = path.join(apiFolder, '../../packages/verify-ballot/verify-ballot.mjs');

/** Checks a bundle as anybody would: by the program, in a process of its own. */
export async function verifyBallot(bundle: Buffer, key: string): Promise<{ ok: boolean; said: string }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'shangju-bundle-'));
  try {
    const file = path.join(folder, 'bundle.json');
    await writeFile(file, bundle);
    return await new Promise((resolve) => {
      execFile(process.execPath, [PROGRAM, file, '--key', key], (error, stdout, stderr) =>
        resolve({ ok: error === null, said: `${stdout}${stderr}` }),
      );
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}
