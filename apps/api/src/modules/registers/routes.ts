import { localDay } from '@shangju/rules';
import type { Pool } from 'pg';
import { transaction } from '../../db/transaction.ts';
import type { Handlers } from '../../http/handler.ts';
import { claimHousehold } from './claim-household.ts';
import { findResidents } from './find-residents.ts';
import { findUnits } from './find-units.ts';
import { addHousehold, editHousehold, listCommunities, listHouseholds } from './households.ts';
import { importRegister } from './import-register.ts';
import { addMember, removeMember, verifyMember } from './members.ts';
import { listMyUnits } from './my-units.ts';
import { readSheet } from './read-sheet.ts';
import { registerSheet } from './register-sheet.ts';
import { entitleClerks, listVoters } from './shop-voters.ts';

type RegisterHandlers = Pick<
  Handlers,
  | 'GET /v1/me/units'
  | 'POST /v1/me/household-claims'
  | 'GET /v1/communities'
  | 'GET /v1/communities/{communityId}/households'
  | 'GET /v1/communities/{communityId}/residents'
  | 'POST /v1/communities/{communityId}/households'
  | 'POST /v1/communities/{communityId}/households/import'
  | 'GET /v1/communities/{communityId}/households.xlsx'
  | 'PATCH /v1/households/{householdId}'
  | 'POST /v1/households/{householdId}/members'
  | 'POST /v1/households/{householdId}/members/{personId}/verify'
  | 'POST /v1/households/{householdId}/members/{personId}/remove'
  | 'GET /v1/associations/{associationId}/units'
  | 'GET /v1/merchants/{merchantId}/voters'
  | 'PUT /v1/merchants/{merchantId}/voters'
>;

export function registerRoutes({ pool }: { pool: Pool }): RegisterHandlers {
  return {
    'GET /v1/me/units': async ({ caller }) => ({
      status: 200,
      body: { items: await listMyUnits(pool, caller.personId) },
    }),

    'POST /v1/me/household-claims': ({ body, caller, change, refuse }) =>
      change.once(async (tx) => {
        const outcome = await claimHousehold(tx, { ...body, personId: caller.personId });
        return outcome.ok ? { status: 201, body: outcome.unit } : refuse(outcome.code);
      }),

    'GET /v1/communities': async ({ query }) => ({ status: 200, body: await listCommunities(pool, query) }),

    'GET /v1/communities/{communityId}/households': async ({ params, query }) => ({
      status: 200,
      body: await listHouseholds(pool, params.communityId, query),
    }),

    'GET /v1/communities/{communityId}/residents': async ({ query }) => ({
      status: 200,
      body: await findResidents(pool, query),
    }),

    'POST /v1/communities/{communityId}/households': ({ params, body, caller, change, refuse }) =>
      change.once(async (tx) => {
        const outcome = await addHousehold(tx, { ...params, ...body, actorId: caller.personId });
        return outcome.ok ? { status: 201, body: outcome.household } : refuse(outcome.code);
      }),

    // Read before the transaction begins: that holds no connection and no lock.
    'POST /v1/communities/{communityId}/households/import': async ({
      params,
      upload,
      caller,
      change,
      refuse,
    }) => {
      const sheet = await readSheet(upload);
      if (!sheet.ok) return refuse(sheet.code);
      return change.once(async (tx) => ({
        status: 200,
        body: await importRegister(tx, { ...params, rows: sheet.rows, actorId: caller.personId }),
      }));
    },

    'GET /v1/communities/{communityId}/households.xlsx': async ({ params, caller }) => ({
      file: await registerSheet(pool, params.communityId),
      fileName: `住户名册 ${localDay(caller.now)}.xlsx`,
    }),

    'PATCH /v1/households/{householdId}': ({ params, body, caller, refuse }) =>
      transaction(pool, async (tx) => {
        const asked = { edit: body, actorId: caller.personId };
        const outcome = await editHousehold(tx, params.householdId, asked);
        return outcome.ok ? { status: 200, body: outcome.household } : refuse(outcome.code);
      }),

    'POST /v1/households/{householdId}/members': ({ params, body, caller, change, refuse }) =>
      change.once(async (tx) => {
        const outcome = await addMember(tx, { ...params, ...body, actorId: caller.personId });
        return outcome.ok ? { status: 201, body: outcome.household } : refuse(outcome.code);
      }),

    'POST /v1/households/{householdId}/members/{personId}/verify': ({ params, caller, change, refuse }) =>
      change.once(async (tx) => {
        const outcome = await verifyMember(tx, { ...params, actorId: caller.personId });
        return outcome.ok ? { status: 200, body: outcome.household } : refuse(outcome.code);
      }),

    'POST /v1/households/{householdId}/members/{personId}/remove': ({ params, caller, change, refuse }) =>
      change.once(async (tx) => {
        const outcome = await removeMember(tx, { ...params, actorId: caller.personId });
        return outcome.ok ? { status: 200, body: outcome.household } : refuse(outcome.code);
      }),

    'GET /v1/associations/{associationId}/units': async ({ params, query }) => ({
      status: 200,
      body: await findUnits(pool, params.associationId, query),
    }),

    'GET /v1/merchants/{merchantId}/voters': async ({ params }) => ({
      status: 200,
      body: { items: await listVoters(pool, params.merchantId) },
    }),

    'PUT /v1/merchants/{merchantId}/voters': ({ params, body, caller, refuse }) =>
      transaction(pool, async (tx) => {
        const outcome = await entitleClerks(tx, { ...params, ...body, actorId: caller.personId });
        return outcome.ok ? { status: 200, body: { items: outcome.voters } } : refuse(outcome.code);
      }),
  };
}
