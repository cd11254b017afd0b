import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { apiFolder } from '../api-folder.ts';
import { type ApiProcess, apiProcesses } from '../testing/api-process.ts';
import { createWorld, type Person, type World } from '../testing/world.ts';
import { migrate, pendingMigrations } from './migrate.ts';
import { unsafeIn } from './migration-rules.ts';

vi.setConfig({ testTimeout: 60_000 });

/** As a release would bring them: a column is added, filled in and looked for, and then held to. */
const NEXT_RELEASE: Record<string, string> = {
  '9000_remarks': 'alter table redemptions add column remark text;',
  '9001_remarks-filled-in': `-- outside a transaction
do $$ begin loop
  update redemptions set remark = '' where id in (select id from redemptions where remark is null limit 50);
  exit when not found;
  commit;
end loop; end $$;--> statement-breakpoint
create index concurrently if not exists redemptions_by_remark on redemptions (remark) where remark <> '';`,
  '9002_remarks-short':
    'alter table redemptions add constraint redemptions_remark_short check (length(remark) < 200) not valid;',
  '9003_remarks-short-always': 'alter table redemptions validate constraint redemptions_remark_short;',
};

const LANES = 8;
const BEFORE = 120;
/** What a migration waits for a lock at most, and has others wait: see migrate.ts. */
const LOCK_TIMEOUT_MS = 1_000;
/** What the machine may take besides. */
const BUSY_MS = 4_000;

let world: World;
let processes: Awaited<ReturnType<typeof apiProcesses>>;
let old: ApiProcess;
let offerId: string;
let residents: Person[];
let folder: string;

beforeAll(async () => {
  world = await createWorld();
  processes = await apiProcesses(world);
  old = await processes.start();
  // A process that has just started on a busy machine may turn the first ones away.
  await vi.waitFor(async () => expect((await fetch(`${old.address}/v1/associations`)).status).toBe(200), {
    timeout: 30_000,
  });
  const merchant = await world.merchant({});
  offerId = await world.offer({ merchant, pricePoints: 1, limitPerPerson: 10_000 });
  residents = await Promise.all(Array.from({ length: LANES }, () => world.resident({ points: 5_000 })));
  folder = await nextRelease();
});

afterAll(async () => {
  await processes[Symbol.asyncDispose]();
  await world[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

describe('the next release', () => {
  test('keeps to the rules for migrations', () => {
    expect(Object.values(NEXT_RELEASE).flatMap(unsafeIn)).toEqual([]);
  });

  test('migrates while the one before it serves: everybody is answered, soon, and nothing is lost', async () => {
    const load = startLoad();
    await vi.waitFor(() => expect(load.answers.length).toBeGreaterThan(BEFORE), { timeout: 30_000 });
    const { rows: first } = await world.pool.query<{ id: string }>('select id from redemptions');
    // Someone reads all of it for a while: the migration can't have the table.
    const reader = await world.pool.connect();
    await reader.query('begin');
    await reader.query('select from redemptions limit 1');

    const migrated = migrate(world.databaseUrl, folder);
    await wait(2.5 * LOCK_TIMEOUT_MS);
    expect(await pendingMigrations(world.pool, folder)).toEqual(Object.keys(NEXT_RELEASE));
    const whileWaiting = load.answers.length;
    await reader.query('commit');
    reader.release();
    await migrated;

    // The next one is ready from here on, and the one before it still is.
    expect(await pendingMigrations(world.pool, folder)).toEqual([]);
    const afterwards = load.answers.length;
    await vi.waitFor(() => expect(load.answers.length).toBeGreaterThan(afterwards + LANES), {
      timeout: 30_000,
    });
    const { answers, ready } = await load.end();

    expect(whileWaiting).toBeGreaterThan(BEFORE);
    expect(answers.filter(({ status }) => status !== 201)).toEqual([]);
    expect(Math.max(...answers.map(({ ms }) => ms))).toBeLessThan(LOCK_TIMEOUT_MS + BUSY_MS);
    expect(ready.filter((status) => status !== 200)).toEqual([]);
    const { rows } = await world.pool.query('select id, remark from redemptions');
    expect(new Set(rows.map(({ id }) => id))).toEqual(new Set(answers.map(({ id }) => id)));
    const remarks = new Map(rows.map(({ id, remark }) => [id, remark]));
    expect(first.filter(({ id }) => remarks.get(id) !== '')).toEqual([]);
    expect(await world.ledgerDifferences()).toEqual([]);
  });
});

async function nextRelease(): Promise<string> {
  const copy = await mkdtemp(path.join(tmpdir(), 'shangju-next-release-'));
  await cp(path.join(apiFolder, 'migrations'), copy, { recursive: true });
  const file = path.join(copy, 'meta', '_journal.json');
  const journal: { entries: { idx: number; tag: string; when: number; breakpoints: boolean }[] } = JSON.parse(
    await readFile(file, 'utf8'),
  );
  for (const [tag, sql] of Object.entries(NEXT_RELEASE)) {
    const last = journal.entries.at(-1);
    journal.entries.push({ idx: (last?.idx ?? 0) + 1, tag, when: (last?.when ?? 0) + 1, breakpoints: true });
    await writeFile(path.join(copy, `${tag}.sql`), sql);
  }
  await writeFile(file, JSON.stringify(journal));
  return copy;
}

interface Answer {
  status: number;
  id: string;
  ms: number;
}

/** Residents who redeem one thing after another, and a load balancer that asks each tenth of a second. */
function startLoad() {
  const answers: Answer[] = [];
  const ready: number[] = [];
  let going = true;
  const lane = async (who: Person, number: number) => {
    for (let turn = 0; going; turn += 1) answers.push(await redeem(who, `upgrade-drill-${number}-${turn}`));
  };
  const ask = async () => {
    while (going) {
      ready.push((await fetch(`${old.address}/health/ready`)).status);
      await wait(100);
    }
  };
  const all = Promise.all([...residents.map(lane), ask()]);
  return {
    answers,
    async end() {
      going = false;
      await all;
      return { answers, ready };
    },
  };
}

async function redeem(who: Person, key: string): Promise<Answer> {
  const begin = performance.now();
  const answer = await fetch(`${old.address}/v1/redemptions`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${who.token}`,
      'content-type': 'application/json',
      'idempotency-key': key,
    },
    body: JSON.stringify({ offerId }),
  });
  const { id } = (await answer.json()) as { id: string };
  return { status: answer.status, id, ms: performance.now() - begin };
}
