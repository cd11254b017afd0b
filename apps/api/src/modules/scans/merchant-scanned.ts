import { type ProblemSummary, problemDetail, type ScanAction, type ShopScan } from '@shangju/contracts';
import type { Pool } from 'pg';
import { merchantByNumber, merchantSummary } from '../directory/index.ts';
import { type AskedCheckIn, type CheckInNo, previewCheckIn } from '../points/index.ts';

/** What a merchant's code is, and whether a check-in would pay now; undefined when there is no such merchant. */
export async function merchantScanned(pool: Pool, asked: AskedCheckIn): Promise<ShopScan | undefined> {
  const merchant = await merchantByNumber(pool, asked.merchantNumber);
  if (!merchant) return undefined;
  const decided = await previewCheckIn(pool, asked);
  const checkIn: ScanAction = decided.ok
    ? { act: 'check-in', points: decided.reply.body.points, refusal: null }
    : { act: 'check-in', points: null, refusal: summaryOf(decided.refusal) };
  const nothingHere = !decided.ok && REFUSES_ALL.has(decided.refusal.code);
  return {
    kind: asked.presence.kind === 'live' ? 'merchant' : 'merchant-poster',
    merchant: merchantSummary(merchant),
    redemption: null,
    actions: [checkIn, { act: 'redeem', points: null, refusal: nothingHere ? checkIn.refusal : null }],
  };
}

/** What keeps a person from redeeming at this merchant just as from a check-in. */
const REFUSES_ALL: ReadonlySet<string> = new Set(['own-merchant', 'merchant-closed']);

function summaryOf(no: CheckInNo): ProblemSummary {
  switch (no.code) {
    case 'daily-limit-reached':
      return { code: no.code, detail: problemDetail(no.code, no) };
    case 'outside-fence':
      return { code: no.code, detail: problemDetail(no.code, no) };
    default:
      return { code: no.code, detail: problemDetail(no.code, undefined) };
  }
}
