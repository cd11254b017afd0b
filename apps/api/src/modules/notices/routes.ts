import type { Pool } from 'pg';
import type { Handlers } from '../../http/handler.ts';
import { countUnread, listNotices, markRead } from './my-notices.ts';

type NoticeHandlers = Pick<
  Handlers,
  'GET /v1/me/notices' | 'GET /v1/me/notices/unread' | 'POST /v1/me/notices/read'
>;

export function noticeRoutes({ pool }: { pool: Pool }): NoticeHandlers {
  return {
    'GET /v1/me/notices': async ({ caller, query }) => ({
      status: 200,
      body: await listNotices(pool, caller.personId, query),
    }),

    'GET /v1/me/notices/unread': async ({ caller }) => ({
      status: 200,
      body: { count: await countUnread(pool, caller.personId) },
    }),

    'POST /v1/me/notices/read': ({ caller, body, change, refuse }) =>
      change.once(async (tx) => {
        const { personId } = caller;
        if (!(await markRead(tx, { personId, upTo: body.upTo }))) return refuse('not-found');
        return { status: 200, body: { count: await countUnread(tx, personId) } };
      }),
  };
}
