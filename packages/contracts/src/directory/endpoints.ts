import { type Static, Type } from 'typebox';
import { endpoint, publicAccess } from '../endpoint.ts';
import { Id, Location, orNull, page, pageQuery, Search } from '../schema.ts';

export const Association = Type.Object({
  id: Id,
  name: Type.String(),
  shortName: Type.String(),
  communityName: Type.String(),
  merchantCount: Type.Integer(),
});
export type Association = Static<typeof Association>;

export const MerchantSummary = Type.Object({
  id: Id,
  number: Type.Integer(),
  name: Type.String(),
  category: Type.String(),
  associationId: Id,
  associationName: Type.String(),
  address: Type.String(),
  lane: Type.String(),
  open: Type.Boolean({ description: 'False once the shop has left the street' }),
});
export type MerchantSummary = Static<typeof MerchantSummary>;

export const Merchant = Type.Object({
  ...MerchantSummary.properties,
  intro: Type.String(),
  openHours: Type.String(),
  location: orNull(Location),
  pointsPerCheckIn: Type.Integer({ description: 'What a check-in here pays by the rule of today' }),
});
export type Merchant = Static<typeof Merchant>;

export const MerchantParams = Type.Object({ merchantId: Id });
export const AssociationParams = Type.Object({ associationId: Id });

export const directoryEndpoints = {
  'GET /v1/associations': endpoint({
    summary: 'The associations of the street',
    access: publicAccess,
    query: pageQuery({}),
    responses: { 200: page(Association) },
    problems: ['cursor-invalid'],
  }),
  'GET /v1/merchants': endpoint({
    summary: 'Merchants, of one association or matching a word',
    access: publicAccess,
    query: pageQuery({ associationId: Type.Optional(Id), q: Type.Optional(Search) }),
    responses: { 200: page(MerchantSummary) },
    problems: ['cursor-invalid'],
  }),
  'GET /v1/merchants/{merchantId}': endpoint({
    summary: 'One merchant',
    access: publicAccess,
    params: MerchantParams,
    responses: { 200: Merchant },
    problems: ['not-found'],
  }),
};
