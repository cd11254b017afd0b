import { chanceBytes } from './chance';

/** 128 bits of chance. */
const BYTES = 16;

/**
 * A key under which something is sent. Unlike any other; and nobody can guess it, because the receipt of a secret
 * vote is made from it.
 */
export async function newIdempotencyKey(): Promise<string> {
  return idempotencyKeyOf(await chanceBytes(BYTES));
}

/** The bytes in hex: 32 of the characters that the API takes. */
export function idempotencyKeyOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
