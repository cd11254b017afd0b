import type { Redemption } from '@shangju/contracts';
import { sayInstant, sayRemaining } from '@shangju/rules';

/** What is left of a held voucher's time: 还剩 12 分钟. */
export function leftWords({ heldUntil }: Redemption, now: Date): string {
  return heldUntil === null ? '' : sayRemaining(Date.parse(heldUntil) - now.getTime());
}

/** When it ended, or was made. */
export function whenWords({ endedAt, createdAt }: Redemption, now: Date): string {
  return sayInstant(new Date(endedAt ?? createdAt), now);
}
