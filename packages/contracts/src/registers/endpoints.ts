import { type Static, Type } from 'typebox';
import { AssociationParams, MerchantParams } from '../directory/endpoints.ts';
import { endpoint, personAccess, publicAccess, rolesAt } from '../endpoint.ts';
import { body, Id, Instant, orNull, page, pageQuery, Search } from '../schema.ts';

export const SHEET_BYTES_MAX = 2 * 1024 * 1024;
const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** In square centimetres, so that 89.23 m² is a whole number. */
export const FloorArea = Type.Integer({
  minimum: 1,
  maximum: 1_000_000_000,
  description: 'Floor area in square centimetres',
});
export const Address = Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' });

export const UNIT_KINDS = ['household', 'merchant'] as const;

export const Unit = Type.Object({
  id: Id,
  kind: Type.Enum([...UNIT_KINDS]),
  name: Type.String({ description: 'The address of a household, the name of a shop' }),
});
export type Unit = Static<typeof Unit>;

/** What has one vote, and what this person may do for it. */
export const MyUnit = Type.Object({
  id: Id,
  kind: Type.Enum([...UNIT_KINDS]),
  name: Type.String({ description: 'The address of a household, the name of a shop' }),
  /** False while the community has not yet confirmed that the person lives there, or the owner has not entitled them. */
  mayVote: Type.Boolean(),
});
export type MyUnit = Static<typeof MyUnit>;

export const HouseholdMember = Type.Object({
  personId: Id,
  name: Type.String(),
  numberTail: Type.String({ description: "The last four digits of the person's number" }),
  /** `claimed`: they say so themselves; it counts once a community worker has verified it. */
  status: Type.Enum(['claimed', 'verified']),
  since: Instant,
  /** Addresses of other households of which the same person is a member: one of them may be out of date. */
  alsoAt: Type.Array(Type.String()),
});
export type HouseholdMember = Static<typeof HouseholdMember>;

export const Household = Type.Object({
  id: Id,
  communityId: Id,
  address: Type.String(),
  floorAreaCm2: orNull(Type.Integer()),
  members: Type.Array(HouseholdMember),
});
export type Household = Static<typeof Household>;

/** A row of a spreadsheet that could not be taken over as it is. */
export const ImportConflict = Type.Object({
  row: Type.Integer({ description: 'As the spreadsheet numbers it, the heading being 1' }),
  address: Type.String(),
  reason: Type.String({ description: 'A sentence that says what to mend' }),
});
export type ImportConflict = Static<typeof ImportConflict>;

export const ImportedRegister = Type.Object({
  households: Type.Integer({ description: 'Rows that were taken over' }),
  made: Type.Integer(),
  changed: Type.Integer(),
  membersAdded: Type.Integer(),
  conflicts: Type.Array(ImportConflict),
});
export type ImportedRegister = Static<typeof ImportedRegister>;

export const ShopVoter = Type.Object({
  personId: Id,
  name: Type.String(),
  role: Type.Enum(['owner', 'clerk']),
  mayVote: Type.Boolean(),
});
export type ShopVoter = Static<typeof ShopVoter>;

export const Community = Type.Object({ id: Id, name: Type.String() });
export type Community = Static<typeof Community>;

const CommunityParams = Type.Object({ communityId: Id });
const HouseholdParams = Type.Object({ householdId: Id });
const MemberParams = Type.Object({ householdId: Id, personId: Id });

const byWorker = rolesAt('community', 'communityId', ['community.worker']);
const byWorkerOfHousehold = rolesAt('household', 'householdId', ['community.worker']);

