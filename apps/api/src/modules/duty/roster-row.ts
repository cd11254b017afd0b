import type { Location, Roster, RosterMember, ShiftTime } from '@shangju/contracts';
import type { DutyRoster, Plaque } from '@shangju/rules';
import type { Pool, PoolClient } from 'pg';

/** A roster as it is stored, with its members and its plaque. */
export interface RosterRow {
  id: string;
  number: number;
  associationId: string;
  associationName: string;
  name: string;
  lane: string;
  members: RosterMember[];
  shiftTimes: ShiftTime[];
  weekdays: number[];
  closedDays: string[];
  checklist: string[];
  checklistSince: Date;
  swapNeedsApproval: boolean;
  latitude: number | null;
  longitude: number | null;
  fenceRadiusM: number;
  pointsPerShift: number;
  publishedUntil: string | null;
  updatedAt: Date;
  /** Null: the association's office has the plaque. */
  holderMerchantId: string | null;
  holderMerchantName: string | null;
  since: Date;
  revision: number;
}

export async function findRoster(db: Pool | PoolClient, rosterId: string): Promise<RosterRow | undefined> {
  const { rows } = await db.query<RosterRow>({ name: 'roster', text: ROSTER, values: [rosterId] });
  return rows[0];
}

const ROSTER = `
  select r.id, r.number, r.association_id as "associationId", a.name as "associationName", r.name, r.lane,
    r.shift_times as "shiftTimes", r.weekdays, r.closed_days::text[] as "closedDays", r.checklist,
    r.checklist_since as "checklistSince", r.swap_needs_approval as "swapNeedsApproval", r.latitude, r.longitude,
    r.fence_radius_m as "fenceRadiusM", r.points_per_shift as "pointsPerShift",
    r.published_until as "publishedUntil", r.updated_at as "updatedAt",
    p.holder_merchant_id as "holderMerchantId", h.name as "holderMerchantName", p.since, p.revision,
    (
      select jsonb_agg(
        jsonb_build_object('merchantId', m.id, 'merchantName', m.name, 'away', x.away) order by x.position
      )
      from roster_members x join merchants m on m.id = x.merchant_id where x.roster_id = r.id
    ) as members
  from rosters r
  join associations a on a.id = r.association_id
  join plaques p on p.roster_id = r.id
  left join merchants h on h.id = p.holder_merchant_id
  where r.id = $1`;

export const presentRoster = (row: RosterRow): Roster => ({
  id: row.id,
  associationId: row.associationId,
  name: row.name,
  lane: row.lane,
  members: row.members,
  shiftTimes: row.shiftTimes,
  weekdays: row.weekdays,
  closedDays: row.closedDays,
  checklist: row.checklist,
  swapNeedsApproval: row.swapNeedsApproval,
  location: locationOf(row),
  fenceRadiusM: row.fenceRadiusM,
  pointsPerShift: row.pointsPerShift,
  publishedUntil: row.publishedUntil,
  plaque: {
    merchantId: row.holderMerchantId,
    holderName: row.holderMerchantName ?? officeOf(row.associationName),
    since: row.since.toISOString(),
  },
  updatedAt: row.updatedAt.toISOString(),
});

/** Who has a plaque that no merchant has. */
export const officeOf = (associationName: string): string => `${associationName}办公室`;

export const locationOf = ({
  latitude,
  longitude,
}: {
  latitude: number | null;
  longitude: number | null;
}): Location | null => (latitude === null || longitude === null ? null : { latitude, longitude });

export const plaqueOf = ({ holderMerchantId, since, revision }: RosterRow): Plaque => ({
  holderMerchantId,
  since,
  revision,
});

export const dutyRosterOf = (row: RosterRow): DutyRoster => ({
  rosterId: row.id,
  location: locationOf(row),
  fenceRadiusM: row.fenceRadiusM,
  pointsPerShift: row.pointsPerShift,
});

export const memberIdsOf = ({ members }: RosterRow): Set<string> =>
  new Set(members.map(({ merchantId }) => merchantId));
