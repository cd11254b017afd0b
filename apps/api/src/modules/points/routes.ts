import { localDay } from '@shangju/rules';
import type { Pool } from 'pg';
import type { OnBatch } from '../../http/gather.ts';
import type { Handlers } from '../../http/handler.ts';
import { type CodeBook, codeOnScreen } from '../codes/index.ts';
import { numberOfMerchant } from '../directory/index.ts';
import { checkInBatch, listMerchantCheckIns } from './check-ins.ts';
import { changeEarningRules, earningRuleOf } from './earning-rules.ts';
import { findGrantees, grantPoints, listGrants } from './grants.ts';
import { listEntries, myPoints } from './my-points.ts';
import { merchantPresence } from './presence.ts';

type PointsHandlers = Pick<
  Handlers,
  | 'GET /v1/me/points'
  | 'GET /v1/me/points/entries'
  | 'GET /v1/merchants/{merchantId}/code'
  | 'GET /v1/merchants/{merchantId}/poster'
  | 'GET /v1/merchants/{merchantId}/check-ins'
  | 'POST /v1/check-ins'
  | 'GET /v1/associations/{associationId}/earning-rules'
  | 'PUT /v1/associations/{associationId}/earning-rules'
  | 'GET /v1/associations/{associationId}/grantees'
  | 'GET /v1/associations/{associationId}/grants'
  | 'POST /v1/associations/{associationId}/grants'
>;

export function pointsRoutes({
  pool,
  pipelines,
  onBatch,
  codes,
  giveBackLapsed,
}: {
  pool: Pool;
  pipelines: Pool;
  onBatch?: OnBatch | undefined;
  codes: CodeBook;
  /** Ends holds that have run out, so that what is read next counts their points as given back. */
  giveBackLapsed: () => Promise<unknown>;
}): PointsHandlers {
  const checkIn = checkInBatch(pipelines, onBatch);

  return {
    'GET /v1/me/points': async ({ caller }) => {
      const points = await myPoints(pool, caller.personId);
      if (points.held === 0) return { status: 200, body: points };
      await giveBackLapsed();
      return { status: 200, body: await myPoints(pool, caller.personId) };
    },

    'GET /v1/me/points/entries': async ({ caller, query }) => ({
      status: 200,
      body: await listEntries(pool, caller.personId, query),
    }),

    'GET /v1/merchants/{merchantId}/code': async ({ params, caller }) => {
      const number = await numberOfMerchant(pool, params.merchantId);
      return { status: 200, body: codeOnScreen(codes.turning('merchant', number, caller.now), caller.now) };
    },

    'GET /v1/merchants/{merchantId}/poster': async ({ params }) => {
      const number = await numberOfMerchant(pool, params.merchantId);
      return { status: 200, body: { url: codes.standing('merchant-poster', number) } };
    },

    'GET /v1/merchants/{merchantId}/check-ins': async ({ params, query, caller }) => ({
      status: 200,
      body: await listMerchantCheckIns(pool, params.merchantId, query, localDay(caller.now)),
    }),

    'POST /v1/check-ins': async ({ body, caller, change, refuse }) => {
      const code = codes.read(body.code);
      if (!code) return refuse('code-invalid');
      const presence = merchantPresence(code);
      if (!presence) return refuse('code-wrong-kind');
      const decided = await checkIn(change, {
        personId: caller.personId,
        merchantNumber: code.subject,
        presence,
        location: body.location,
      });
      if (decided.ok) return decided.reply;
      const no = decided.refusal;
      switch (no.code) {
        case 'daily-limit-reached':
          return refuse(no.code, { limit: no.limit });
        case 'outside-fence':
          return refuse(no.code, { distanceM: no.distanceM });
        default:
          return refuse(no.code);
      }
    },

    'GET /v1/associations/{associationId}/earning-rules': async ({ params }) => ({
      status: 200,
      body: await earningRuleOf(pool, params.associationId),
    }),

    'PUT /v1/associations/{associationId}/earning-rules': async ({ params, body, caller }) => {
      const { associationId } = params;
      await changeEarningRules(pool, { associationId, change: body, changedBy: caller.personId });
      return { status: 200, body: await earningRuleOf(pool, params.associationId) };
    },

    'GET /v1/associations/{associationId}/grantees': async ({ query }) => ({
      status: 200,
      body: await findGrantees(pool, query),
    }),

    'GET /v1/associations/{associationId}/grants': async ({ params, query }) => ({
      status: 200,
      body: await listGrants(pool, params.associationId, query),
    }),

    'POST /v1/associations/{associationId}/grants': ({ params, body, caller, change, refuse }) =>
      change.once(async (tx) => {
        const outcome = await grantPoints(tx, {
          ...body,
          associationId: params.associationId,
          grantedBy: caller.personId,
        });
        return outcome.ok ? { status: 201, body: outcome.grant } : refuse(outcome.code);
      }),
  };
}
