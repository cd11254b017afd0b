import type { Offer } from '@shangju/contracts';
import { api } from '@/services/api';

/** One check-in away, a week away, and anything at all. */
const REACHES_POINTS = [10, 50, 1_000_000];
const PAGE_SIZE_MAX = 100;

/** Among the offers that cost more than I have, one that costs little more; null where there is none at all. */
export async function nearestOffer(available: number): Promise<Offer | null> {
  for (const reach of REACHES_POINTS) {
    const { items } = await api.call('GET /v1/offers', {
      query: { upToPoints: available + reach, limit: PAGE_SIZE_MAX },
    });
    // They come dearest first.
    const nearest = items[items.length - 1];
    if (nearest) return nearest;
  }
  return null;
}
