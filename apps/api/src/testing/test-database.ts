import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { inject } from 'vitest';
import { createPool } from '../db/pool.ts';
import { databaseOn, onServer } from './database-server.ts';

/** A database of its own on the real PostgreSQL of the run: migrated, empty. */
export interface TestDatabase extends AsyncDisposable {
  url: string;
  pool: Pool;
  close(): Promise<void>;
}

/** Copies the migrated template: one per test file, so that files run side by side. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const serverUrl = inject('databaseServerUrl');
  const name = `shangju_test_${randomBytes(6).toString('hex')}`;
  await onServer(serverUrl, `create database ${name} template ${inject('templateDatabase')}`);
  const url = databaseOn(serverUrl, name);
  const pool = createPool({ url, size: 20, applicationName: name });
  const close = async () => {
    await pool.end();
    await onServer(serverUrl, `drop database ${name} with (force)`);
  };
  return { url, pool, close, [Symbol.asyncDispose]: close };
}
