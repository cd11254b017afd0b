import { guessableBytes } from './guessable-bytes';

/** Bytes that nobody can guess. */
export function chanceBytes(length: number): Promise<Uint8Array> {
  // In every browser that runs these pages, also without https (W3C Web Cryptography, 10.1).
  const bytes = globalThis.crypto?.getRandomValues(new Uint8Array(length));
  return Promise.resolve(bytes ?? guessableBytes(length));
}
