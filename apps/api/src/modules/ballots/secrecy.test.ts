import { createHash, randomUUID } from 'node:crypto';
import { Writable } from 'node:stream';
import { type Contracts, contracts, type Endpoint, type EndpointKey } from '@shangju/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { digestOfRequest } from '../../http/idempotency.ts';
import { createMetrics, type Metrics } from '../../http/metrics.ts';
import { logOptions } from '../../log.ts';
import { must } from '../../must.ts';
import { type BallotStreet, createBallotStreet } from '../../testing/ballot-street.ts';
import { setClock } from '../../testing/clock.ts';
import { validValue } from '../../testing/valid-value.ts';
import { createWorld, type Person, type World } from '../../testing/world.ts';
import { bringOnDue, sealClosed, sweepBallots } from './index.ts';

const VOTERS = 60;
const CHOICES = [[0], [1]];

interface Secret {
  unitId: string;
  personId: string;
  key: string;
  choices: number[];
  receipt: string;
}

let world: World;
let street: BallotStreet;
let ballotId: string;
let closesAt: string;
/** What only the voters know. */
let secrets: Secret[];
const lines: string[] = [];
let metrics: Metrics;

beforeAll(async () => {
  const stream = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  world = await createWorld({
    logger: { ...(logOptions({ logLevel: 'trace', nodeEnv: 'test' }) as object), stream },
    metrics: (pool) => {
      metrics = createMetrics({ pool });
      return metrics;
    },
  });
  street = await createBallotStreet(world, { shopCount: VOTERS });
  const ballot = await street.open({ rule: street.rule({ changeable: true }) });
  ballotId = ballot.id;
  closesAt = ballot.closesAt;
  secrets = [];
  // One after the other, each in a transaction of its own: the order and the times are there to be found.
  for (const [index, { unitId, voter }] of street.shops.entries()) {
    const key = randomUUID();
    const choices = must(CHOICES[Math.random() < 0.5 ? 0 : 1]);
    const cast = await world.call(voter, 'POST /v1/ballots/{ballotId}/votes', {
      params: { ballotId },
      body: { unitId, choices },
      key,
    });
    const receipt = must(cast.body.receipt);
    secrets.push({ unitId, personId: voter.id, key, choices, receipt });
    // Some think again.
    if (index % 7 === 3) {
      const other = must(CHOICES[1 - must(choices[0])]);
      await world.call(voter, 'PUT /v1/ballots/{ballotId}/votes/{unitId}', {
        params: { ballotId, unitId },
        body: { choices: other, receipt },
      });
      must(secrets.at(-1)).choices = other;
    }
  }
}, 120_000);
afterAll(() => world[Symbol.asyncDispose]());

/** Every row of every table as text, with its place on the disk and the transaction that wrote it. */
async function everyRow(): Promise<{ table: string; text: string; ctid: string; xmin: string }[]> {
  const { rows: tables } = await world.pool.query<{ name: string }>(
    `select quote_ident(schemaname) || '.' || quote_ident(relname) as name from pg_stat_user_tables order by 1`,
  );
  const all: Awaited<ReturnType<typeof everyRow>> = [];
  for (const { name } of tables) {
    const { rows } = await world.pool.query<{ text: string; ctid: string; xmin: string }>(
      `select t::text as text, ctid::text as ctid, xmin::text as xmin from ${name} t order by t.ctid`,
    );
    all.push(...rows.map((row) => ({ table: name, ...row })));
  }
  return all;
}

const holds = (text: string, ...parts: string[]) => parts.every((part) => text.includes(part));

/** What nobody may find beside who has voted, in any text. */
function expectNoLink(text: string): void {
  for (const { receipt, key } of secrets) {
    expect(text).not.toContain(receipt);
    expect(text).not.toContain(key);
  }
}

