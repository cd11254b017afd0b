import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { TestProject } from 'vitest/node';
import { ApiRun, apiFolder, ended } from './api-run.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A database with the demo street in it, which each street of a test is a copy of. */
    streetTemplateUrl: string;
  }
}

/** Vitest's global set-up: one PostgreSQL for the run, and the demo street on it as the API's first start lays it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = spawn(process.execPath, ['--import', 'tsx', 'src/testing/throw-away-server.ts'], {
    cwd: apiFolder,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const end = () => ended(server, () => server.stdin?.end());
  try {
    const streetTemplateUrl = await firstLine(server);
    // Jobs would go on changing what is copied.
    const api = await ApiRun.start({ DATABASE_URL: streetTemplateUrl, JOBS: 'off' });
    await api.stop();
    project.provide('streetTemplateUrl', streetTemplateUrl);
  } catch (error) {
    await end();
    throw error;
  }
  return end;
}

async function firstLine({ stdout }: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: stdout ?? Readable.from([]) })) return line;
  throw new Error('no PostgreSQL for the pages: it ended before it said where it is');
}
