/**
 * The process that is left when the torture is killed in whatever way: it ends what that had started and removes its
 * folders. When the torture has ended in order there is nothing left for it to do.
 */
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isAlive } from '../src/db/is-alive.ts';
import type { Told } from './leave-nothing.ts';

const PATIENCE_MS = 5_000;

const processes = new Set<number>();
const databases = new Set<string>();
const folders = new Set<string>();

process.on('message', ({ what, value, ended }: Told) => {
  if (what === 'process') note(processes, value, ended);
  else if (what === 'database') note(databases, value, ended);
  else note(folders, value, ended);
});
// Ctrl-C in the terminal is for the torture, which may still need what it has started.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
process.on('disconnect', async () => {
  for (const pid of processes) end(pid, 'SIGKILL');
  for (const dataFolder of databases) await endDatabase(dataFolder);
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

function note<Value>(list: Set<Value>, value: Value, ended: boolean): void {
  if (ended) list.delete(value);
  else list.add(value);
}

/** By SIGQUIT it takes its own processes with it (PostgreSQL, 18.5: immediate shutdown). */
async function endDatabase(dataFolder: string): Promise<void> {
  const text = await readFile(path.join(dataFolder, 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number(text.split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 1 || !isAlive(pid)) return;
  end(pid, 'SIGQUIT');
  for (const deadline = Date.now() + PATIENCE_MS; isAlive(pid) && Date.now() < deadline; ) await wait(20);
  if (isAlive(pid)) end(pid, 'SIGKILL');
}

function end(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended by itself.
  }
}
