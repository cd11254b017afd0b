import { type Static, Type } from 'typebox';
import { AssociationParams, MerchantParams, MerchantSummary } from '../directory/endpoints.ts';
import { RosterSummary } from '../duty/roster.ts';
import { Shift } from '../duty/shift.ts';
import { endpoint, personAccess, rolesAt } from '../endpoint.ts';
import { MERCHANT_STAFF } from '../identity/roles.ts';
import { MeetingSummary } from '../meetings/meeting.ts';
import { ProblemSummary } from '../problems.ts';
import { Redemption } from '../redemptions/redemption.ts';
import {
  body,
  Day,
  Id,
  Instant,
  Location,
  Note,
  orNull,
  Points,
  page,
  pageQuery,
  ScannedCode,
  Search,
} from '../schema.ts';
import { Balance } from './balance.ts';

export const MyPoints = Type.Object({ available: Points, held: Points, earned: Points, spent: Points });
export type MyPoints = Static<typeof MyPoints>;

export const ENTRY_KINDS = ['check-in', 'redemption', 'grant', 'expiry', 'duty', 'attendance'] as const;

export const PointsEntry = Type.Object({
  id: Id,
  at: Instant,
  kind: Type.Enum([...ENTRY_KINDS]),
  change: Type.Integer({ description: 'Positive where points came, negative where they went' }),
  title: Type.String({ description: 'What it was for, in plain words' }),
  merchantId: orNull(Id),
  redemptionId: orNull(Id),
});
export type PointsEntry = Static<typeof PointsEntry>;

export const CodeOnScreen = Type.Object({
  url: Type.String({ description: 'What the code says: a plain URL' }),
  validUntil: Instant,
});
export type CodeOnScreen = Static<typeof CodeOnScreen>;

/** What the person can do with what was scanned; with a refusal where it can't be done now, and why. */
export const ScanAction = Type.Object({
  act: Type.Enum(['check-in', 'redeem', 'fulfil', 'show-voucher', 'shift-check-in', 'sign-in']),
  points: orNull(Type.Integer({ description: 'What the act pays or costs, where that is known' })),
  refusal: orNull(ProblemSummary),
});
export type ScanAction = Static<typeof ScanAction>;

/** A shop's code, or a voucher for it. */
export const ShopScan = Type.Object({
  kind: Type.Enum(['merchant', 'merchant-poster', 'voucher']),
  merchant: MerchantSummary,
  redemption: orNull(Redemption),
  actions: Type.Array(ScanAction),
});
export type ShopScan = Static<typeof ShopScan>;

/** The plaque of a lane: whose roster it is, and the shift that I could begin by it, if any. */
export const PlaqueScan = Type.Object({
  kind: Type.Enum(['plaque']),
  roster: RosterSummary,
  /** The next shift there of a shop where I work. */
  shift: orNull(Shift),
  actions: Type.Array(ScanAction),
});
export type PlaqueScan = Static<typeof PlaqueScan>;

/** The turning code of a meeting that is under way, or was. */
export const MeetingScan = Type.Object({
  kind: Type.Enum(['meeting']),
  meeting: MeetingSummary,
  actions: Type.Array(ScanAction),
});
export type MeetingScan = Static<typeof MeetingScan>;

/** The code on the wall that leads to a ballot. */
export const BallotScan = Type.Object({
  kind: Type.Enum(['ballot']),
  ballotId: Id,
  question: Type.String(),
  /** Empty: what can be done now is said by the ballot itself. */
  actions: Type.Array(ScanAction),
});
export type BallotScan = Static<typeof BallotScan>;

export const ScanResult = Type.Union([ShopScan, PlaqueScan, MeetingScan, BallotScan]);
export type ScanResult = Static<typeof ScanResult>;

export const CheckIn = Type.Object({
  id: Id,
  merchantId: Id,
  merchantName: Type.String(),
  points: Points,
  at: Instant,
  balance: Balance,
});
export type CheckIn = Static<typeof CheckIn>;

export const MerchantCheckIn = Type.Object({
  id: Id,
  at: Instant,
  points: Points,
  residentTail: Type.String({ description: "The last four digits of the resident's number" }),
});
export type MerchantCheckIn = Static<typeof MerchantCheckIn>;

export const BUDGET_PERIODS = ['day', 'week', 'month', 'quarter', 'year'] as const;
export type BudgetPeriod = (typeof BUDGET_PERIODS)[number];

const earningRuleFields = {
  pointsPerCheckIn: Type.Integer({ minimum: 1, maximum: 1000 }),
  paidCheckInsPerDay: Type.Integer({ minimum: 0, maximum: 100 }),
  posterPays: Type.Boolean({ description: 'A static poster pays too, with a location inside the fence' }),
  fenceRadiusM: Type.Integer({ minimum: 10, maximum: 5000, description: 'Metres around the shop' }),
  budgetPoints: Type.Integer({ minimum: 0, maximum: 1_000_000_000 }),
  budgetPeriod: Type.Enum([...BUDGET_PERIODS]),
};

