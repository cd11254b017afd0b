import { type Static, Type } from 'typebox';
import { endpoint, personAccess } from '../endpoint.ts';
import { Id, Instant, orNull, page, pageQuery } from '../schema.ts';

export const Notice = Type.Object({
  id: Id,
  at: Instant,
  title: Type.String(),
  text: Type.String(),
  /** The page of the mini-program that it leads to. */
  page: orNull(Type.String()),
  read: Type.Boolean(),
});
export type Notice = Static<typeof Notice>;

export const noticeEndpoints = {
  'GET /v1/me/notices': endpoint({
    summary: 'What I was told, newest first',
    access: personAccess,
    query: pageQuery({}),
    responses: { 200: page(Notice) },
    problems: ['cursor-invalid'],
  }),
  'GET /v1/me/notices/unread': endpoint({
    summary: 'How many I have not read',
    access: personAccess,
    responses: { 200: Type.Object({ count: Type.Integer({ description: 'At most 99' }) }) },
    problems: [],
  }),
  'POST /v1/me/notices/read': endpoint({
    summary: 'I have read everything up to this one',
    access: personAccess,
    idempotent: true,
    body: Type.Object({ upTo: Id }, { additionalProperties: false }),
    responses: { 200: Type.Object({ count: Type.Integer({ description: 'Still unread, at most 99' }) }) },
    problems: ['not-found'],
  }),
};
