import { isDeepStrictEqual } from 'node:util';
import type { BodyOf, Contracts, NewRoster, QueryOf, RosterSummary } from '@shangju/contracts';
import { shiftTimesOverlap } from '@shangju/rules';
import type { Pool, PoolClient } from 'pg';
import { streetNow } from '../../db/clock.ts';
import { readCursor, rowsToAsk, toPage } from '../../http/cursor.ts';
import { must } from '../../must.ts';
import { newId } from '../../new-id.ts';
import { record } from '../audit/index.ts';
import { lockRoster } from './lock-roster.ts';
import { findRoster, locationOf, type RosterRow } from './roster-row.ts';

type RosterRefusal = 'member-unknown' | 'shift-times-overlap' | 'validation-failed';
type RosterOutcome = { ok: true; roster: RosterRow } | { ok: false; code: RosterRefusal };

const FENCE_RADIUS_M_DEFAULT = 200;
const EVERY_WEEKDAY = [1, 2, 3, 4, 5, 6, 7];

export async function makeRoster(
  tx: PoolClient,
  asked: NewRoster & { associationId: string; actorId: string },
): Promise<RosterOutcome> {
  const { associationId, actorId, ...given } = asked;
  const fields: RosterFields = {
    name: given.name,
    lane: given.lane,
    members: given.members,
    shiftTimes: given.shiftTimes,
    weekdays: given.weekdays ?? EVERY_WEEKDAY,
    closedDays: given.closedDays ?? [],
    checklist: given.checklist,
    swapNeedsApproval: given.swapNeedsApproval ?? false,
    location: given.location ?? null,
    fenceRadiusM: given.fenceRadiusM ?? FENCE_RADIUS_M_DEFAULT,
    pointsPerShift: given.pointsPerShift ?? 0,
  };
  const refusal = await refusalOf(tx, associationId, fields);
  if (refusal) return { ok: false, code: refusal };

  const id = newId();
  const now = await streetNow(tx);
  await tx.query({
    name: 'make-roster',
    text: `
      insert into rosters (id, association_id, name, lane, shift_times, weekdays, closed_days, checklist,
        checklist_since, swap_needs_approval, latitude, longitude, fence_radius_m, points_per_shift, updated_at)
      values ($1, $2, $3, $4, $5, $6, $7::date[], $8, $15, $9, $10, $11, $12, $13, $14)`,
    values: [id, associationId, ...columnsOf(fields), now, now],
  });
  await storeMembers(tx, id, fields.members);
  await tx.query({
    name: 'make-plaque',
    text: 'insert into plaques (roster_id, holder_merchant_id, since) values ($1, null, $2)',
    values: [id, now],
  });
  await record(tx, { actorId, act: 'roster.made', subject: `roster/${id}`, details: { after: fields } });
  return { ok: true, roster: must(await findRoster(tx, id)) };
}

/** Changes what an edit names; shifts that are published stay as they are. */
export async function editRoster(
  tx: PoolClient,
  rosterId: string,
  { edit, actorId }: { edit: BodyOf<Contracts['PATCH /v1/rosters/{rosterId}']>; actorId: string },
): Promise<RosterOutcome> {
  const roster = must(await lockRoster(tx, { rosterId }));
  const before = fieldsOf(roster);
  const after: RosterFields = { ...before, ...edit };
  const refusal = await refusalOf(tx, roster.associationId, after, edit.members !== undefined);
  if (refusal) return { ok: false, code: refusal };
  const changed = changedFields(before, after);
  if (changed.length === 0) return { ok: true, roster };

  await tx.query({
    name: 'edit-roster',
    text: `
      update rosters set name = $2, lane = $3, shift_times = $4, weekdays = $5, closed_days = $6::date[],
        checklist = $7, swap_needs_approval = $8, latitude = $9, longitude = $10, fence_radius_m = $11,
        points_per_shift = $12, updated_at = $13, checklist_since = $14
      where id = $1`,
    values: [
      rosterId,
      ...columnsOf(after),
      roster.now,
      changed.includes('checklist') ? roster.now : roster.checklistSince,
    ],
  });
  if (changed.includes('members')) {
    await tx.query({
      name: 'drop-members',
      text: 'delete from roster_members where roster_id = $1',
      values: [rosterId],
    });
    await storeMembers(tx, rosterId, after.members);
  }
  await record(tx, {
    actorId,
    act: 'roster.edited',
    subject: `roster/${rosterId}`,
    details: { before: only(before, changed), after: only(after, changed) },
  });
  return { ok: true, roster: must(await findRoster(tx, rosterId)) };
}

type RosterFields = Required<BodyOf<Contracts['PATCH /v1/rosters/{rosterId}']>>;

const fieldsOf = (roster: RosterRow): RosterFields => ({
  name: roster.name,
  lane: roster.lane,
  members: roster.members.map(({ merchantId, away }) => ({ merchantId, away })),
  shiftTimes: roster.shiftTimes,
  weekdays: roster.weekdays,
  closedDays: roster.closedDays,
  checklist: roster.checklist,
  swapNeedsApproval: roster.swapNeedsApproval,
  location: locationOf(roster),
  fenceRadiusM: roster.fenceRadiusM,
  pointsPerShift: roster.pointsPerShift,
});

