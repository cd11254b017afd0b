import { type Static, Type } from 'typebox';
import { endpoint, personAccess, publicAccess } from '../endpoint.ts';
import { body, Id, Name } from '../schema.ts';
import { RoleAtPlace } from './roles.ts';

export const TEXT_SCALE_MIN = 1.2;
export const TEXT_SCALE_MAX = 1.8;

export const Me = Type.Object({
  id: Id,
  number: Type.Integer({ description: 'The short number that people see' }),
  name: Type.String(),
  elderMode: Type.Boolean(),
  textScale: Type.Number({ description: 'How much larger letters are in elder mode' }),
  roles: Type.Array(RoleAtPlace),
});
export type Me = Static<typeof Me>;

export const Persona = Type.Object({
  key: Type.String(),
  name: Type.String(),
  about: Type.String({ description: 'One line about who this is' }),
  roles: Type.Array(RoleAtPlace),
});
export type Persona = Static<typeof Persona>;

const RefreshToken = Type.String({ minLength: 20, maxLength: 200 });

export const Tokens = Type.Object({
  accessToken: Type.String(),
  refreshToken: Type.String(),
  expiresInSeconds: Type.Integer(),
});

export const SignedIn = Type.Object({ ...Tokens.properties, person: Me });
export type SignedIn = Static<typeof SignedIn>;

export const identityEndpoints = {
  'GET /v1/auth/demo/personas': endpoint({
    summary: 'The people of the demo street that one can log in as (demo mode only)',
    access: publicAccess,
    responses: { 200: Type.Object({ items: Type.Array(Persona) }) },
    problems: ['not-found'],
  }),
  'POST /v1/auth/demo': endpoint({
    summary: 'Log in as a person of the demo street (demo mode only)',
    access: publicAccess,
    limit: 'log-in',
    body: body({ persona: Type.String({ minLength: 1, maxLength: 60 }) }),
    responses: { 200: SignedIn },
    problems: ['not-found', 'persona-unknown', 'account-disabled'],
  }),
  'POST /v1/auth/refresh': endpoint({
    summary: 'Trade a refresh token for new tokens; a used one that comes back ends the session',
    access: publicAccess,
    limit: 'log-in',
    body: body({ refreshToken: RefreshToken }),
    responses: { 200: SignedIn },
    problems: ['refresh-token-invalid'],
  }),
  'POST /v1/auth/logout': endpoint({
    summary: 'End this session at once',
    access: personAccess,
    responses: { 204: null },
    problems: [],
  }),
  'GET /v1/me': endpoint({
    summary: 'Who I am and which roles I have where',
    access: personAccess,
    responses: { 200: Me },
    problems: [],
  }),
  'PATCH /v1/me': endpoint({
    summary: 'Change my name or how large letters are',
    access: personAccess,
    body: body({
      name: Type.Optional(Name),
      elderMode: Type.Optional(Type.Boolean()),
      textScale: Type.Optional(Type.Number({ minimum: TEXT_SCALE_MIN, maximum: TEXT_SCALE_MAX })),
    }),
    responses: { 200: Me },
    problems: [],
  }),
};
