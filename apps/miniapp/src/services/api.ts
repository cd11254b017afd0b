import { ApiProblem, type Client, createClient, type Transport, type TransportReply } from '@shangju/client';
import { openLogIn } from './places';
import { rereadSession, signIn, signOut, useSession } from './session';
import { transport } from './transport';

export { ApiProblem } from '@shangju/client';

/** The API, with the session's token; renews an expired one once and repeats, and opens the log-in when it ended. */
export const api = apiThrough(transport);

/** The same API over another way of carrying requests. */
export function apiThrough(carry: Transport): Client {
  return createClient({
    transport: renewing(carry),
    accessToken: () => useSession.getState().tokens?.accessToken,
  });
}

/** The code of a refusal, for a page that says more about one of them; undefined for anything else. */
export function problemCode(failure: unknown): string | undefined {
  return failure instanceof ApiProblem ? failure.problem.code : undefined;
}

function renewing(carry: Transport): Transport {
  return async (request) => {
    const usedToken = request.headers['authorization']?.slice('Bearer '.length);
    const reply = await carry(request);
    if (reply.status !== 401 || usedToken === undefined) return reply;
    if (codeOf(reply) === 'token-expired') {
      const accessToken = await renewedToken(usedToken);
      if (accessToken !== undefined) {
        return carry({
          ...request,
          headers: { ...request.headers, authorization: `Bearer ${accessToken}` },
        });
      }
    }
    endSession(usedToken);
    return reply;
  };
}

let renewal: Promise<string | undefined> | undefined;

/** A token newer than the used one; undefined when the session is over. One renewal at a time. */
function renewedToken(usedToken: string): Promise<string | undefined> {
  renewal ??= withRenewalLock(() => renew(usedToken)).finally(() => {
    renewal = undefined;
  });
  return renewal;
}

async function renew(usedToken: string): Promise<string | undefined> {
  const { tokens } = await rereadSession();
  if (!tokens) return undefined;
  if (tokens.accessToken !== usedToken) return tokens.accessToken;
  try {
    signIn(
      await createClient({ transport }).call('POST /v1/auth/refresh', {
        body: { refreshToken: tokens.refreshToken },
      }),
    );
    return useSession.getState().tokens?.accessToken;
  } catch (failure) {
    if (failure instanceof ApiProblem && endsSession(failure.problem)) return undefined;
    throw failure;
  }
}

/** Being asked to come again later is no reason to sign anybody out. */
const endsSession = ({ status }: ApiProblem['problem']): boolean => status < 500 && status !== 429;

/**
 * Tabs of one browser share the refresh token, and a used one that comes back ends the session: they take turns.
 * Web Locks exist on https and localhost only; elsewhere, and in WeChat, one page is the rule.
 */
function withRenewalLock<T>(task: () => Promise<T>): Promise<T> {
  if (process.env.TARO_ENV === 'h5' && navigator.locks)
    return navigator.locks.request('shangju-renewal', task);
  return task();
}

function endSession(usedToken: string): void {
  // Someone may have signed in anew while an old request was under way.
  if (useSession.getState().tokens?.accessToken !== usedToken) return;
  signOut();
  openLogIn();
}

function codeOf({ body }: TransportReply): unknown {
  return typeof body === 'object' && body !== null && 'code' in body ? body.code : undefined;
}