/** Name to points per shift, in the order of both statements. */
const columnsOf = (fields: RosterFields): unknown[] => [
  fields.name,
  fields.lane,
  JSON.stringify(fields.shiftTimes),
  fields.weekdays,
  fields.closedDays,
  fields.checklist,
  fields.swapNeedsApproval,
  fields.location?.latitude ?? null,
  fields.location?.longitude ?? null,
  fields.fenceRadiusM,
  fields.pointsPerShift,
];

const changedFields = (before: RosterFields, after: RosterFields): (keyof RosterFields)[] =>
  (Object.keys(after) as (keyof RosterFields)[]).filter(
    (field) => !isDeepStrictEqual(normal(before[field]), normal(after[field])),
  );

/** A member who is never away may say so or say nothing. */
const normal = (value: RosterFields[keyof RosterFields]) =>
  Array.isArray(value)
    ? value.map((item) => (typeof item === 'object' && 'merchantId' in item ? { away: [], ...item } : item))
    : value;

const only = (fields: RosterFields, names: readonly (keyof RosterFields)[]): Partial<RosterFields> =>
  Object.fromEntries(names.map((name) => [name, fields[name]]));

async function refusalOf(
  tx: PoolClient,
  associationId: string,
  { members, shiftTimes }: RosterFields,
  membersAreNew = true,
): Promise<RosterRefusal | undefined> {
  if (shiftTimesOverlap(shiftTimes)) return 'shift-times-overlap';
  if (!membersAreNew) return undefined;
  const ids = members.map(({ merchantId }) => merchantId);
  if (new Set(ids).size < ids.length) return 'validation-failed';
  if (members.some(({ away = [] }) => away.some(({ from, to }) => to < from))) return 'validation-failed';
  const { rows } = await tx.query<{ known: number }>({
    name: 'known-members',
    text: `
      select count(*)::int as known from merchants
      where id = any($1::uuid[]) and association_id = $2 and status = 'open'`,
    values: [ids, associationId],
  });
  return rows[0]?.known === ids.length ? undefined : 'member-unknown';
}

async function storeMembers(
  tx: PoolClient,
  rosterId: string,
  members: RosterFields['members'],
): Promise<void> {
  await tx.query({
    name: 'store-members',
    text: `
      insert into roster_members (roster_id, merchant_id, position, away)
      select $1, merchant_id, position - 1, away
      from unnest($2::uuid[], $3::jsonb[]) with ordinality as member (merchant_id, away, position)`,
    values: [
      rosterId,
      members.map(({ merchantId }) => merchantId),
      members.map(({ away = [] }) => JSON.stringify(away)),
    ],
  });
}

/** @returns undefined where there is no such association */
export async function listRosters(
  pool: Pool,
  associationId: string,
  query: QueryOf<Contracts['GET /v1/associations/{associationId}/rosters']>,
) {
  const [afterNumber] = readCursor(query.cursor, ['integer']);
  const { rows } = await pool.query<SummaryRow>({
    name: 'rosters',
    text: `
      select ${SUMMARY_COLUMNS} ${SUMMARY_TABLES}
      where r.association_id = $1 and ($2::int is null or r.number > $2)
      order by r.number limit $3`,
    values: [associationId, afterNumber, rowsToAsk(query.limit)],
  });
  if (rows.length === 0 && !(await isAssociation(pool, associationId))) return undefined;
  return toPage(rows, query.limit, ({ number }) => [number], presentSummary);
}

async function isAssociation(pool: Pool, associationId: string): Promise<boolean> {
  const { rowCount } = await pool.query({
    name: 'is-association',
    text: 'select from associations where id = $1',
    values: [associationId],
  });
  return rowCount === 1;
}

export async function summaryByNumber(pool: Pool, number: number): Promise<RosterSummary | undefined> {
  const { rows } = await pool.query<SummaryRow>({
    name: 'roster-by-number',
    text: `select ${SUMMARY_COLUMNS} ${SUMMARY_TABLES} where r.number = $1`,
    values: [number],
  });
  return rows[0] && presentSummary(rows[0]);
}

export interface SummaryRow extends RosterSummary {
  number: number;
}

export const presentSummary = (row: SummaryRow): RosterSummary => ({
  id: row.id,
  associationId: row.associationId,
  associationName: row.associationName,
  name: row.name,
  lane: row.lane,
  memberCount: row.memberCount,
  publishedUntil: row.publishedUntil,
});

export const SUMMARY_COLUMNS = `
  r.number, r.id, r.association_id as "associationId", a.name as "associationName", r.name, r.lane,
  (select count(*)::int from roster_members where roster_id = r.id) as "memberCount",
  r.published_until as "publishedUntil"`;

export const SUMMARY_TABLES = 'from rosters r join associations a on a.id = r.association_id';
