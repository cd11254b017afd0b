import { createHash } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { transaction } from '../db/transaction.ts';
import { refuse } from './problem.ts';

/** A request that changes something, under the key that its sender made for it. */
export interface Change {
  personId: string;
  key: string;
  requestDigest: Buffer;
  /**
   * Runs the act in one transaction together with its key: the first time it happens, afterwards
   * the first answer comes again. A refusal rolls everything back and leaves no trace of the key.
   */
  once<Reply extends Answer>(act: (tx: PoolClient) => Promise<Reply>): Promise<Reply>;
}

export interface Answer {
  status: number;
  body?: unknown;
}

/**
 * SHA-256 over what was asked: the same key for anything else is a mistake of the sender.
 * @param body of a form, the content of its file
 */
export function digestOfRequest(endpoint: string, params: unknown, body: unknown): Buffer {
  if (Buffer.isBuffer(body))
    return digestOfRequest(endpoint, params, { sha256: sha256(body).toString('hex') });
  return sha256(JSON.stringify([endpoint, params ?? null, body ?? null]));
}

const sha256 = (content: string | Buffer): Buffer => createHash('sha256').update(content).digest();

export function changeUnderKey(
  pool: Pool,
  asked: { personId: string; key: string; requestDigest: Buffer },
): Change {
  return {
    ...asked,
    once: (act) =>
      transaction(pool, async (tx) => {
        const claimed = await tx.query({
          name: 'claim-key',
          text: CLAIM,
          values: [asked.personId, asked.key, asked.requestDigest],
        });
        if (claimed.rowCount === 0) return earlierAnswer(tx, asked) as never;
        const reply = await act(tx);
        await tx.query({
          name: 'answer-key',
          text: 'update idempotency_keys set status = $3, body = $4 where person_id = $1 and key = $2',
          values: [asked.personId, asked.key, reply.status, JSON.stringify(reply.body ?? null)],
        });
        return reply;
      }),
  };
}

/** The insert waits for another request with the same key to commit or roll back. */
const CLAIM = `
  insert into idempotency_keys (person_id, key, request_digest, status, at)
  values ($1, $2, $3, 0, street_now()) on conflict do nothing`;

async function earlierAnswer(
  tx: PoolClient,
  asked: { personId: string; key: string; requestDigest: Buffer },
): Promise<Answer> {
  const { rows } = await tx.query<{ request_digest: Buffer; status: number; body: unknown }>({
    name: 'earlier-answer',
    text: 'select request_digest, status, body from idempotency_keys where person_id = $1 and key = $2',
    values: [asked.personId, asked.key],
  });
  const [row] = rows;
  if (!row) return refuse('request-in-progress');
  if (!row.request_digest.equals(asked.requestDigest)) refuse('idempotency-key-reused');
  return { status: row.status, body: row.body };
}
