import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('..', import.meta.url));

/**
 * Runs a command in the repository, without a standard input, to its end.
 * @param {string} command
 * @param {string[]} args
 * @param {{ folder?: string, env?: Record<string, string>, showAs?: string }} [options] showAs: print each line at once, behind this word
 * @returns {Promise<{ ok: boolean, output: string, seconds: string }>}
 */
export async function run(command, args, { folder = '.', env = {}, showAs } = {}) {
  const begin = Date.now();
  const child = spawn(command, args, {
    cwd: path.join(repository, folder),
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
    if (stream && showAs !== undefined) printLines(stream, showAs);
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

function printLines(stream, word) {
  createInterface({ input: stream }).on('line', (line) => console.log(`${word} │ ${line}`));
}

const running = new Set();

/** Ends what runs, as when the person changes their mind. */
export function endAll() {
  for (const child of running) child.kill('SIGTERM');
}
