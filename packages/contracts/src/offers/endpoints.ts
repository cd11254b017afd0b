import { type Static, Type } from 'typebox';
import { AssociationParams, MerchantParams } from '../directory/endpoints.ts';
import { endpoint, publicAccess, rolesAt } from '../endpoint.ts';
import { MERCHANT_STAFF } from '../identity/roles.ts';
import { body, Id, Instant, NOT_BLANK, Note, orNull, Points, page, pageQuery } from '../schema.ts';

export const OFFER_STATUSES = ['draft', 'submitted', 'approved', 'rejected', 'withdrawn'] as const;
export const LIMIT_PERIODS = ['day', 'week', 'month', 'ever'] as const;

export const OfferStatus = Type.Enum([...OFFER_STATUSES]);
export type OfferStatus = (typeof OFFER_STATUSES)[number];
export const LimitPeriod = Type.Enum([...LIMIT_PERIODS]);
export type LimitPeriod = (typeof LIMIT_PERIODS)[number];

export const Offer = Type.Object({
  id: Id,
  merchantId: Id,
  merchantName: Type.String(),
  associationId: Id,
  title: Type.String(),
  description: Type.String(),
  pricePoints: Type.Integer(),
  stockLeft: orNull(Type.Integer()),
  limitPerPerson: orNull(Type.Integer()),
  limitPeriod: LimitPeriod,
  voucherMinutes: Type.Integer(),
  availableFrom: orNull(Instant),
  availableUntil: orNull(Instant),
  status: OfferStatus,
  /** Why an admin rejected or withdrew it; null otherwise. */
  reason: orNull(Type.String()),
  /** True while it is approved, in its time, in stock and the shop is open. */
  available: Type.Boolean(),
  updatedAt: Instant,
});
export type Offer = Static<typeof Offer>;

const fields = {
  title: Type.String({ minLength: 2, maxLength: 30, pattern: NOT_BLANK }),
  description: Type.String({ maxLength: 200 }),
  pricePoints: Type.Integer({ minimum: 1, maximum: 100_000 }),
  stockLeft: orNull(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
  limitPerPerson: orNull(Type.Integer({ minimum: 1, maximum: 1000 })),
  limitPeriod: LimitPeriod,
  voucherMinutes: Type.Integer({ minimum: 5, maximum: 1440 }),
  availableFrom: orNull(Instant),
  availableUntil: orNull(Instant),
};

const OfferParams = Type.Object({ offerId: Id });

export const offerEndpoints = {
  'GET /v1/offers': endpoint({
    summary: 'Offers that can be redeemed now, dearest first, up to a number of points',
    access: publicAccess,
    query: pageQuery({ associationId: Type.Optional(Id), upToPoints: Type.Optional(Points) }),
    responses: { 200: page(Offer) },
    problems: ['cursor-invalid'],
  }),
  'GET /v1/merchants/{merchantId}/offers': endpoint({
    summary: "A merchant's approved offers, cheapest first",
    access: publicAccess,
    params: MerchantParams,
    query: pageQuery({}),
    responses: { 200: page(Offer) },
    problems: ['not-found', 'cursor-invalid'],
  }),
  'GET /v1/offers/{offerId}': endpoint({
    summary: 'One offer; before approval only its staff and admins see it',
    access: publicAccess,
    params: OfferParams,
    responses: { 200: Offer },
    problems: ['not-found'],
  }),
  'GET /v1/merchants/{merchantId}/managed-offers': endpoint({
    summary: 'All offers of a merchant in every state, newest first, for those who look after them',
    access: rolesAt('merchant', 'merchantId', [...MERCHANT_STAFF, 'association.admin']),
    params: MerchantParams,
    query: pageQuery({ status: Type.Optional(OfferStatus) }),
    responses: { 200: page(Offer) },
    problems: ['cursor-invalid'],
  }),
  'GET /v1/associations/{associationId}/offers': endpoint({
    summary: "All offers of an association's merchants in every state, longest waiting first",
    access: rolesAt('association', 'associationId', ['association.admin']),
    params: AssociationParams,
    query: pageQuery({ status: Type.Optional(OfferStatus) }),
    responses: { 200: page(Offer) },
    problems: ['cursor-invalid'],
  }),
  'POST /v1/merchants/{merchantId}/offers': endpoint({
    summary: 'Draft an offer',
    access: rolesAt('merchant', 'merchantId', MERCHANT_STAFF),
    idempotent: true,
    params: MerchantParams,
    body: body({
      title: fields.title,
      description: Type.Optional(fields.description),
      pricePoints: fields.pricePoints,
      stockLeft: Type.Optional(fields.stockLeft),
      limitPerPerson: Type.Optional(fields.limitPerPerson),
      limitPeriod: Type.Optional(fields.limitPeriod),
      voucherMinutes: Type.Optional(fields.voucherMinutes),
      availableFrom: Type.Optional(fields.availableFrom),
      availableUntil: Type.Optional(fields.availableUntil),
    }),
    responses: { 201: Offer },
    problems: ['offer-times-reversed'],
  }),
  'PATCH /v1/offers/{offerId}': endpoint({
    summary:
      'Edit an offer; stock and times of an approved one take effect at once, the rest asks for approval again',
    access: rolesAt('offer', 'offerId', MERCHANT_STAFF),
    params: OfferParams,
    body: Type.Partial(body(fields), { additionalProperties: false }),
    responses: { 200: Offer },
    problems: ['offer-state-conflict', 'offer-times-reversed'],
  }),
  'POST /v1/offers/{offerId}/submit': endpoint({
    summary: 'Hand a draft to the association for approval',
    access: rolesAt('offer', 'offerId', MERCHANT_STAFF),
    idempotent: true,
    params: OfferParams,
    responses: { 200: Offer },
    problems: ['offer-state-conflict'],
  }),
  'POST /v1/offers/{offerId}/approve': endpoint({
    summary: 'Approve an offer: residents see it from now on',
    access: rolesAt('offer', 'offerId', ['association.admin']),
    idempotent: true,
    params: OfferParams,
    responses: { 200: Offer },
    problems: ['offer-state-conflict'],
  }),
  'POST /v1/offers/{offerId}/reject': endpoint({
    summary: 'Hand an offer back with a reason',
    access: rolesAt('offer', 'offerId', ['association.admin']),
    idempotent: true,
    params: OfferParams,
    body: body({ reason: Note }),
    responses: { 200: Offer },
    problems: ['offer-state-conflict'],
  }),
  'POST /v1/offers/{offerId}/withdraw': endpoint({
    summary: 'Take an offer off the street; vouchers already issued stay good',
    access: rolesAt('offer', 'offerId', ['association.admin']),
    idempotent: true,
    params: OfferParams,
    body: body({ reason: Note }),
    responses: { 200: Offer },
    problems: ['offer-state-conflict'],
  }),
};
