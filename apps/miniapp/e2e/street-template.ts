import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
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
  const streetTemplateUrl = await firstLine(server);
  // Jobs would go on changing what is copied.
  const api = await ApiRun.start({ DATABASE_URL: streetTemplateUrl, JOBS: 'off' });
  await api.stop();
  project.provide('streetTemplateUrl', streetTemplateUrl);
  return () => ended(server, () => server.stdin?.end());
}

async function firstLine(server: ChildProcess): Promise<string> {
  const died = once(server, 'exit').then(() => {
    throw new Error('no PostgreSQL for the pages: it ended before it said where it is');
  });
  return Promise.race([died, lineFrom(server)]);
}

async function lineFrom({ stdout }: ChildProcess): Promise<string> {
  let text = '';
  for await (const chunk of stdout ?? []) {
    text += String(chunk);
    if (text.includes('\n')) break;
  }
  return text.trim();
}
