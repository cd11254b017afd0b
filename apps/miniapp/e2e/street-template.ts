import type { TestProject } from 'vitest/node';
import { ApiRun } from './api-run.ts';
import { startThrowAwayServer } from './throw-away-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A database with the demo street in it, which each street of a test is a copy of. */
    streetTemplateUrl: string;
  }
}

/** Vitest's global set-up: one PostgreSQL for the run, and the demo street on it as the API's first start lays it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { url: streetTemplateUrl, end } = await startThrowAwayServer();
  try {
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