export const EarningRules = Type.Object({
  ...earningRuleFields,
  budgetIssued: Type.Integer({ description: 'Points issued so far in the running period' }),
  budgetPeriodStart: Day,
  updatedAt: Instant,
});
export type EarningRules = Static<typeof EarningRules>;

export const Grant = Type.Object({
  id: Id,
  personId: Id,
  personName: Type.String(),
  personNumber: Type.Integer(),
  points: Points,
  reason: Type.String(),
  at: Instant,
});
export type Grant = Static<typeof Grant>;

export const Grantee = Type.Object({
  personId: Id,
  number: Type.Integer(),
  name: Type.String(),
  communityName: orNull(Type.String()),
});
export type Grantee = Static<typeof Grantee>;

const byAdmin = rolesAt('association', 'associationId', ['association.admin']);
const byStaff = rolesAt('merchant', 'merchantId', MERCHANT_STAFF);

export const pointsEndpoints = {
  'GET /v1/me/points': endpoint({
    summary: 'My points',
    access: personAccess,
    responses: { 200: MyPoints },
    problems: [],
  }),
  'GET /v1/me/points/entries': endpoint({
    summary: 'Where my points came from and went, newest first',
    access: personAccess,
    query: pageQuery({}),
    responses: { 200: page(PointsEntry) },
    problems: ['cursor-invalid'],
  }),
  'GET /v1/merchants/{merchantId}/code': endpoint({
    summary: 'The code that turns every 30 seconds',
    access: byStaff,
    params: MerchantParams,
    responses: { 200: CodeOnScreen },
    problems: [],
  }),
  'GET /v1/merchants/{merchantId}/poster': endpoint({
    summary: 'The static code for the wall',
    access: byStaff,
    params: MerchantParams,
    responses: { 200: Type.Object({ url: Type.String() }) },
    problems: [],
  }),
  'GET /v1/merchants/{merchantId}/check-ins': endpoint({
    summary: "A day's check-ins at the shop, newest first (today by default)",
    access: byStaff,
    params: MerchantParams,
    query: pageQuery({ day: Type.Optional(Day) }),
    responses: { 200: page(MerchantCheckIn) },
    problems: ['cursor-invalid'],
  }),
  'POST /v1/scans': endpoint({
    summary: 'What a scanned code is, and what I can do with it now; changes nothing',
    access: personAccess,
    limit: 'scan',
    body: body({ code: ScannedCode, location: Type.Optional(Location) }),
    responses: { 200: ScanResult },
    problems: ['code-invalid', 'code-expired', 'code-not-yours'],
  }),
  'POST /v1/check-ins': endpoint({
    summary: 'Earn points for being at a merchant',
    access: personAccess,
    limit: 'scan',
    idempotent: true,
    body: body({ code: ScannedCode, location: Type.Optional(Location) }),
    responses: { 201: CheckIn },
    problems: [
      'code-invalid',
      'code-expired',
      'code-wrong-kind',
      'merchant-closed',
      'own-merchant',
      'already-checked-in',
      'daily-limit-reached',
      'budget-exhausted',
      'live-code-required',
      'location-required',
      'outside-fence',
    ],
  }),
  'GET /v1/associations/{associationId}/earning-rules': endpoint({
    summary: 'How points are earned at this association, and how much of the budget is issued',
    access: byAdmin,
    params: AssociationParams,
    responses: { 200: EarningRules },
    problems: [],
  }),
  'PUT /v1/associations/{associationId}/earning-rules': endpoint({
    summary: 'Change how points are earned, from now on',
    access: byAdmin,
    params: AssociationParams,
    body: body(earningRuleFields),
    responses: { 200: EarningRules },
    problems: [],
  }),
  'GET /v1/associations/{associationId}/grantees': endpoint({
    summary: 'People to grant points to, by number or part of the name',
    access: byAdmin,
    params: AssociationParams,
    query: pageQuery({ q: Search }),
    responses: { 200: page(Grantee) },
    problems: ['cursor-invalid'],
  }),
  'GET /v1/associations/{associationId}/grants': endpoint({
    summary: 'Points granted by hand, newest first',
    access: byAdmin,
    params: AssociationParams,
    query: pageQuery({}),
    responses: { 200: page(Grant) },
    problems: ['cursor-invalid'],
  }),
  'POST /v1/associations/{associationId}/grants': endpoint({
    summary: 'Grant points to a person, out of the budget, for a reason they will read',
    access: byAdmin,
    idempotent: true,
    params: AssociationParams,
    body: body({ personId: Id, points: Type.Integer({ minimum: 1, maximum: 10_000 }), reason: Note }),
    responses: { 201: Grant },
    problems: ['person-unknown', 'budget-exhausted', 'own-grant'],
  }),
};
