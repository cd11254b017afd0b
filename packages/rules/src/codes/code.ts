import { fromBase64url, toBase64url } from './base64url.ts';

/** What a code stands for. Its number is part of every printed code: never reorder, only append. */
export const CODE_KINDS = [
  'merchant-poster',
  'merchant',
  'plaque',
  'sign-in',
  'voucher',
  'resident-card',
  'ballot',
] as const;
export type CodeKind = (typeof CODE_KINDS)[number];

export interface CodeFields {
  kind: CodeKind;
  /** Which secret made the tag, 8 bits: so that secrets can be changed while posters hang. */
  keyId: number;
  /** Short number of the merchant, redemption, meeting…, 32 bits. */
  subject: number;
  /** Time step of a turning code, 24 bits (see `codeStepAt`); 0 in a static one. */
  step: number;
  /** 24 bits at the maker's choice. */
  nonce: number;
}

export interface OpenedCode {
  fields: CodeFields;
  /** The first 96 bits, over which the tag is made. */
  payload: Uint8Array;
  /**
   * The last 96 bits: the beginning of HMAC-SHA-256(secret of keyId, payload). Not yet compared with
   * anything.
   */
  tag: Uint8Array;
}

export const CODE_PAYLOAD_BYTES = 12;
export const CODE_TAG_BYTES = 12;
/** 192 bits in base64url: what fits the scene of a mini-program. */
export const CODE_TEXT_LENGTH = 32;

const VERSION = 1;

/**
 * The payload: version 4 bits, kind 4, key id 8, subject 32, step 24, nonce 24, each with its highest bit
 * first. Throws RangeError when a field does not fit.
 */
export function packCode(fields: CodeFields): Uint8Array {
  requireBits('keyId', fields.keyId, 8);
  requireBits('subject', fields.subject, 32);
  requireBits('step', fields.step, 24);
  requireBits('nonce', fields.nonce, 24);
  const payload = new Uint8Array(CODE_PAYLOAD_BYTES);
  // Kind 0 stays free, so that twelve zero bytes are never a code.
  payload[0] = (VERSION << 4) | (CODE_KINDS.indexOf(fields.kind) + 1);
  payload[1] = fields.keyId;
  writeNumber(payload, 2, 4, fields.subject);
  writeNumber(payload, 6, 3, fields.step);
  writeNumber(payload, 9, 3, fields.nonce);
  return payload;
}

/**
 * The 32 characters of a payload and its tag. Throws RangeError when one has another length than 12 bytes.
 */
export function sealCode(payload: Uint8Array, tag: Uint8Array): string {
  if (payload.length !== CODE_PAYLOAD_BYTES) throw new RangeError('A payload has 12 bytes');
  if (tag.length !== CODE_TAG_BYTES) throw new RangeError('A tag has 12 bytes');
  const bytes = new Uint8Array(CODE_PAYLOAD_BYTES + CODE_TAG_BYTES);
  bytes.set(payload, 0);
  bytes.set(tag, CODE_PAYLOAD_BYTES);
  return toBase64url(bytes);
}

/**
 * What 32 characters say; undefined on another length or alphabet, or an unknown version or kind. It says
 * nothing about whether the code is genuine: the caller compares the tag.
 */
export function openCode(text: string): OpenedCode | undefined {
  if (text.length !== CODE_TEXT_LENGTH) return undefined;
  const bytes = fromBase64url(text);
  if (bytes === undefined) return undefined;
  const first = readNumber(bytes, 0, 1);
  const kind = CODE_KINDS[(first & 15) - 1];
  if (first >> 4 !== VERSION || kind === undefined) return undefined;
  return {
    fields: {
      kind,
      keyId: readNumber(bytes, 1, 1),
      subject: readNumber(bytes, 2, 4),
      step: readNumber(bytes, 6, 3),
      nonce: readNumber(bytes, 9, 3),
    },
    payload: bytes.slice(0, CODE_PAYLOAD_BYTES),
    tag: bytes.slice(CODE_PAYLOAD_BYTES),
  };
}

function requireBits(name: string, value: number, bits: number): void {
  if (!Number.isInteger(value) || value < 0 || value >= 2 ** bits) {
    throw new RangeError(`${name} of a code must be a whole number of ${bits} bits, not ${value}`);
  }
}

// Division, not shifts: JavaScript shifts are signed at 32 bits and a subject uses all of them.
function writeNumber(bytes: Uint8Array, offset: number, length: number, value: number): void {
  let rest = value;
  for (let i = offset + length - 1; i >= offset; i--) {
    bytes[i] = rest % 256;
    rest = Math.floor(rest / 256);
  }
}

function readNumber(bytes: Uint8Array, offset: number, length: number): number {
  let value = 0;
  for (let i = offset; i < offset + length; i++) value = value * 256 + (bytes[i] ?? 0);
  return value;
}
