import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';

const ID_BYTES = 16;
/** Drawn for so many ids at once: to ask for a few bytes costs as much as to ask for thousands. */
const drawn = new Uint8Array(256 * ID_BYTES);
let used = drawn.length;
let lastMs = 0;
let inThisMs = 0;

/** A new id: a UUID of version 7 (RFC 9562), greater than every one that this process made before. */
export function newId(): string {
  if (used === drawn.length) {
    randomFillSync(drawn);
    used = 0;
  }
  const random = drawn.subarray(used, used + ID_BYTES);
  used += ID_BYTES;
  const now = Date.now();
  if (now > lastMs) {
    lastMs = now;
    // The upper half stays free, so that counting on reaches no end within a millisecond.
    inThisMs = new DataView(random.buffer, random.byteOffset).getUint32(6) >>> 1;
  } else {
    inThisMs += 1;
  }
  return v7({ random, msecs: lastMs, seq: inThisMs });
}
