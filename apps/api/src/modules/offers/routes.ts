import type { Offer, ProblemExtras } from '@shangju/contracts';
import type { Pool } from 'pg';
import { transaction } from '../../db/transaction.ts';
import { mayCall } from '../../http/access.ts';
import type { Handlers } from '../../http/handler.ts';
import { must } from '../../must.ts';
import { findMerchant } from '../directory/index.ts';
import { judgeOffer } from './judge-offer.ts';
import { draftOffer, editOffer, moveOffer } from './offer-changes.ts';
import {
  findOffer,
  listManagedOffers,
  listOffersOfAssociation,
  listOffersOfMerchant,
  listOffersWithinReach,
} from './offers.ts';

type OfferHandlers = Pick<
  Handlers,
  | 'GET /v1/offers'
  | 'GET /v1/merchants/{merchantId}/offers'
  | 'GET /v1/offers/{offerId}'
  | 'GET /v1/merchants/{merchantId}/managed-offers'
  | 'GET /v1/associations/{associationId}/offers'
  | 'POST /v1/merchants/{merchantId}/offers'
  | 'PATCH /v1/offers/{offerId}'
  | 'POST /v1/offers/{offerId}/submit'
  | 'POST /v1/offers/{offerId}/approve'
  | 'POST /v1/offers/{offerId}/reject'
  | 'POST /v1/offers/{offerId}/withdraw'
>;

export function offerRoutes({ pool }: { pool: Pool }): OfferHandlers {
  return {
    'GET /v1/offers': async ({ query }) => ({ status: 200, body: await listOffersWithinReach(pool, query) }),

    'GET /v1/merchants/{merchantId}/offers': async ({ params, query, refuse }) => {
      if (!(await findMerchant(pool, params.merchantId))) return refuse('not-found');
      return { status: 200, body: await listOffersOfMerchant(pool, params.merchantId, query) };
    },

    'GET /v1/offers/{offerId}': async ({ params, caller, refuse }) => {
      const offer = await findOffer(pool, params.offerId);
      if (!offer) return refuse('not-found');
      const looksAfterIt = mayCall(
        {
          kind: 'roles',
          resource: 'offer',
          param: 'offerId',
          roles: ['merchant.owner', 'merchant.clerk', 'association.admin'],
        },
        caller,
        { merchantId: offer.merchantId, associationId: offer.associationId, subjectPersonId: undefined },
      );
      const shown = offer.status === 'approved' || offer.status === 'withdrawn' || looksAfterIt;
      return shown ? { status: 200, body: offer } : refuse('not-found');
    },

    'GET /v1/merchants/{merchantId}/managed-offers': async ({ params, query }) => ({
      status: 200,
      body: await listManagedOffers(pool, params.merchantId, query),
    }),

    'GET /v1/associations/{associationId}/offers': async ({ params, query }) => ({
      status: 200,
      body: await listOffersOfAssociation(pool, params.associationId, query),
    }),

    'POST /v1/merchants/{merchantId}/offers': ({ body, place, caller, change, refuse }) =>
      change.once(async (tx) => {
        const [merchantId, associationId] = [must(place.merchantId), must(place.associationId)];
        const drafted = await draftOffer(tx, { merchantId, associationId, createdBy: caller.personId }, body);
        return drafted.ok ? { status: 201, body: drafted.offer } : refuse(drafted.code);
      }),

    'PATCH /v1/offers/{offerId}': async ({ params, body, refuse }) => {
      const edited = await transaction(pool, (tx) => editOffer(tx, params.offerId, body));
      if (edited.ok) return { status: 200, body: edited.offer };
      if (edited.code === 'offer-times-reversed') return refuse(edited.code);
      return refuse(edited.code, { offerStatus: edited.offerStatus });
    },

    'POST /v1/offers/{offerId}/submit': ({ params, change, refuse }) =>
      change.once(async (tx) => answerMove(await moveOffer(tx, params.offerId, 'submit'), refuse)),

    'POST /v1/offers/{offerId}/approve': ({ params, caller, change, refuse }) =>
      change.once(async (tx) =>
        answerMove(
          await judgeOffer(tx, { ...params, verdict: 'approve', judgedBy: caller.personId }),
          refuse,
        ),
      ),

    'POST /v1/offers/{offerId}/reject': ({ params, body, caller, change, refuse }) =>
      change.once(async (tx) =>
        answerMove(
          await judgeOffer(tx, { ...params, ...body, verdict: 'reject', judgedBy: caller.personId }),
          refuse,
        ),
      ),

    'POST /v1/offers/{offerId}/withdraw': ({ params, body, caller, change, refuse }) =>
      change.once(async (tx) =>
        answerMove(
          await judgeOffer(tx, { ...params, ...body, verdict: 'withdraw', judgedBy: caller.personId }),
          refuse,
        ),
      ),
  };
}

function answerMove(
  moved: Awaited<ReturnType<typeof moveOffer>>,
  refuse: (code: 'offer-state-conflict', extras: ProblemExtras<'offer-state-conflict'>) => never,
): { status: 200; body: Offer } {
  if (moved.ok) return { status: 200, body: moved.offer };
  return refuse(moved.code, { offerStatus: moved.offerStatus });
}
