import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { transaction } from '../../db/transaction.ts';
import { must } from '../../must.ts';
import { createWorld, type World } from '../../testing/world.ts';
import { type AuditAct, checkAudit, record } from './index.ts';

let world: World;

beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const recordOne = (told: Partial<AuditAct> = {}) =>
  transaction(world.pool, (tx) =>
    record(tx, {
      actorId: randomUUID(),
      act: 'roster.changed',
      subject: `roster/${randomUUID()}`,
      details: { reason: '换班', before: { b: 1, a: [0.1, null, 1e21] }, after: {} },
      ...told,
    }),
  );

interface EntryRow {
  number: number;
  actor_id: string;
  act: string;
  subject: string;
  details: Record<string, unknown>;
}

const entries = async (): Promise<EntryRow[]> =>
  (await world.pool.query<EntryRow>('select * from audit_entries order by number')).rows;

const newest = async () => must((await entries()).at(-1));

describe('the audit log', () => {
  test('without entries holds', async () => {
    expect(await checkAudit(world.pool)).toEqual({ entries: 0, lastHash: undefined, breaks: [] });
  });

  test('keeps what was told, in order, and holds', async () => {
    await recordOne();
    await recordOne({
      act: 'shift.excused',
      details: { 原因: '生病 "\\\u0007', undefined: undefined as never, zero: -0 },
    });
    const [first, second] = await entries();
    expect(first).toMatchObject({ number: 1, act: 'roster.changed' });
    expect(second).toMatchObject({ number: 2, act: 'shift.excused' });
    expect(second?.details).toEqual({ 原因: '生病 "\\\u0007', zero: 0 });
    expect(await checkAudit(world.pool)).toMatchObject({ entries: 2, breaks: [] });
  });

  test('forgets what its transaction rolled back, and has no gap', async () => {
    const before = (await entries()).length;
    await expect(
      transaction(world.pool, async (tx) => {
        await record(tx, { actorId: randomUUID(), act: 'roster.changed', subject: 'roster/x', details: {} });
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    await recordOne();
    expect((await newest()).number).toBe(before + 1);
    expect((await checkAudit(world.pool)).breaks).toEqual([]);
  });

  test('is one line, however many write at once', async () => {
    const before = (await entries()).length;
    await Promise.all(Array.from({ length: 50 }, (_, index) => recordOne({ details: { index } })));
    const written = (await entries()).slice(before);
    expect(written.map(({ number }) => number)).toEqual(Array.from({ length: 50 }, (_, i) => before + 1 + i));
    expect(new Set(written.map(({ details }) => details['index'])).size).toBe(50);
    expect(await checkAudit(world.pool)).toMatchObject({ entries: before + 50, breaks: [] });
  });

  test('takes several acts of one transaction', async () => {
    const before = (await entries()).length;
    await transaction(world.pool, async (tx) => {
      const act = { actorId: randomUUID(), act: 'roster.changed', subject: 'roster/x', details: {} } as const;
      await record(tx, act);
      await record(tx, act);
    });
    expect(await checkAudit(world.pool)).toMatchObject({ entries: before + 2, breaks: [] });
  });

  test.each([
    `update audit_entries set act = 'nothing.happened'`,
    'delete from audit_entries',
    'truncate audit_entries',
  ])('refuses: %s', async (statement) => {
    await expect(world.pool.query(statement)).rejects.toThrow('never changed or removed');
  });
});

describe('whoever gets around the trigger', () => {
  const TAMPERED = [
    ['number', 'number + 1000000', /something between is gone/],
    ['at', `at + interval '1 millisecond'`, /not what it was/],
    ['actor_id', 'gen_random_uuid()', /not what it was/],
    ['act', `act || 'x'`, /not what it was/],
    ['subject', `subject || 'x'`, /not what it was/],
    ['details', `details || '{"reason": "另一个理由"}'`, /not what it was/],
    [
      'previous_hash',
      `set_byte(previous_hash, 31, get_byte(previous_hash, 31) # 1)`,
      /does not seal the entry before/,
    ],
    ['hash', `set_byte(hash, 0, get_byte(hash, 0) # 1)`, /not what it was/],
  ] as const;

  test.each(TAMPERED)('is found at the row whose %s was changed', async (column, to, what) => {
    const { number } = must((await entries()).at(3));
    const breaks = await breaksAfter(`update audit_entries set ${column} = ${to} where number = ${number}`);
    const at = column === 'number' ? number + 1_000_000 : number;
    const found = breaks.filter((found) => found.number === at).map((found) => found.what);
    expect(found.join('; ')).toMatch(what);
    // What comes before it is above suspicion.
    expect(Math.min(...breaks.map((found) => found.number))).toBeGreaterThanOrEqual(number);
  });

  test('is found at the row after one that is gone', async () => {
    const breaks = await breaksAfter('delete from audit_entries where number = 4');
    expect(breaks).toEqual([
      { number: 5, what: 'it follows entry 3: something between is gone' },
      { number: 5, what: 'it does not seal the entry before it' },
    ]);
  });

  test('can not let two entries follow the same one', async () => {
    await expect(
      world.pool.query(`
        insert into audit_entries (number, at, actor_id, act, subject, details, previous_hash, hash)
        select 1000000, at, actor_id, act, subject, details, previous_hash, hash from audit_entries where number = 2`),
    ).rejects.toThrow('audit_entries_follow_once');
  });

  /** As the owner of the database could, and undone again. */
  async function breaksAfter(statement: string) {
    const { pool } = world;
    await pool.query('create table as_it_was as select * from audit_entries');
    try {
      await pool.query('alter table audit_entries disable trigger user');
      await pool.query(statement);
      return (await checkAudit(pool)).breaks;
    } finally {
      await pool.query('delete from audit_entries');
      await pool.query('insert into audit_entries select * from as_it_was');
      await pool.query('drop table as_it_was');
      await pool.query('alter table audit_entries enable trigger user');
    }
  }
});

describe('an administrator leaves an entry', () => {
  test('by changing the earning rules: what was before, and after', async () => {
    const association = await world.association({ pointsPerCheckIn: 8 });
    const admin = await world.person('association.admin', association.id);
    const rules = {
      pointsPerCheckIn: 12,
      paidCheckInsPerDay: 3,
      posterPays: true,
      fenceRadiusM: 80,
      budgetPoints: 5000,
      budgetPeriod: 'week',
    } as const;
    const params = { associationId: association.id };
    await world.call(admin, 'PUT /v1/associations/{associationId}/earning-rules', { params, body: rules });
    expect(await newest()).toMatchObject({
      actor_id: admin.id,
      act: 'earning-rules.changed',
      subject: `association/${association.id}`,
      details: { before: { pointsPerCheckIn: 8 }, after: rules },
    });
  });

  test('by granting points, once however often it is sent', async () => {
    const association = await world.association();
    const admin = await world.person('association.admin', association.id);
    const resident = await world.resident();
    const before = (await entries()).length;
    const grant = {
      params: { associationId: association.id },
      body: { personId: resident.id, points: 30, reason: '帮忙扫雪' },
      key: randomUUID(),
    };
    const [{ body }] = await Promise.all([
      world.call(admin, 'POST /v1/associations/{associationId}/grants', grant),
      world.call(admin, 'POST /v1/associations/{associationId}/grants', grant),
    ]);
    expect((await entries()).length).toBe(before + 1);
    expect(await newest()).toMatchObject({
      actor_id: admin.id,
      act: 'points.granted',
      subject: `grant/${body.id}`,
      details: { personId: resident.id, points: 30, reason: '帮忙扫雪', associationId: association.id },
    });
  });

  test('by approving, withdrawing and rejecting an offer, and not by being refused', async () => {
    const merchant = await world.merchant();
    const admin = await world.person('association.admin', merchant.associationId);
    const offerId = await world.offer({ merchant, pricePoints: 5, status: 'submitted' });
    const params = { offerId };
    const acts: [string, unknown][] = [];
    await world.call(admin, 'POST /v1/offers/{offerId}/approve', { params });
    acts.push([(await newest()).act, (await newest()).details['reason']]);
    const approved = (await entries()).length;
    const again = await world.call(admin, 'POST /v1/offers/{offerId}/approve', { params });
    expect(again.code).toBe('offer-state-conflict');
    expect((await entries()).length).toBe(approved);
    await world.call(admin, 'POST /v1/offers/{offerId}/withdraw', { params, body: { reason: '停业整修' } });
    acts.push([(await newest()).act, (await newest()).details['reason']]);
    const another = { offerId: await world.offer({ merchant, pricePoints: 5, status: 'submitted' }) };
    await world.call(admin, 'POST /v1/offers/{offerId}/reject', {
      params: another,
      body: { reason: '价格不实' },
    });
    acts.push([(await newest()).act, (await newest()).details['reason']]);
    expect(acts).toEqual([
      ['offer.approved', null],
      ['offer.withdrawn', '停业整修'],
      ['offer.rejected', '价格不实'],
    ]);
    expect(await newest()).toMatchObject({ actor_id: admin.id, subject: `offer/${another.offerId}` });
  });

  test('and the log still holds', async () => {
    expect((await checkAudit(world.pool)).breaks).toEqual([]);
  });
});
