import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { apiFolder } from '../api-folder.ts';

/** An API process with settings of its own, and with what it started by itself. */
export interface OwnApi {
  child: ChildProcess;
  address: string;
  /** Ends it in order, as `kill` does. */
  stop(): Promise<void>;
}

/**
 * Starts the API as `npm start` does, by what is in `settings` and nothing else.
 * @throws Error with what it wrote, when it ends before it listens
 */
export async function startOwnApi(settings: Record<string, string>): Promise<OwnApi> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
    cwd: apiFolder,
    stdio: ['ignore', 'pipe', 'pipe'],
    // In a group of its own, Ctrl-C in the terminal leaves it to be ended in order.
    detached: true,
    env: { PATH: process.env['PATH'], HOST: '127.0.0.1', PORT: '0', METRICS_PORT: '0', ...settings },
  });
  const gone = once(child, 'exit');
  let complaints = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaints += chunk.toString('utf8');
  });
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    await gone;
  };
  for await (const line of createInterface({ input: child.stdout })) {
    const address = /Server listening at (http:\/\/127\.0\.0\.1:\d+)/.exec(line)?.[1];
    if (!address) continue;
    child.stdout.resume();
    return { child, address, stop };
  }
  await gone;
  throw new Error(`the API ended before it listened: ${complaints}`);
}
