import type { PoolClient } from 'pg';
import { record } from '../audit/index.ts';
import { moveOffer } from './offer-changes.ts';

const ACTS = { approve: 'offer.approved', reject: 'offer.rejected', withdraw: 'offer.withdrawn' } as const;

/** Approves, rejects or withdraws an offer, and says so in the audit log. */
export async function judgeOffer(
  tx: PoolClient,
  asked: { offerId: string; verdict: keyof typeof ACTS; judgedBy: string; reason?: string },
): ReturnType<typeof moveOffer> {
  const moved = await moveOffer(tx, asked.offerId, asked.verdict, asked.reason);
  if (!moved.ok) return moved;
  const { merchantId, title, reason } = moved.offer;
  await record(tx, {
    actorId: asked.judgedBy,
    act: ACTS[asked.verdict],
    subject: `offer/${asked.offerId}`,
    details: { merchantId, title, reason },
  });
  return moved;
}