export const registerEndpoints = {
  'GET /v1/me/units': endpoint({
    summary: 'The households and shops that I vote for, or will once it is confirmed',
    access: personAccess,
    responses: { 200: Type.Object({ items: Type.Array(MyUnit) }) },
    problems: [],
  }),
  'POST /v1/me/household-claims': endpoint({
    summary: 'Say where I live, as the door says; a community worker confirms it',
    access: personAccess,
    idempotent: true,
    body: body({ communityId: Id, address: Address }),
    responses: { 201: MyUnit },
    problems: ['household-unknown'],
  }),
  'GET /v1/communities': endpoint({
    summary: 'The communities of the street',
    access: publicAccess,
    query: pageQuery({}),
    responses: { 200: page(Community) },
    problems: ['cursor-invalid'],
  }),
  'GET /v1/communities/{communityId}/households': endpoint({
    summary: 'The register: households by address, with their members',
    access: byWorker,
    params: CommunityParams,
    query: pageQuery({
      q: Type.Optional(Search),
      /** `claims`: where somebody waits to be verified; `conflicts`: where a member is also registered elsewhere. */
      show: Type.Optional(Type.Enum(['all', 'claims', 'conflicts'])),
    }),
    responses: { 200: page(Household) },
    problems: ['cursor-invalid'],
  }),
  'GET /v1/communities/{communityId}/residents': endpoint({
    summary: 'Find a person to register: by their whole number, or by their name',
    access: byWorker,
    params: CommunityParams,
    query: Type.Object({ q: Search }),
    responses: {
      200: Type.Object({
        items: Type.Array(Type.Object({ personId: Id, name: Type.String(), numberTail: Type.String() })),
      }),
    },
    problems: [],
  }),
  'POST /v1/communities/{communityId}/households': endpoint({
    summary: 'Add a household',
    access: byWorker,
    idempotent: true,
    params: CommunityParams,
    body: body({ address: Address, floorAreaCm2: Type.Optional(FloorArea) }),
    responses: { 201: Household },
    problems: ['household-exists'],
  }),
  'POST /v1/communities/{communityId}/households/import': endpoint({
    summary:
      'Take over a spreadsheet (.xlsx; columns 地址, 建筑面积, 居民编号, 姓名); rows that conflict are listed and left out',
    access: byWorker,
    idempotent: true,
    params: CommunityParams,
    upload: {
      field: 'sheet',
      bytesMax: SHEET_BYTES_MAX,
      missing: 'sheet-missing',
      tooLarge: 'sheet-too-large',
    },
    responses: { 200: ImportedRegister },
    problems: ['sheet-missing', 'sheet-too-large', 'sheet-unreadable'],
  }),
  'GET /v1/communities/{communityId}/households.xlsx': endpoint({
    summary: 'The register as a spreadsheet, in the form in which it can be taken over again',
    access: byWorker,
    params: CommunityParams,
    responses: { 200: Type.String({ contentMediaType: SHEET }) },
    file: SHEET,
    problems: [],
  }),
  'PATCH /v1/households/{householdId}': endpoint({
    summary: 'Mend an address or a floor area; ballots that have opened keep what they opened with',
    access: byWorkerOfHousehold,
    params: HouseholdParams,
    body: body({ address: Type.Optional(Address), floorAreaCm2: Type.Optional(orNull(FloorArea)) }),
    responses: { 200: Household },
    problems: ['household-exists'],
  }),
  'POST /v1/households/{householdId}/members': endpoint({
    summary: 'Add a person to a household, as verified',
    access: byWorkerOfHousehold,
    idempotent: true,
    params: HouseholdParams,
    body: body({ personId: Id }),
    responses: { 201: Household },
    problems: ['person-unknown'],
  }),
  'POST /v1/households/{householdId}/members/{personId}/verify': endpoint({
    summary: 'Confirm that a person belongs to the household',
    access: byWorkerOfHousehold,
    idempotent: true,
    params: MemberParams,
    responses: { 200: Household },
    problems: ['member-not-there'],
  }),
  'POST /v1/households/{householdId}/members/{personId}/remove': endpoint({
    summary: 'Take a person out of a household; what they cast for it stays',
    access: byWorkerOfHousehold,
    idempotent: true,
    params: MemberParams,
    responses: { 200: Household },
    problems: ['member-not-there'],
  }),
  'GET /v1/associations/{associationId}/units': endpoint({
    summary: "Find a unit by its name or door: the association's shops and its community's households",
    access: rolesAt('association', 'associationId', ['association.admin']),
    params: AssociationParams,
    query: pageQuery({ q: Type.Optional(Search) }),
    responses: { 200: page(Unit) },
    problems: ['cursor-invalid'],
  }),
  'GET /v1/merchants/{merchantId}/voters': endpoint({
    summary: 'Who votes for the shop',
    access: rolesAt('merchant', 'merchantId', ['merchant.owner', 'association.admin']),
    params: MerchantParams,
    responses: { 200: Type.Object({ items: Type.Array(ShopVoter) }) },
    problems: [],
  }),
  'PUT /v1/merchants/{merchantId}/voters': endpoint({
    summary: 'Which clerks may vote for the shop beside its owner',
    access: rolesAt('merchant', 'merchantId', ['merchant.owner']),
    params: MerchantParams,
    body: body({ clerkIds: Type.Array(Id, { maxItems: 50, uniqueItems: true }) }),
    responses: { 200: Type.Object({ items: Type.Array(ShopVoter) }) },
    problems: ['clerk-unknown'],
  }),
};
