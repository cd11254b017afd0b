import { addDays, localDay } from '@shangju/rules';
import { streetNow } from '../db/clock.ts';
import { must } from '../must.ts';
import { CHECKLIST } from './lane.ts';
import type { Association, Merchant, World } from './world.ts';

/** A roster of a shop's association, a shift of the shop's that it wants to swap, and its calendar. */
export async function everyDutyResource(
  world: World,
  { here, shop }: { here: Association; shop: Merchant },
): Promise<{ rosterId: string; shiftId: string; swapId: string; feed: string }> {
  const admin = await world.person('association.admin', here.id);
  const owner = await world.person('merchant.owner', shop.id);
  const roster = await world.call(admin, 'POST /v1/associations/{associationId}/rosters', {
    params: { associationId: here.id },
    body: {
      name: '鱼巷值日',
      lane: '鱼巷',
      members: [{ merchantId: shop.id }],
      shiftTimes: [{ name: '早班', startsAt: '08:00', endsAt: '14:00' }],
      checklist: CHECKLIST,
    },
  });
  const rosterId = roster.body.id;
  const tomorrow = addDays(localDay(await streetNow(world.pool)), 1);
  const days = { from: tomorrow, to: tomorrow };
  await world.call(admin, 'POST /v1/rosters/{rosterId}/publish', { params: { rosterId }, body: days });
  const board = await world.call(admin, 'GET /v1/rosters/{rosterId}/shifts', {
    params: { rosterId },
    query: days,
  });
  const shiftId = must(board.body.items[0]).id;
  const swap = await world.call(owner, 'POST /v1/shifts/{shiftId}/swaps', {
    params: { shiftId },
    body: { reason: '进货' },
  });
  const calendar = await world.call(owner, 'GET /v1/merchants/{merchantId}/calendar', {
    params: { merchantId: shop.id },
  });
  return { rosterId, shiftId, swapId: swap.body.id, feed: must(calendar.body.url.split('/').at(-1)) };
}
