import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import type { Verdict } from '@shangju/contracts';
import { keyFingerprint, signedText } from '@shangju/rules';
import { canonicalJson, type Json } from '../audit/index.ts';

/** What stands under a verdict. */
export interface Sealed {
  /** SHA-256 of the verdict's canonical JSON (RFC 8785), hex. */
  resultDigest: string;
  /** Ed25519 (RFC 8032), base64url. */
  signature: string;
  publicKey: string;
}

/** Seals verdicts, so that nobody can change one quietly, this system's own people included. */
export interface Seal {
  /** The 32 bytes of the public key, base64url. */
  publicKey: string;
  /** SHA-256 of these bytes, hex in groups of four, as it hangs on the wall. */
  fingerprint: string;
  seal(verdict: Verdict): Sealed;
}

/** @param secret the 32 bytes of an Ed25519 private key */
export function createSeal(secret: Buffer): Seal {
  const privateKey = createPrivateKey({
    key: Buffer.concat([PKCS8_OF_ED25519, secret]),
    format: 'der',
    type: 'pkcs8',
  });
  const raw = rawPublicKey(privateKey);
  const publicKey = raw.toString('base64url');
  return {
    publicKey,
    fingerprint: keyFingerprint(sha256(raw)),
    seal(verdict) {
      const resultDigest = sha256(canonicalJson(verdict as unknown as Json));
      const signature = sign(null, Buffer.from(signedText(resultDigest)), privateKey).toString('base64url');
      return { resultDigest, signature, publicKey };
    },
  };
}

/** What stands before the 32 bytes in PKCS #8 (RFC 8410, section 7). */
const PKCS8_OF_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');

function rawPublicKey(privateKey: KeyObject): Buffer {
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  if (x === undefined) throw new Error('not an Ed25519 key');
  return Buffer.from(x, 'base64url');
}

const sha256 = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');
