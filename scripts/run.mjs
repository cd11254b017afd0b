import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('..', import.meta.url));

/**
 * Runs a command in the repository, without a standard input, to its end.
 * @param {string} command
 * @param {string[]} args
 * @param {{ folder?: string, env?: Record<string, string>, show?: boolean }} [options] show: print at once instead of keeping
 * @returns {Promise<{ ok: boolean, output: string, seconds: string }>}
 */
export async function run(command, args, { folder = '.', env = {}, show = false } = {}) {
  const begin = Date.now();
  const child = spawn(command, args, {
    cwd: path.join(repository, folder),
    env: { ...process.env, ...env },
    stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
  });
  running.add(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  }
  const ok = await new Promise((resolve) => {
    child.on('error', (error) => {
      output += `${command}: ${error.message}\n`;
      resolve(false);
    });
    child.on('close', (code) => resolve(code === 0));
  });
  running.delete(child);
  return { ok, output, seconds: `${((Date.now() - begin) / 1000).toFixed(1)} s` };
}

const running = new Set();

/** Ends what runs, as when the person changes their mind. */
export function endAll() {
  for (const child of running) child.kill('SIGTERM');
}
