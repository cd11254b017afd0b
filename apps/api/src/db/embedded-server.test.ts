import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { apiFolder } from '../api-folder.ts';
import { type EmbeddedServer, embeddedFolder, ROOT_FOLDER, startEmbeddedServer } from './embedded-server.ts';
import { isAlive } from './is-alive.ts';

// Disks of busy machines take their time for a first start.
vi.setConfig({ testTimeout: 60_000 });

const isRoot = process.getuid?.() === 0;

let folder: string;
const running: EmbeddedServer[] = [];
const children: ChildProcess[] = [];

beforeAll(async () => {
  const parent = isRoot ? ROOT_FOLDER : tmpdir();
  await mkdir(parent, { recursive: true });
  folder = await mkdtemp(path.join(parent, `shangju-test-${process.pid}-`));
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const server of running.splice(0)) await server.stop();
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('the embedded PostgreSQL', () => {
  test('starts on an empty folder, keeps its data and stops', async () => {
    const first = await start();
    await ask(first, 'create table notes (words text)');
    await ask(first, "insert into notes values ('鱼巷的值日表')");
    await first.stop();
    expect(await postmaster()).toBeUndefined();

    const second = await start();
    expect(await ask(second, 'select words from notes')).toEqual([{ words: '鱼巷的值日表' }]);
  });

  test('is durable, speaks UTF-8 and counts time in UTC', async () => {
    const server = await start();
    const [settings] = await ask(
      server,
      `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
        current_setting('server_encoding') as encoding, current_setting('timezone') as zone,
        current_setting('listen_addresses') as addresses`,
    );
    expect(settings).toEqual({ fsync: 'on', commit: 'on', encoding: 'UTF8', zone: 'UTC', addresses: '' });
  });

  test('is shared by those who start it at once, and ends with the last of them', async () => {
    const [one, other] = await Promise.all([start(), start()]);
    const pid = await postmaster();
    await one.stop();
    expect(await postmaster()).toBe(pid);
    expect(await ask(other, 'select 1 as one')).toEqual([{ one: 1 }]);
    await other.stop();
    expect(await postmaster()).toBeUndefined();
  });

  test('is taken over when the process that started it was killed', async () => {
    const parent = await startInChild();
    const pid = await postmaster();
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    expect(pid !== undefined && isAlive(pid)).toBe(true);

    const server = await start();
    expect(await postmaster()).toBe(pid);
    await ask(server, "insert into notes values ('接着用')");
    await server.stop();
    expect(await postmaster()).toBeUndefined();

    expect(await ask(await start(), 'select words from notes')).toContainEqual({ words: '接着用' });
  });

  test('recovers from being killed itself', async () => {
    const server = await start();
    await ask(server, "insert into notes values ('还在')");
    const pid = await postmaster();
    process.kill(pid ?? 0, 'SIGKILL');

    const again = await start();
    expect(await postmaster()).not.toBe(pid);
    expect(await ask(again, 'select words from notes')).toContainEqual({ words: '还在' });
  });

  test('starts although the number of a killed server now belongs to another process', async () => {
    await (await start()).stop();
    await writeFile(pidFile(), `${process.pid}\n${folder}/data\n`);
    expect(await ask(await start(), 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('refuses the data of another major version with a sentence', async () => {
    await (await start()).stop();
    const version = path.join(folder, 'data', 'PG_VERSION');
    const own = await readFile(version, 'utf8');
    await writeFile(version, '17\n');
    await expect(startEmbeddedServer({ folder })).rejects.toThrow(
      /was made by PostgreSQL 17, this one is 18/,
    );
    await writeFile(version, own);
  });

  test('says why it could not start', async () => {
    await expect(startEmbeddedServer({ folder, settings: { shared_buffers: 'plenty' } })).rejects.toThrow(
      /PostgreSQL did not start: .*shared_buffers/s,
    );
  });

  test.skipIf(isRoot)('reaches a folder whose path is too long for a socket', async () => {
    const deep = path.join(folder, 'x'.repeat(100));
    const server = await startEmbeddedServer({ folder: deep });
    running.push(server);
    expect(server.socketFolder.length).toBeLessThan(60);
    expect(await ask(server, 'select 1 as one')).toEqual([{ one: 1 }]);
  });
});

test('each data folder has an embedded server of its own', () => {
  expect(embeddedFolder('/srv/a/.data')).not.toBe(embeddedFolder('/srv/b/.data'));
});

async function start(): Promise<EmbeddedServer> {
  const server = await startEmbeddedServer({ folder });
  running.push(server);
  return server;
}

async function startInChild(): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/testing/embedded-server-child.ts', folder], {
    cwd: apiFolder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const ended = once(child, 'exit').then(() => {
    throw new Error('the process ended before it had started the server');
  });
  ended.catch(() => {});
  await Promise.race([once(child.stdout, 'data'), ended]);
  return child;
}

async function ask({ url }: EmbeddedServer, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const pidFile = () => path.join(folder, 'data', 'postmaster.pid');

async function postmaster(): Promise<number | undefined> {
  const text = await readFile(pidFile(), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : Number(text.split('\n')[0]);
}
