import { type Static, Type } from 'typebox';
import { AssociationParams, MerchantParams } from '../directory/endpoints.ts';
import { endpoint, personAccess, publicAccess, rolesAt } from '../endpoint.ts';
import { MERCHANT_STAFF } from '../identity/roles.ts';
import { CodeOnScreen } from '../points/endpoints.ts';
import { body, Day, Id, Instant, Location, Note, orNull, page, pageQuery, ScannedCode } from '../schema.ts';
import { NewRoster, Roster, RosterEdit, RosterSummary } from './roster.ts';
import {
  ChecklistResult,
  Patrol,
  PICTURES_OF_PATROL_MAX,
  PlannedShift,
  Shift,
  ShiftStatus,
  Swap,
  SwapStatus,
} from './shift.ts';

const RosterParams = Type.Object({ rosterId: Id });
const ShiftParams = Type.Object({ shiftId: Id });
const SwapParams = Type.Object({ swapId: Id });

/** From and to are local days, both included; at most 93 days, so that a page stays a page. */
export const DAYS_OF_PLAN_MAX = 93;
const Days = Type.Object({ from: Day, to: Day });

/** When it happened on the phone, where it had no network then. Absent: now. */
const HappenedAt = Type.Optional(Instant);

export const RosterReportRow = Type.Object({
  merchantId: Id,
  merchantName: Type.String(),
  due: Type.Integer(),
  worked: Type.Integer(),
  late: Type.Integer(),
  missed: Type.Integer(),
  excused: Type.Integer(),
  swapped: Type.Integer(),
  patrols: Type.Integer(),
  findings: Type.Integer(),
});
export type RosterReportRow = Static<typeof RosterReportRow>;

export const RosterReport = Type.Object({
  rosterId: Id,
  rosterName: Type.String(),
  from: Day,
  to: Day,
  rows: Type.Array(RosterReportRow),
});
export type RosterReport = Static<typeof RosterReport>;

export const WorkedShift = Type.Object({
  ...Shift.properties,
  /** What the person on duty earned by it. */
  pointsEarned: Type.Integer(),
});
export type WorkedShift = Static<typeof WorkedShift>;

export const StewardToday = Type.Object({
  roster: RosterSummary,
  /** Who holds the plaque, and the shift they are on, if any. */
  holderName: Type.String(),
  onDuty: orNull(Shift),
  next: orNull(Shift),
});
export type StewardToday = Static<typeof StewardToday>;

const byAdmin = rolesAt('roster', 'rosterId', ['association.admin']);
const byStaffOfShift = rolesAt('shift', 'shiftId', MERCHANT_STAFF);
const byAdminOfShift = rolesAt('shift', 'shiftId', ['association.admin']);
const byAdminOfSwap = rolesAt('swap', 'swapId', ['association.admin']);

