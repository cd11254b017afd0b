import { type CodeFields, isCodeFresh } from '@shangju/rules';
import type { Pool } from 'pg';
import type { Handlers } from '../../http/handler.ts';
import { ballotScanned } from '../ballots/index.ts';
import type { CodeBook } from '../codes/index.ts';
import { plaqueScanned } from '../duty/index.ts';
import { meetingScanned } from '../meetings/index.ts';
import { merchantPresence } from '../points/index.ts';
import { presentMeetingScan } from './meeting-scanned.ts';
import { merchantScanned } from './merchant-scanned.ts';
import { presentPlaque } from './plaque-scanned.ts';
import { voucherScanned } from './voucher-scanned.ts';

export function scanRoutes({
  pool,
  codes,
}: {
  pool: Pool;
  codes: CodeBook;
}): Pick<Handlers, 'POST /v1/scans'> {
  return {
    'POST /v1/scans': async ({ body, caller, refuse }) => {
      const code = codes.read(body.code);
      if (!code) return refuse('code-invalid');
      if (doesTurn(code) && !isCodeFresh(code.step, caller.now)) return refuse('code-expired');

      const presence = merchantPresence(code);
      if (presence) {
        const asked = {
          personId: caller.personId,
          merchantNumber: code.subject,
          presence,
          location: body.location,
        };
        const scanned = await merchantScanned(pool, asked);
        return scanned ? { status: 200, body: scanned } : refuse('code-invalid');
      }
      if (code.kind === 'plaque') {
        const found = await plaqueScanned(pool, code, { caller, location: body.location });
        return found ? { status: 200, body: presentPlaque(found) } : refuse('code-invalid');
      }
      if (code.kind === 'sign-in') {
        const found = await meetingScanned(pool, code, caller);
        return found ? { status: 200, body: presentMeetingScan(found) } : refuse('code-invalid');
      }
      if (code.kind === 'ballot') {
        const found = await ballotScanned(pool, code.subject);
        return found ? { status: 200, body: found } : refuse('code-invalid');
      }
      if (code.kind !== 'voucher') return refuse('code-invalid');
      const scanned = await voucherScanned(pool, code.subject, caller);
      if (!scanned) return refuse('code-invalid');
      return scanned === 'not-yours' ? refuse('code-not-yours') : { status: 200, body: scanned };
    },
  };
}

/** The plaque has both: the code that its holder shows, and the one on its back. */
function doesTurn({ kind, step }: CodeFields): boolean {
  const turning = kind === 'merchant' || kind === 'voucher' || kind === 'sign-in';
  return turning || (kind === 'plaque' && step > 0);
}
