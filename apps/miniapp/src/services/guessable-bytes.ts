/** For phones that know nothing better: unlike any others, but not hard to guess for who has seen many of them. */
export function guessableBytes(length: number): Uint8Array {
  return Uint8Array.from({ length }, () => Math.floor(Math.random() * 256));
}
