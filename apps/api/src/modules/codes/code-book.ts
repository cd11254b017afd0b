import { createHmac, randomInt, timingSafeEqual } from 'node:crypto';
import {
  CODE_TAG_BYTES,
  type CodeFields,
  type CodeKind,
  codeStepAt,
  codeText,
  codeUrl,
  openCode,
  packCode,
  sealCode,
} from '@shangju/rules';

export interface CodeKey {
  /** 0 to 255, carried in the code, so that older codes stay readable after a change of keys. */
  id: number;
  secret: string;
}

/** Makes and reads the codes that people scan. */
export interface CodeBook {
  /**
   * The code that turns: good for its 30 seconds and the 30 after.
   * @param nonce 24 bits that its reader will ask for; chance where they mean nothing.
   */
  turning(kind: CodeKind, subject: number, now: Date, nonce?: number): string;
  /** The code that stays: says who, proves no presence. */
  standing(kind: CodeKind, subject: number): string;
  /** What a scanned URL or typed text says; undefined unless this street sealed it. Freshness is the caller's. */
  read(scanned: string): CodeFields | undefined;
}

/** @param keys the first seals; all are tried by their id when reading. */
export function codeBook({ origin, keys }: { origin: string; keys: readonly CodeKey[] }): CodeBook {
  const [sealing] = keys;
  if (!sealing) throw new Error('a code book needs a key');
  const secrets = new Map(keys.map(({ id, secret }) => [id, secret]));

  const seal = (fields: Omit<CodeFields, 'keyId'>): string => {
    const payload = packCode({ ...fields, keyId: sealing.id });
    return codeUrl(origin, sealCode(payload, tagOf(payload, sealing.secret)));
  };

  return {
    turning: (kind, subject, now, nonce = randomInt(NONCES)) =>
      seal({ kind, subject, step: codeStepAt(now), nonce }),
    standing: (kind, subject) => seal({ kind, subject, step: 0, nonce: 0 }),
    read(scanned) {
      const text = codeText(scanned);
      const opened = text === undefined ? undefined : openCode(text);
      const secret = opened && secrets.get(opened.fields.keyId);
      if (!opened || secret === undefined) return undefined;
      return timingSafeEqual(tagOf(opened.payload, secret), opened.tag) ? opened.fields : undefined;
    },
  };
}

const NONCES = 2 ** 24;

/** HMAC-SHA-256 (RFC 2104) cut to 96 bits, as many as 32 characters leave room for. */
function tagOf(payload: Uint8Array, secret: string): Uint8Array {
  return createHmac('sha256', secret).update(payload).digest().subarray(0, CODE_TAG_BYTES);
}