describe('before the close', () => {
  test('no answer of any endpoint to anybody tells a partial result', async () => {
    const admin = street.admin;
    const member = must(street.shops[0]).voter;
    const askers: (Person | undefined)[] = [
      undefined,
      admin,
      street.secondAdmin,
      member,
      await world.resident(),
    ];
    const ids: Record<string, string> = {
      ballotId,
      associationId: street.association.id,
      merchantId: must(street.shops[0]).unitId,
      unitId: must(street.shops[0]).unitId,
      communityId: world.communityId,
    };
    let asked = 0;
    for (const [key, contract] of Object.entries(contracts) as [EndpointKey, Endpoint][]) {
      if (!key.startsWith('GET ') || contract.stream) continue;
      const names = Object.keys(contract.params?.properties ?? {});
      if (names.some((name) => !(name in ids))) continue;
      const params = Object.fromEntries(names.map((name) => [name, ids[name]]));
      for (const who of askers) {
        const answer = await world.call(
          who,
          key as 'GET /v1/ballots',
          {
            params,
            ...(contract.query ? { query: validValue(contract.query, 'required') } : {}),
          } as never,
        );
        const text = JSON.stringify(answer.body ?? null) + String(answer.file ?? '');
        expectNoLink(text);
        // The rule and the options are public, counts of them are not.
        expect(text).not.toMatch(/"(counts|votes|winners|tally|choices)":(?!null)/);
        asked += 1;
      }
    }
    expect(asked).toBeGreaterThan(50);
    for (const path of ['result', 'receipts', 'bundle'] as const) {
      const { code } = await world.call(
        admin,
        `GET /v1/ballots/{ballotId}/${path}` as keyof Contracts,
        {
          params: { ballotId },
        } as never,
      );
      expect(code).toBe('ballot-not-closed');
    }
  });

  test('neither the log nor the metrics know what was voted', async () => {
    expect(lines.length).toBeGreaterThan(VOTERS);
    const log = lines.join('');
    expectNoLink(log);
    expect(log).not.toContain('choices');
    const measured = await metrics.registry.metrics();
    expect(measured).toContain('/v1/ballots/:ballotId/votes');
    expectNoLink(measured);
    expect(measured).not.toContain(ballotId);
  });

  test('no row of who has voted says what, and none of what was voted says who', async () => {
    for (const { text } of await everyRow()) {
      for (const { unitId, personId, receipt } of secrets) {
        expect(holds(text, receipt, unitId) || holds(text, receipt, personId)).toBe(false);
      }
    }
  });

  test('the store of keys can not be searched for the request that fits', async () => {
    const { rows } = await world.pool.query<{
      person_id: string;
      key: string;
      digest: string;
      body: unknown;
    }>(
      `select person_id, key, encode(request_digest, 'hex') as digest, body from idempotency_keys
       where person_id = any($1::uuid[])`,
      [secrets.map(({ personId }) => personId)],
    );
    expect(rows).toHaveLength(VOTERS);
    for (const { person_id: personId, key, digest, body } of rows) {
      const { unitId, key: sent } = must(secrets.find((secret) => secret.personId === personId));
      expect(body).toBeNull();
      expect(key).not.toBe(sent);
      for (const choices of CHOICES) {
        const guess = digestOfRequest('POST /v1/ballots/{ballotId}/votes', { ballotId }, { unitId, choices });
        expect(digest).not.toBe(guess.toString('hex'));
        expect(digest).not.toBe(
          createHash('sha256')
            .update(`${key}${guess.toString('hex')}`)
            .digest('hex'),
        );
      }
    }
  });
});

describe('between the close and the seal of very many votes', () => {
  beforeAll(async () => {
    await setClock(world.pool, new Date(closesAt));
    await bringOnDue(world.pool, world.seal, { sealedAtOnceVotes: VOTERS - 1 });
  });

  test('the result stands, and no vote is shown: on the disk they still lie as they came', async () => {
    const { status, body } = await world.call(undefined, 'GET /v1/ballots/{ballotId}/result', {
      params: { ballotId },
    });
    expect(status).toBe(200);
    expect(body.verdict.registers[0]?.tookPart).toBe(VOTERS);
    expect(body).toMatchObject({
      resultDigest: null,
      signature: null,
      publicKey: null,
      verdict: { turnoutDigest: null, votesDigest: null },
    });
    for (const who of [undefined, street.admin, must(street.shops[0]).voter]) {
      for (const path of ['receipts', 'bundle'] as const) {
        const answer = await world.call(
          who,
          `GET /v1/ballots/{ballotId}/${path}` as keyof Contracts,
          {
            params: { ballotId },
          } as never,
        );
        expect(answer.code).toBe('votes-not-in-order');
        expectNoLink(JSON.stringify(answer.body ?? null) + String(answer.file ?? ''));
      }
    }
    // What no vote is shown for has to be so: each paper and its turnout were written by one transaction.
    const rows = await everyRow();
    const writers = new Set(
      rows.filter(({ table }) => table === 'public.ballot_papers').map(({ xmin }) => xmin),
    );
    expect(writers.size).toBe(VOTERS);
  });

  test('votes are as final as after it, but for the one transaction that seals', async () => {
    const attempts = [
      `update ballot_papers set choices = '{1}' where ballot_id = $1`,
      'delete from ballot_papers where ballot_id = $1',
      `insert into ballot_papers (ballot_id, receipt, register, choices) values ($1, 'AAAA', 0, '{1}')`,
      `update ballots set verdict = verdict || '{"outcome":"no-quorum"}' where id = $1`,
      `update ballots set outcome = 'no-quorum' where id = $1`,
      `update ballots set state = 'open' where id = $1`,
    ];
    for (const attempt of attempts) await expect(world.pool.query(attempt, [ballotId])).rejects.toThrow();
  });

  test('votes that are no longer those that were counted are not sealed', async () => {
    const client = await world.pool.connect();
    try {
      await client.query('set session_replication_role = replica');
      const { rows } = await client.query<{ receipt: string; choices: number[] }>(
        'select receipt, choices from ballot_papers where ballot_id = $1 order by receipt limit 1',
        [ballotId],
      );
      const { receipt, choices } = must(rows[0]);
      const put = (now: number[]) =>
        client.query('update ballot_papers set choices = $2 where receipt = $1', [receipt, now]);
      await put([1 - must(choices[0])]);
      await expect(sealClosed(world.pool, world.seal)).rejects.toThrow('no longer those that were counted');
      await put(choices);
    } finally {
      client.release(true);
    }
  });
});

