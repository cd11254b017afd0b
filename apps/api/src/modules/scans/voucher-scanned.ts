import { problemDetail, type Redemption, type ScanAction, type ShopScan } from '@shangju/contracts';
import type { Pool } from 'pg';
import type { Caller } from '../../http/caller.ts';
import { must } from '../../must.ts';
import { findMerchant } from '../directory/index.ts';
import { findRedemptionByNumber } from '../redemptions/index.ts';

/** What a voucher promises: its shop can fulfil it, its resident can show it, others learn nothing of it. */
export async function voucherScanned(
  pool: Pool,
  number: number,
  caller: Caller,
): Promise<ShopScan | 'not-yours' | undefined> {
  const found = await findRedemptionByNumber(pool, number);
  if (!found) return undefined;
  const { redemption, personId } = found;
  const own = personId === caller.personId;
  const worksThere = caller.roles.some(
    ({ role, placeId }) =>
      (role === 'merchant.owner' || role === 'merchant.clerk') && placeId === redemption.merchantId,
  );
  if (!own && !worksThere) return 'not-yours';
  return {
    kind: 'voucher',
    merchant: must(await findMerchant(pool, redemption.merchantId)),
    redemption,
    actions: [own ? showOf(redemption) : fulfilOf(redemption, caller.now)],
  };
}

const showOf = ({ points }: Redemption): ScanAction => ({ act: 'show-voucher', points, refusal: null });

function fulfilOf({ points, status, heldUntil }: Redemption, now: Date): ScanAction {
  if (status !== 'held') {
    const detail = problemDetail('redemption-ended', { redemptionStatus: status });
    return { act: 'fulfil', points, refusal: { code: 'redemption-ended', detail } };
  }
  const over = heldUntil !== null && Date.parse(heldUntil) <= now.getTime();
  const refusal = over
    ? { code: 'voucher-expired', detail: problemDetail('voucher-expired', undefined) }
    : null;
  return { act: 'fulfil', points, refusal };
}
