/**
 * `pnpm drill:production`: nginx with ops/nginx.conf before two API processes over PgBouncer with ops/pgbouncer.ini, on
 * 127.0.0.1. People log in, watch a shop and redeem while one process is killed: nobody is refused, nothing
 * is lost or done twice. Needs Debian's nginx and pgbouncer.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmod, chown, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { apiFolder } from '../src/api-folder.ts';
import { embeddedFolder, startEmbeddedServer } from '../src/db/embedded-server.ts';
import { serverAccount } from '../src/db/server-account.ts';
import { must } from '../src/must.ts';
import { DEMO_STREET_SETTINGS, demoStreet } from '../src/testing/demo-street.ts';
import { freePort } from '../src/testing/free-port.ts';

// The proxy's certificate is made for the drill.
process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';

const UP_LIMIT_MS = 30_000;

const ops = path.join(apiFolder, '../../ops');
const folder = await mkdtemp(path.join(tmpdir(), 'shangju-production-'));
await chmod(folder, 0o711);
const ends: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true })];
try {
  await drill();
  process.stdout.write('Nothing was refused, lost or done twice.\n');
} finally {
  for (const end of ends.toReversed()) await end();
}

async function drill(): Promise<void> {
  const data = path.join(folder, 'data');
  const database = await startEmbeddedServer({ folder: embeddedFolder(data) });
  ends.push(
    () => rm(embeddedFolder(data), { recursive: true }),
    () => database.stop(),
  );
  const [pooler, first, second, https] = await Promise.all([freePort(), freePort(), freePort(), freePort()]);
  await startPgBouncer(pooler, database.socketFolder, await serverAccount(embeddedFolder(data)));
  const url = `postgresql://shangju@127.0.0.1:${pooler}/shangju`;
  const doomed = await startApi(first, url);
  await startApi(second, url);
  await startNginx(https, [first, second]);

  const address = `https://127.0.0.1:${https}`;
  const street = await demoStreet(address);
  const stream = await watchShop(address);
  const done = [await street.grant(), await street.vote('owner')];
  let slowestMs = 0;
  const lane = async () => {
    for (let turn = 0; turn < 40; turn += 1) {
      const begin = performance.now();
      done.push(await street.grant());
      slowestMs = Math.max(slowestMs, performance.now() - begin);
    }
  };
  const lanes = Promise.all(Array.from({ length: 8 }, lane));
  while (done.length < 100) await wait(5);
  doomed.kill('SIGKILL');
  await lanes;
  done.push(await street.checkIn(), await street.redeem());

  const client = new pg.Client({ connectionString: database.url });
  client.on('error', () => {});
  await client.connect();
  const { rows } = await client.query<{ id: string }>(
    'select id from grants where reason = $1 and at > now() - $2::interval',
    ['帮忙搬桌椅', '10 minutes'],
  );
  await client.end();
  const told = done.filter(({ table }) => table === 'grants').map(({ id }) => id);
  if (rows.length !== told.length || new Set(told).size !== told.length) {
    throw new Error(`${told.length} grants were answered, and ${rows.length} are there`);
  }
  process.stdout.write(
    `${done.length} acts, one of two processes killed after 100; the slowest took ${Math.round(slowestMs)} ms; stream: ${stream.first}\n`,
  );
  stream.leave();
}

async function startPgBouncer(
  port: number,
  socketFolder: string,
  account: { uid: number; gid: number } | undefined,
): Promise<void> {
  const own = path.join(folder, 'pgbouncer');
  await mkdir(own, { mode: 0o700 });
  const ini = replaced(await readFile(path.join(ops, 'pgbouncer.ini'), 'utf8'), [
    [/^shangju = .*$/m, `shangju = host=${socketFolder} dbname=shangju user=shangju`],
    [/^listen_port = .*$/m, `listen_port = ${port}`],
    [/^auth_type = .*$/m, 'auth_type = any'],
    [/^auth_file = .*$/m, ''],
    [/^pidfile = .*$/m, `pidfile = ${own}/pid`],
    [/^logfile = .*$/m, `logfile = ${own}/log\nunix_socket_dir =`],
  ]);
  await writeFile(path.join(own, 'pgbouncer.ini'), ini);
  if (account)
    for (const made of [own, path.join(own, 'pgbouncer.ini')]) await chown(made, account.uid, account.gid);
  start('/usr/sbin/pgbouncer', ['-q', path.join(own, 'pgbouncer.ini')], { ...account });
  await until(async () => {
    const client = new pg.Client(`postgresql://shangju@127.0.0.1:${port}/shangju`);
    client.on('error', () => {});
    await client.connect();
    await client.end();
  });
}

async function startApi(port: number, url: string): Promise<ChildProcess> {
  const child = start(process.execPath, [path.join(apiFolder, 'dist/main.js')], {
    env: {
      ...DEMO_STREET_SETTINGS,
      PATH: process.env['PATH'],
      DATABASE_URL: url,
      DATA_DIR: path.join(folder, 'api'),
      HOST: '127.0.0.1',
      PORT: String(port),
      METRICS_PORT: '0',
      TRUST_PROXY: '127.0.0.1',
      LOG_LEVEL: 'error',
    },
  });
  await until(async () => {
    const { ok } = await fetch(`http://127.0.0.1:${port}/health/ready`);
    if (!ok) throw new Error('not ready');
  });
  return child;
}

async function startNginx(port: number, apis: readonly number[]): Promise<void> {
  const own = path.join(folder, 'nginx');
  const pages = path.join(own, 'pages');
  await mkdir(pages, { recursive: true });
  await writeFile(path.join(pages, 'app.0123abcd.js'), '');
  await promisify(execFile)('openssl', [
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', '/CN=127.0.0.1'],
    ...['-keyout', path.join(own, 'privkey.pem'), '-out', path.join(own, 'fullchain.pem')],
  ]);
  const servers = apis.map((api) => `server 127.0.0.1:${api} max_fails=3 fail_timeout=10s;`).join('\n');
  const conf = replaced(await readFile(path.join(ops, 'nginx.conf'), 'utf8'), [
    [/^pid .*$/m, `pid ${own}/pid;\ndaemon off;`],
    [/^error_log .*$/m, `error_log ${own}/error.log warn;`],
    [/access_log \S+/, `access_log ${own}/access.log`],
    [/server 127\.0\.0\.1:8081.*\n.*server 127\.0\.0\.1:8082.*$/m, servers],
    [/ {2}server \{\n {4}listen 80;\n.*\n {2}\}\n/, ''],
    [/listen 443 ssl http2;/, `listen 127.0.0.1:${port} ssl http2;`],
    [/\/etc\/ssl\/shangju/g, own],
    [/\/srv\/shangju\/h5/g, pages],
  ]);
  await writeFile(path.join(own, 'nginx.conf'), conf);
  start('/usr/sbin/nginx', ['-c', path.join(own, 'nginx.conf'), '-e', path.join(own, 'error.log')], {});
  await until(async () => {
    const { status, headers } = await fetch(`https://127.0.0.1:${port}/app.0123abcd.js`);
    if (status !== 200 || !headers.get('cache-control')?.includes('immutable')) throw new Error('no pages');
  });
}

/** What is for a server of one's own, for this one. @throws Error when it is not there any more */
function replaced(text: string, pairs: readonly [RegExp, string][]): string {
  return pairs.reduce((before, [pattern, by]) => {
    if (before.search(pattern) < 0) throw new Error(`nothing like ${pattern} is there`);
    return before.replace(pattern, () => by);
  }, text);
}

