import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { CODE_EPOCH_MS, CODE_STEP_MS } from '@shangju/rules';
import type { Client } from 'pg';
import { debianProgram } from './debian-postgresql.ts';

export const PGBENCH_MISSING =
  'pgbench is missing, and with it the yardstick. On Debian: apt-get install postgresql-15';

/** @throws Error with what to install */
export function demandPgbench(): string {
  const program = debianProgram('pgbench');
  if (program === undefined) throw new Error(PGBENCH_MISSING);
  return program;
}

/** Makes the function that a yardstick calls. */
export async function layYardstick(client: Client, name: 'redeem' | 'check-in' | 'vote'): Promise<void> {
  await client.query(await readFile(new URL(`yardsticks/${name}.sql`, import.meta.url), 'utf8'));
}

export interface PgbenchRun {
  url: string;
  clients: number;
  /** Of pgbench's language. */
  script: string;
  until: { seconds: number } | { transactions: number };
}

export interface PgbenchResult {
  perSecond: number;
  transactions: number;
}

/** One transaction for each call, statements prepared once on each connection. */
export async function runPgbench({ url, clients, script, until }: PgbenchRun): Promise<PgbenchResult> {
  const folder = await mkdtemp(path.join(tmpdir(), 'shangju-pgbench-'));
  try {
    const file = path.join(folder, 'script.sql');
    await writeFile(file, script);
    const length =
      'seconds' in until
        ? ['-T', String(Math.ceil(until.seconds))]
        : ['-t', String(Math.floor(until.transactions / clients))];
    const flags = ['-n', '-M', 'prepared', '-c', String(clients), '-j', '2', ...length, '-f', file, url];
    const { stdout } = await promisify(execFile)(demandPgbench(), flags);
    const transactions = numberIn(stdout, /^number of transactions actually processed: (\d+)/m);
    // On a machine that is busy enough, its time is over before it is connected.
    return { transactions, perSecond: transactions === 0 ? 0 : numberIn(stdout, /^tps = ([\d.]+)/m) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function numberIn(text: string, pattern: RegExp): number {
  const found = pattern.exec(text)?.[1];
  if (found === undefined) throw new Error(`pgbench said something else: ${text}`);
  return Number(found);
}

/** The step of the codes that shops show at the moment, in SQL. */
export const STEP_NOW = `floor((extract(epoch from clock_timestamp()) - ${CODE_EPOCH_MS / 1000}) / ${CODE_STEP_MS / 1000})::int`;