describe('after the close', () => {
  beforeAll(async () => {
    // Two at once, as the jobs of two processes: one of them seals.
    const sealed = await Promise.all([
      sealClosed(world.pool, world.seal),
      sealClosed(world.pool, world.seal),
    ]);
    expect(sealed.toSorted()).toEqual([0, 1]);
    const { body } = await world.call(undefined, 'GET /v1/ballots/{ballotId}/result', {
      params: { ballotId },
    });
    expect(body.signature).not.toBeNull();
    await sweepBallots(world.pool);
  });

  test('each finds their own vote by their receipt', async () => {
    for (const { receipt, choices } of secrets) {
      const { body } = await world.call(undefined, 'GET /v1/ballots/{ballotId}/receipts', {
        params: { ballotId },
        query: { q: receipt },
      });
      expect(body.items).toEqual([{ key: receipt, unitName: null, register: 0, choices }]);
    }
  });

  test('all votes were written by one transaction, and no other row by it says who', async () => {
    const rows = await everyRow();
    const papers = rows.filter(({ table }) => table === 'public.ballot_papers');
    expect(papers).toHaveLength(VOTERS);
    const writers = new Set(papers.map(({ xmin }) => xmin));
    expect(writers.size).toBe(1);
    const turnout = rows.filter(({ table }) => table === 'public.ballot_turnout');
    expect(new Set(turnout.map(({ xmin }) => xmin))).toEqual(writers);
  });

  test('no order on the disk, of any table, tells who cast what better than chance does', async () => {
    const rows = await everyRow();
    const papers = rows.filter(({ table }) => table === 'public.ballot_papers').map(({ text }) => text);
    const choiceOf = (paper: string) =>
      must(secrets.find(({ receipt }) => paper.includes(receipt))).choices[0];
    const inCastOrder = secrets.map(({ unitId }) => unitId);
    const inOrderOf = (table: string) =>
      rows
        .filter((row) => row.table === table)
        .flatMap(
          ({ text }) =>
            secrets.find(({ unitId, personId }) => text.includes(unitId) || text.includes(personId)) ?? [],
        )
        .map(({ unitId }) => unitId)
        .filter((unitId, index, all) => all.indexOf(unitId) === index);
    const orders = [...new Set(rows.map(({ table }) => table))]
      .map(inOrderOf)
      .filter((order) => order.length === VOTERS);
    expect(orders.length).toBeGreaterThan(3);
    for (const order of [inCastOrder, inCastOrder.toReversed(), ...orders]) {
      const hits = order.filter((unitId, index) => {
        const guess = choiceOf(must(papers[index]));
        return must(secrets.find((secret) => secret.unitId === unitId)).choices[0] === guess;
      }).length;
      // What chance gives, give or take five standard deviations: a link would be right every time.
      expect(Math.abs(hits - VOTERS / 2)).toBeLessThan(2.5 * Math.sqrt(VOTERS));
    }
  });

  test('old versions of the rows are gone from the tables', async () => {
    const client = await world.pool.connect();
    const said: string[] = [];
    client.on('notice', ({ message }) => said.push(message ?? ''));
    // Whoever vacuums again finds nothing left to remove.
    for (const table of ['ballot_turnout', 'ballot_papers']) await client.query(`vacuum verbose ${table}`);
    client.release(true);
    const tuples = said.flatMap((message) => /tuples: .*/.exec(message)?.[0] ?? []);
    expect(tuples.length).toBeGreaterThanOrEqual(2);
    for (const line of tuples) expect(line).toMatch(/^tuples: 0 removed, \d+ remain, 0 are dead/);
    expect(tuples.filter((line) => line.includes(` ${VOTERS} remain`))).toHaveLength(2);
  });
});