/** The stream of a shop comes through the proxy as it begins. */
async function watchShop(address: string): Promise<{ first: string; leave(): void }> {
  const session = await fetch(`${address}/v1/auth/demo`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify({ persona: 'owner' }),
  });
  const { accessToken, person } = (await session.json()) as {
    accessToken: string;
    person: { roles: { role: string; placeId: string }[] };
  };
  const shop = must(person.roles.find(({ role }) => role === 'merchant.owner')).placeId;
  const leaving = new AbortController();
  const answer = await fetch(`${address}/v1/merchants/${shop}/arrivals`, {
    headers: { authorization: `Bearer ${accessToken}` },
    signal: leaving.signal,
  });
  const { value } = await must(answer.body).getReader().read();
  return {
    first: `${answer.status} "${Buffer.from(value ?? [])
      .toString('utf8')
      .trim()}"`,
    leave: () => leaving.abort(),
  };
}

function start(program: string, flags: string[], options: object): ChildProcess {
  const child = spawn(program, flags, { stdio: ['ignore', 'ignore', 'inherit'], detached: true, ...options });
  ends.push(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
  });
  return child;
}

async function until(works: () => Promise<void>): Promise<void> {
  const deadline = Date.now() + UP_LIMIT_MS;
  for (;;) {
    const failure = await works().then(
      () => undefined,
      (error: unknown) => error,
    );
    if (failure === undefined) return;
    if (Date.now() > deadline) throw failure;
    await wait(100);
  }
}
