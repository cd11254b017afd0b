import type { Pool } from 'pg';
import { ACCESS_TOKEN_SECONDS, type AccessTokens } from '../../http/access-tokens.ts';
import type { Handlers } from '../../http/handler.ts';
import { findPersona, listPersonas } from './demo-personas.ts';
import { changeMe, loadMe } from './me.ts';
import { endSession, refreshSession, type StartedSession, startSession } from './sessions.ts';

type IdentityHandlers = Pick<
  Handlers,
  | 'GET /v1/auth/demo/personas'
  | 'POST /v1/auth/demo'
  | 'POST /v1/auth/refresh'
  | 'POST /v1/auth/logout'
  | 'GET /v1/me'
  | 'PATCH /v1/me'
>;

export function identityRoutes({
  pool,
  accessTokens,
  demoMode,
}: {
  pool: Pool;
  accessTokens: AccessTokens;
  demoMode: boolean;
}): IdentityHandlers {
  const signedIn = async ({ personId, sessionId, refreshToken }: StartedSession) => ({
    accessToken: accessTokens.issue({ personId, sessionId }),
    refreshToken,
    expiresInSeconds: ACCESS_TOKEN_SECONDS,
    person: await loadMe(pool, personId),
  });

  return {
    'GET /v1/auth/demo/personas': async ({ refuse }) => {
      if (!demoMode) return refuse('not-found');
      return { status: 200, body: { items: await listPersonas(pool) } };
    },

    'POST /v1/auth/demo': async ({ body, refuse }) => {
      if (!demoMode) return refuse('not-found');
      const personId = await findPersona(pool, body.persona);
      if (!personId) return refuse('persona-unknown');
      const session = await startSession(pool, personId);
      if (!session) return refuse('account-disabled');
      return { status: 200, body: await signedIn(session) };
    },

    'POST /v1/auth/refresh': async ({ body, refuse }) => {
      const session = await refreshSession(pool, body.refreshToken);
      if (!session) return refuse('refresh-token-invalid');
      return { status: 200, body: await signedIn(session) };
    },

    'POST /v1/auth/logout': async ({ caller }) => {
      await endSession(pool, caller.sessionId);
      return { status: 204 };
    },

    'GET /v1/me': async ({ caller }) => ({ status: 200, body: await loadMe(pool, caller.personId) }),

    'PATCH /v1/me': async ({ caller, body }) => {
      await changeMe(pool, caller.personId, body);
      return { status: 200, body: await loadMe(pool, caller.personId) };
    },
  };
}
