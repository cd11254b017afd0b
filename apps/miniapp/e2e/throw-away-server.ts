import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { apiFolder, ended } from './api-run.ts';

/** A PostgreSQL with an empty database, of which nothing is left when it has ended. */
export async function startThrowAwayServer(): Promise<{ url: string; end(): Promise<void> }> {
  const server = spawn(process.execPath, ['--import', 'tsx', 'src/testing/throw-away-server.ts'], {
    cwd: apiFolder,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const end = () => ended(server, () => server.stdin?.end());
  try {
    return { url: await firstLine(server), end };
  } catch (error) {
    await end();
    throw error;
  }
}

async function firstLine({ stdout }: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: stdout ?? Readable.from([]) })) return line;
  throw new Error('no PostgreSQL for the pages: it ended before it said where it is');
}
