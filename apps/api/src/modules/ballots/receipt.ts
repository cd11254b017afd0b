import { createHmac } from 'node:crypto';

/** No 0 O 1 I L: what is written down by hand is read again by others. */
const LETTERS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const LETTERS_OF_RECEIPT = 16;

/**
 * The receipt of a secret vote, 79 bits. It follows from the key under which the vote was sent, which only the
 * voter's phone has kept: so the same request brings the same receipt again, and nothing that is stored leads
 * from who has voted to it.
 */
export function receiptOf(sealedKey: string, ballotId: string, unitId: string): string {
  const mac = createHmac('sha256', sealedKey).update(`receipt ${ballotId} ${unitId}`).digest();
  let rest = BigInt(`0x${mac.toString('hex')}`);
  let letters = '';
  for (let place = 0; place < LETTERS_OF_RECEIPT; place += 1) {
    letters += LETTERS.charAt(Number(rest % BigInt(LETTERS.length)));
    rest /= BigInt(LETTERS.length);
  }
  return (letters.match(/.{4}/g) ?? []).join('-');
}
