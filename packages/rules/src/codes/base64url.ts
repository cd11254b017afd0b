const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/**
 * Base64url without padding (RFC 4648 section 5), for whole groups of three bytes: so every text has exactly
 * one meaning. By hand because a mini-program has neither Buffer nor btoa.
 */
export function toBase64url(bytes: Uint8Array): string {
  if (bytes.length % 3 !== 0) throw new RangeError('Only whole groups of three bytes');
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const group = (byteAt(bytes, i) << 16) | (byteAt(bytes, i + 1) << 8) | byteAt(bytes, i + 2);
    for (let shift = 18; shift >= 0; shift -= 6) text += ALPHABET.charAt((group >> shift) & 63);
  }
  return text;
}

/** The bytes, or undefined when the text is not whole groups of four characters of the alphabet. */
export function fromBase64url(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0) return undefined;
  const bytes = new Uint8Array((text.length / 4) * 3);
  for (let i = 0; i < text.length; i += 4) {
    let group = 0;
    for (let j = i; j < i + 4; j++) {
      const value = ALPHABET.indexOf(text.charAt(j));
      if (value < 0) return undefined;
      group = (group << 6) | value;
    }
    bytes.set([group >> 16, (group >> 8) & 255, group & 255], (i / 4) * 3);
  }
  return bytes;
}

function byteAt(bytes: Uint8Array, index: number): number {
  return bytes[index] ?? 0;
}
