import { createHash, randomBytes } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { transaction } from '../../db/transaction.ts';
import { newId } from '../../new-id.ts';

/** How long a phone that is not used stays logged in. */
const REFRESH_TOKEN_DAYS = 30;

export interface StartedSession {
  personId: string;
  sessionId: string;
  refreshToken: string;
}

/** @returns undefined where the account is disabled */
export function startSession(pool: Pool, personId: string): Promise<StartedSession | undefined> {
  return transaction(pool, async (tx) => {
    // Disabling waits for this lock, and then finds the new session to end.
    const { rowCount } = await tx.query(
      'select from persons where id = $1 and disabled_at is null for share',
      [personId],
    );
    if (rowCount === 0) return undefined;
    const sessionId = newId();
    await tx.query('insert into sessions (id, person_id, started_at) values ($1, $2, street_now())', [
      sessionId,
      personId,
    ]);
    return { personId, sessionId, refreshToken: await issueRefreshToken(tx, sessionId) };
  });
}

/**
 * Trades a refresh token for the next one. A token that was traded before is in two hands: the
 * whole session ends (RFC 9700 section 4.14.2).
 * @returns undefined when the token is unknown, too old, used, or its session has ended.
 */
export function refreshSession(pool: Pool, refreshToken: string): Promise<StartedSession | undefined> {
  return transaction(pool, async (tx) => {
    const token = await lockToken(tx, refreshToken);
    if (!token || token.session_ended || token.too_old) return undefined;
    if (token.used) {
      await markEnded(tx, token.session_id, 'refresh-token-reused');
      return undefined;
    }
    await tx.query('update refresh_tokens set used_at = street_now() where digest = $1', [
      digestOf(refreshToken),
    ]);
    const next = await issueRefreshToken(tx, token.session_id);
    return { personId: token.person_id, sessionId: token.session_id, refreshToken: next };
  });
}

export async function endSession(pool: Pool, sessionId: string): Promise<void> {
  await markEnded(pool, sessionId, 'logout');
}

async function lockToken(tx: PoolClient, refreshToken: string) {
  const { rows } = await tx.query<{
    session_id: string;
    person_id: string;
    used: boolean;
    too_old: boolean;
    session_ended: boolean;
  }>(
    `select t.session_id, s.person_id, t.used_at is not null as used, t.expires_at <= street_now() as too_old,
        s.ended_at is not null as session_ended
      from refresh_tokens t join sessions s on s.id = t.session_id
      where t.digest = $1 for update`,
    [digestOf(refreshToken)],
  );
  return rows[0];
}

async function issueRefreshToken(tx: PoolClient, sessionId: string): Promise<string> {
  const refreshToken = randomBytes(32).toString('base64url');
  await tx.query(
    `insert into refresh_tokens (digest, session_id, expires_at)
      values ($1, $2, street_now() + make_interval(days => $3))`,
    [digestOf(refreshToken), sessionId, REFRESH_TOKEN_DAYS],
  );
  return refreshToken;
}

function markEnded(db: Pool | PoolClient, sessionId: string, reason: 'logout' | 'refresh-token-reused') {
  return db.query(
    'update sessions set ended_at = street_now(), end_reason = $2 where id = $1 and ended_at is null',
    [sessionId, reason],
  );
}

const digestOf = (refreshToken: string): Buffer => createHash('sha256').update(refreshToken).digest();