export const dutyEndpoints = {
  'POST /v1/associations/{associationId}/rosters': endpoint({
    summary: 'Make a roster',
    access: rolesAt('association', 'associationId', ['association.admin']),
    idempotent: true,
    params: AssociationParams,
    body: NewRoster,
    responses: { 201: Roster },
    problems: ['member-unknown', 'shift-times-overlap'],
  }),
  'GET /v1/associations/{associationId}/rosters': endpoint({
    summary: "An association's rosters",
    access: publicAccess,
    params: AssociationParams,
    query: pageQuery({}),
    responses: { 200: page(RosterSummary) },
    problems: ['not-found', 'cursor-invalid'],
  }),
  'GET /v1/rosters/{rosterId}': endpoint({
    summary: 'One roster, with who has the plaque',
    access: publicAccess,
    params: RosterParams,
    responses: { 200: Roster },
    problems: ['not-found'],
  }),
  'PATCH /v1/rosters/{rosterId}': endpoint({
    summary: 'Edit a roster; shifts already published stay until it is published again',
    access: byAdmin,
    params: RosterParams,
    body: RosterEdit,
    responses: { 200: Roster },
    problems: ['member-unknown', 'shift-times-overlap'],
  }),
  'GET /v1/rosters/{rosterId}/plan': endpoint({
    summary: 'What publishing would make of these days; stores nothing',
    access: byAdmin,
    params: RosterParams,
    query: Days,
    responses: { 200: Type.Object({ items: Type.Array(PlannedShift), kept: Type.Integer() }) },
    problems: ['days-invalid', 'days-past'],
  }),
  'POST /v1/rosters/{rosterId}/publish': endpoint({
    summary: 'Make the shifts of these days; what was worked, missed or swapped is never touched',
    access: byAdmin,
    idempotent: true,
    params: RosterParams,
    body: body({ from: Day, to: Day }),
    responses: { 200: Type.Object({ made: Type.Integer(), removed: Type.Integer(), kept: Type.Integer() }) },
    problems: ['days-invalid', 'days-past'],
  }),
  'GET /v1/rosters/{rosterId}/shifts': endpoint({
    summary: 'The shifts of some days, in order: the month board',
    access: publicAccess,
    params: RosterParams,
    query: Days,
    responses: { 200: Type.Object({ items: Type.Array(Shift) }) },
    problems: ['not-found', 'days-invalid'],
  }),
  'GET /v1/rosters/{rosterId}/report': endpoint({
    summary: 'Per merchant what was due, worked, late, missed, swapped, patrolled and found',
    access: byAdmin,
    params: RosterParams,
    query: Days,
    responses: { 200: RosterReport },
    problems: ['days-invalid'],
  }),
  'GET /v1/rosters/{rosterId}/report.xlsx': endpoint({
    summary: 'The report as a spreadsheet',
    access: byAdmin,
    params: RosterParams,
    query: Days,
    responses: {
      200: Type.String({
        contentMediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      }),
    },
    file: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    problems: ['days-invalid'],
  }),
  'GET /v1/rosters/{rosterId}/findings': endpoint({
    summary: 'Patrols that need someone, newest first',
    access: byAdmin,
    params: RosterParams,
    query: pageQuery({}),
    responses: { 200: page(Patrol) },
    problems: ['cursor-invalid'],
  }),
  'GET /v1/rosters/{rosterId}/swaps': endpoint({
    summary: 'Swaps of a roster, newest first',
    access: byAdmin,
    params: RosterParams,
    query: pageQuery({ status: Type.Optional(SwapStatus) }),
    responses: { 200: page(Swap) },
    problems: ['cursor-invalid'],
  }),
  'GET /v1/rosters/{rosterId}/plaque': endpoint({
    summary: 'The static code for the back of the plaque; counts only together with a place inside the fence',
    access: byAdmin,
    params: RosterParams,
    responses: { 200: Type.Object({ url: Type.String() }) },
    problems: [],
  }),
  'GET /v1/stewards': endpoint({
    summary: 'Who is steward of which lane right now',
    access: publicAccess,
    query: pageQuery({ associationId: Type.Optional(Id) }),
    responses: { 200: page(StewardToday) },
    problems: ['cursor-invalid'],
  }),
  'GET /v1/me/shifts': endpoint({
    summary: 'The shifts of my shops from a day on (today by default), soonest first',
    access: personAccess,
    query: pageQuery({ from: Type.Optional(Day), status: Type.Optional(ShiftStatus) }),
    responses: { 200: page(Shift) },
    problems: ['days-invalid', 'cursor-invalid'],
  }),
  'GET /v1/shifts/{shiftId}': endpoint({
    summary: 'One shift',
    access: publicAccess,
    params: ShiftParams,
    responses: { 200: Shift },
    problems: ['not-found'],
  }),
  'GET /v1/shifts/{shiftId}/plaque-code': endpoint({
    summary: 'The turning code by which the next steward takes the plaque from me',
    access: byStaffOfShift,
    params: ShiftParams,
    responses: { 200: CodeOnScreen },
    problems: ['plaque-not-here'],
  }),
  'POST /v1/shifts/{shiftId}/check-in': endpoint({
    summary:
      "Begin a shift, from 15 minutes before it starts: by the holder's turning code (which ends their shift) or the plaque's own code inside the fence",
    access: byStaffOfShift,
    limit: 'scan',
    idempotent: true,
    params: ShiftParams,
    body: body({
      plaqueCode: Type.Optional(ScannedCode),
      location: Type.Optional(Location),
      happenedAt: HappenedAt,
    }),
    responses: { 200: Shift },
    problems: [
      'code-invalid',
      'code-expired',
      'code-wrong-kind',
      'plaque-code-required',
      'plaque-other-roster',
      'plaque-not-here',
      'location-required',
      'outside-fence',
      'shift-too-early',
      'shift-over',
      'shift-begun',
      'happened-at-invalid',
    ],
  }),
  'POST /v1/shifts/{shiftId}/patrols': endpoint({
    summary: 'A round of the lane: checklist, note, pictures, place',
    access: byStaffOfShift,
    idempotent: true,
    params: ShiftParams,
    body: body({
      results: Type.Array(ChecklistResult, { minItems: 1, maxItems: 20 }),
      note: Type.Optional(Type.String({ maxLength: 500 })),
      pictureIds: Type.Optional(Type.Array(Id, { maxItems: PICTURES_OF_PATROL_MAX, uniqueItems: true })),
      location: Type.Optional(Location),
      needsSomeone: Type.Optional(Type.Boolean()),
      happenedAt: HappenedAt,
    }),
    responses: { 201: Patrol },
    problems: ['shift-not-on-duty', 'picture-unknown', 'happened-at-invalid', 'checklist-mismatch'],
  }),
  'GET /v1/shifts/{shiftId}/patrols': endpoint({
    summary: 'The patrols of a shift',
    access: rolesAt('shift', 'shiftId', [...MERCHANT_STAFF, 'association.admin']),
    params: ShiftParams,
    query: pageQuery({}),
    responses: { 200: page(Patrol) },
    problems: ['cursor-invalid'],
  }),
  'POST /v1/shifts/{shiftId}/check-out': endpoint({
    summary: 'End my shift without the next one here; the plaque stays with me until somebody takes it',
    access: byStaffOfShift,
    idempotent: true,
    params: ShiftParams,
    body: body({ happenedAt: HappenedAt }),
    responses: { 200: WorkedShift },
    problems: ['shift-not-on-duty', 'happened-at-invalid'],
  }),
  'POST /v1/shifts/{shiftId}/excuse': endpoint({
    summary: 'Excuse a missed shift, or one that will be missed, with a reason',
    access: byAdminOfShift,
    idempotent: true,
    params: ShiftParams,
    body: body({ reason: Note }),
    responses: { 200: Shift },
    problems: ['shift-state-conflict'],
  }),
  'POST /v1/shifts/{shiftId}/reassign': endpoint({
    summary: 'Give a shift that has not begun to another merchant of the roster',
    access: byAdminOfShift,
    idempotent: true,
    params: ShiftParams,
    body: body({ merchantId: Id, reason: Note }),
    responses: { 200: Shift },
    problems: ['shift-state-conflict', 'member-unknown'],
  }),
  'POST /v1/shifts/{shiftId}/make-up': endpoint({
    summary: 'Give the merchant of a missed shift another time to make it up',
    access: byAdminOfShift,
    idempotent: true,
    params: ShiftParams,
    body: body({ startsAt: Instant, endsAt: Instant }),
    responses: { 201: Shift },
    problems: ['shift-state-conflict', 'shift-times-overlap', 'days-past'],
  }),
  'POST /v1/shifts/{shiftId}/swaps': endpoint({
    summary: 'Ask a named merchant, or anyone on the roster, to take a shift of mine',
    access: byStaffOfShift,
    idempotent: true,
    params: ShiftParams,
    body: body({ merchantId: Type.Optional(Id), reason: Note }),
    responses: { 201: Swap },
    problems: ['shift-state-conflict', 'member-unknown', 'swap-open-already'],
  }),
  'GET /v1/me/swaps': endpoint({
    summary: 'Swaps that my shops asked for or can accept, newest first',
    access: personAccess,
    query: pageQuery({ status: Type.Optional(SwapStatus) }),
    responses: { 200: page(Swap) },
    problems: ['cursor-invalid'],
  }),
  'POST /v1/swaps/{swapId}/accept': endpoint({
    summary: 'Take the shift, giving one of mine in return or none; both sides change or neither',
    access: personAccess,
    idempotent: true,
    params: SwapParams,
    body: body({ merchantId: Id, inReturnShiftId: Type.Optional(Id) }),
    responses: { 200: Swap },
    problems: ['not-found', 'forbidden', 'swap-state-conflict', 'shift-state-conflict', 'own-swap'],
  }),
  'POST /v1/swaps/{swapId}/decline': endpoint({
    summary: 'Say no to a swap that asks my shop by name',
    access: personAccess,
    idempotent: true,
    params: SwapParams,
    responses: { 200: Swap },
    problems: ['not-found', 'forbidden', 'swap-state-conflict'],
  }),
  'POST /v1/swaps/{swapId}/withdraw': endpoint({
    summary: 'Take back what my shop asked',
    access: rolesAt('swap', 'swapId', MERCHANT_STAFF),
    idempotent: true,
    params: SwapParams,
    responses: { 200: Swap },
    problems: ['swap-state-conflict'],
  }),
  'POST /v1/swaps/{swapId}/approve': endpoint({
    summary: 'Let an accepted swap happen',
    access: byAdminOfSwap,
    idempotent: true,
    params: SwapParams,
    responses: { 200: Swap },
    problems: ['swap-state-conflict', 'shift-state-conflict'],
  }),
  'POST /v1/swaps/{swapId}/reject': endpoint({
    summary: 'Leave the shifts as they were',
    access: byAdminOfSwap,
    idempotent: true,
    params: SwapParams,
    body: body({ reason: Note }),
    responses: { 200: Swap },
    problems: ['swap-state-conflict'],
  }),
  'GET /v1/merchants/{merchantId}/calendar': endpoint({
    summary: "The address of the shop's calendar feed; whoever has it can read the shop's shifts",
    access: rolesAt('merchant', 'merchantId', MERCHANT_STAFF),
    params: MerchantParams,
    responses: { 200: Type.Object({ url: Type.String() }) },
    problems: [],
  }),
  'GET /v1/calendars/{feed}': endpoint({
    summary: "A shop's shifts as a calendar (RFC 5545)",
    access: publicAccess,
    params: Type.Object({ feed: Type.String({ minLength: 32, maxLength: 80 }) }),
    responses: { 200: Type.String({ contentMediaType: 'text/calendar' }) },
    file: 'text/calendar; charset=utf-8',
    problems: ['not-found'],
  }),
};
