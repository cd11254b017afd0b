import { createSigner, createVerifier, TokenError } from 'fast-jwt';

export const ACCESS_TOKEN_SECONDS = 15 * 60;

const ALGORITHM = 'HS256';
const ISSUER = 'shangju';
const AUDIENCE = 'shangju-api';
/** RFC 9068, section 2.1. */
const TYPE = 'at+jwt';

export interface AccessClaims {
  personId: string;
  sessionId: string;
}

export interface AccessTokens {
  issue(claims: AccessClaims): string;
  /** Undefined for anything that this API did not sign for itself, whatever else it says. */
  read(token: string): AccessClaims | 'expired' | undefined;
}

/**
 * Access tokens: JWT (RFC 7519) with algorithm, type, issuer and audience pinned. A token only says which
 * session it belongs to; whether that session still lives is asked at every request.
 */
export function accessTokens(secret: string): AccessTokens {
  const sign = createSigner({
    key: secret,
    algorithm: ALGORITHM,
    iss: ISSUER,
    aud: AUDIENCE,
    header: { alg: ALGORITHM, typ: TYPE },
    expiresIn: ACCESS_TOKEN_SECONDS * 1000,
  });
  const verify = createVerifier({
    key: secret,
    algorithms: [ALGORITHM],
    checkTyp: TYPE,
    allowedIss: ISSUER,
    allowedAud: AUDIENCE,
    requiredClaims: ['sub', 'sid', 'exp', 'iss', 'aud'],
    // Finding a token in a cache takes a SHA-256 over it, as checking it does; not finding it takes both.
    cache: false,
  });
  return {
    issue: ({ personId, sessionId }) => sign({ sub: personId, sid: sessionId }),
    read(token) {
      try {
        const claims: { sub: string; sid: string } = verify(token);
        return { personId: claims.sub, sessionId: claims.sid };
      } catch (error) {
        return error instanceof TokenError && TO_RENEW.has(error.code) ? 'expired' : undefined;
      }
    },
  };
}

/**
 * Both are found after the signature was checked. Of another type are the tokens that this API gave before it
 * named one: their phones renew them, instead of having to sign in again.
 */
const TO_RENEW: ReadonlySet<string> = new Set([TokenError.codes.expired, TokenError.codes.invalidType]);
