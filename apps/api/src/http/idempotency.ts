import { createHash, createHmac } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { transaction } from '../db/transaction.ts';
import { refuse } from './problem.ts';

/** A request that changes something, under the key that its sender made for it. */
export interface Change {
  personId: string;
  key: string;
  requestDigest: Buffer;
  /** Where the contract says `sealed`: the key as its sender made it, which is stored nowhere. */
  sealedKey: string | undefined;
  /**
   * Runs the act in one transaction together with its key: the first time it happens, afterwards
   * the first answer comes again. A refusal rolls everything back and leaves no trace of the key.
   * Of a sealed act the first answer comes again without its body.
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

/**
 * A key that is stored as a digest, with what was asked as a MAC under the key: whoever reads the
 * store can neither guess the request nor derive anything that was made from the key.
 */
export function sealKey(key: string, endpoint: string, params: unknown, body: unknown) {
  return {
    key: sha256(`sealed ${key}`).toString('hex'),
    requestDigest: createHmac('sha256', key)
      .update(digestOfRequest(endpoint, params, body))
      .digest(),
    sealedKey: key,
  };
}

export function changeUnderKey(
  pool: Pool,
  asked: Pick<Change, 'personId' | 'key' | 'requestDigest' | 'sealedKey'>,
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
          values: [asked.personId, asked.key, reply.status, JSON.stringify(storedBody(asked, reply))],
        });
        return reply;
      }),
  };
}

/** The answer to just this under the key, if it was done; changes nothing. */
export async function recordedAnswer(
  pool: Pool,
  { personId, key, requestDigest }: Pick<Change, 'personId' | 'key' | 'requestDigest'>,
): Promise<Answer | undefined> {
  const { rows } = await pool.query<Answer>({
    name: 'recorded-answer',
    text: 'select status, body from idempotency_keys where person_id = $1 and key = $2 and request_digest = $3',
    values: [personId, key, requestDigest],
  });
  return rows[0];
}

/** What is remembered of an answer. */
export const storedBody = ({ sealedKey }: Pick<Change, 'sealedKey'>, { body }: Answer): unknown =>
  sealedKey === undefined ? (body ?? null) : null;

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
