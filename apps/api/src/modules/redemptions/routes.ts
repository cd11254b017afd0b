import { localDay } from '@shangju/rules';
import type { Pool } from 'pg';
import type { OnBatch } from '../../http/gather.ts';
import type { Handlers } from '../../http/handler.ts';
import { must } from '../../must.ts';
import { newId } from '../../new-id.ts';
import type { ArrivalsHub } from '../arrivals/index.ts';
import { type CodeBook, codeOnScreen } from '../codes/index.ts';
import { endRedemptions } from './endings.ts';
import { giveBackLapsed } from './lapse.ts';
import { merchantDay } from './merchant-day.ts';
import { redeemBatch } from './redeem.ts';
import { findRedemption, listMerchantRedemptions, listMyRedemptions } from './redemptions.ts';

type RedemptionHandlers = Pick<
  Handlers,
  | 'POST /v1/redemptions'
  | 'GET /v1/me/redemptions'
  | 'GET /v1/redemptions/{redemptionId}'
  | 'GET /v1/redemptions/{redemptionId}/voucher'
  | 'POST /v1/redemptions/{redemptionId}/cancel'
  | 'POST /v1/redemptions/{redemptionId}/fulfil'
  | 'GET /v1/merchants/{merchantId}/redemptions'
  | 'GET /v1/merchants/{merchantId}/day'
  | 'GET /v1/merchants/{merchantId}/arrivals'
>;

export function redemptionRoutes({
  pool,
  pipelines,
  onBatch,
  codes,
  arrivals,
}: {
  pool: Pool;
  pipelines: Pool;
  onBatch?: OnBatch | undefined;
  codes: CodeBook;
  arrivals: ArrivalsHub;
}): RedemptionHandlers {
  const redeem = redeemBatch(pipelines, onBatch);

  return {
    'POST /v1/redemptions': async ({ body, caller, change, refuse }) => {
      const code = body.merchantCode === undefined ? undefined : codes.read(body.merchantCode);
      if (body.merchantCode !== undefined && !code) return refuse('code-invalid');
      if (code && code.kind !== 'merchant') return refuse('code-wrong-kind');
      const decided = await redeem(change, {
        personId: caller.personId,
        offerId: body.offerId,
        live: code && { merchantNumber: code.subject, step: code.step },
      });
      if (decided.ok) return decided.reply;
      const no = decided.refusal;
      switch (no.code) {
        case 'insufficient-points':
          return refuse(no.code, { missing: no.missing });
        case 'limit-reached':
          return refuse(no.code, { limit: no.limit, period: no.period });
        default:
          return refuse(no.code);
      }
    },

    'GET /v1/me/redemptions': async ({ caller, query }) => {
      const page = await listMyRedemptions(pool, caller.personId, query);
      const lapsed = page.items.some(
        ({ status, heldUntil }) => status === 'held' && isOver(heldUntil, caller.now),
      );
      if (!lapsed) return { status: 200, body: page };
      await giveBackLapsed(pool);
      return { status: 200, body: await listMyRedemptions(pool, caller.personId, query) };
    },

    'GET /v1/redemptions/{redemptionId}': async ({ params, caller }) => {
      const redemption = must(await findRedemption(pool, params.redemptionId));
      if (redemption.status !== 'held' || !isOver(redemption.heldUntil, caller.now)) {
        return { status: 200, body: redemption };
      }
      await giveBackLapsed(pool);
      return { status: 200, body: must(await findRedemption(pool, params.redemptionId)) };
    },

    'GET /v1/redemptions/{redemptionId}/voucher': async ({ params, caller, refuse }) => {
      const { status, number, heldUntil } = must(await findRedemption(pool, params.redemptionId));
      if (status !== 'held') return refuse('redemption-ended', { redemptionStatus: status });
      if (isOver(heldUntil, caller.now)) return refuse('voucher-expired');
      const url = codes.turning('voucher', number, caller.now);
      return { status: 200, body: { ...codeOnScreen(url, caller.now), heldUntil: must(heldUntil) } };
    },

    'POST /v1/redemptions/{redemptionId}/cancel': ({ params, caller, change, refuse }) =>
      change.once(async (tx) => {
        const { redemptionId } = params;
        const [outcome] = await endRedemptions(tx, [
          { act: 'cancel', redemptionId, personId: caller.personId },
        ]);
        const ended = must(outcome);
        if (ended.ok) return { status: 200, body: ended.redemption };
        const no = ended.refusal;
        if (no.code !== 'redemption-ended') return refuse('forbidden');
        return refuse(no.code, { redemptionStatus: no.redemptionStatus });
      }),

    'POST /v1/redemptions/{redemptionId}/fulfil': async ({ params, body, caller, change, refuse }) => {
      const code = codes.read(body.voucher);
      if (!code) return refuse('code-invalid');
      if (code.kind !== 'voucher') return refuse('code-wrong-kind');
      return change.once(async (tx) => {
        const { redemptionId } = params;
        const { number } = must(await findRedemption(tx, redemptionId));
        if (number !== code.subject) return refuse('code-wrong-kind');
        const [outcome] = await endRedemptions(tx, [
          {
            act: 'fulfil',
            redemptionId,
            transferId: newId(),
            staffPersonId: caller.personId,
            step: code.step,
          },
        ]);
        const ended = must(outcome);
        if (ended.ok) return { status: 200, body: ended.redemption };
        const no = ended.refusal;
        switch (no.code) {
          case 'redemption-ended':
            return refuse(no.code, { redemptionStatus: no.redemptionStatus });
          case 'not-yet-due':
            return refuse('forbidden');
          default:
            return refuse(no.code);
        }
      });
    },

    'GET /v1/merchants/{merchantId}/redemptions': async ({ params, query, caller }) => ({
      status: 200,
      body: await listMerchantRedemptions(pool, params.merchantId, query, localDay(caller.now)),
    }),

    'GET /v1/merchants/{merchantId}/day': async ({ params, query, caller }) => ({
      status: 200,
      body: await merchantDay(pool, params.merchantId, query.day ?? localDay(caller.now)),
    }),

    'GET /v1/merchants/{merchantId}/arrivals': async ({ params, signal }) => ({
      stream: arrivals.watch(params.merchantId, signal),
    }),
  };
}

const isOver = (heldUntil: string | null, now: Date) =>
  heldUntil !== null && Date.parse(heldUntil) <= now.getTime();
