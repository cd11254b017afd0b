import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from './canonical-json.ts';

/** What an administrator did, as it is told to the log. */
export interface AuditAct {
  /** Who did it: a person. */
  actorId: string;
  /** What was done, as `offer.approved`: the thing, and a verb in the past. */
  act: `${string}.${string}`;
  /** To what, as `offer/0189…`: a kind, and the id of one. */
  subject: `${string}/${string}`;
  /** What else one will want to know: a reason, what was before and after. Nothing secret. */
  details: { readonly [name: string]: Json };
}

/** An entry as it is stored. */
export interface AuditEntry {
  number: number;
  at: Date;
  actorId: string;
  act: string;
  subject: string;
  details: Json;
  previousHash: Buffer;
}

/** Nothing is before the first entry. */
export const NO_HASH = Buffer.alloc(32);

/** SHA-256 over an entry in canonical JSON, and the hash before it. */
export function hashOfEntry({ previousHash, at, ...entry }: AuditEntry): Buffer {
  const text = canonicalJson({ ...entry, at: at.toISOString() });
  return createHash('sha256').update(text).update(previousHash).digest();
}
