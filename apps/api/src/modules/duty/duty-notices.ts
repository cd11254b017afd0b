import { MERCHANT_STAFF } from '@shangju/contracts';
import type { PoolClient } from 'pg';
import { roleHolders } from '../identity/index.ts';
import { type NewNotice, tell } from '../notices/index.ts';
import { findingsPage, rosterSwapsPage, SWAPS_PAGE, shiftPage } from './duty-pages.ts';
import type { LockedRoster } from './lock-roster.ts';
import { type ShiftRow, shiftsByIds } from './shift-row.ts';
import { type SwapRow, selectSwaps } from './swap-row.ts';

type Words = Omit<NewNotice, 'personId'>;
type ShiftNamed = Pick<ShiftRow, 'id' | 'merchantId' | 'name' | 'startsAt'>;

/** The evening before. */
export const tellOfTomorrow = (tx: PoolClient, shift: ShiftNamed & { rosterName: string }): Promise<void> =>
  tellShops(tx, [shift.merchantId], {
    title: '明天轮到您值日',
    text: `${shift.rosterName} ${sayShift(shift)}。提前 15 分钟就能接班。`,
    page: shiftPage(shift.id),
  });

/** Half an hour before. */
export const tellOfSoon = (tx: PoolClient, shift: ShiftNamed & { rosterName: string }): Promise<void> =>
  tellShops(tx, [shift.merchantId], {
    title: '马上轮到您值日',
    text: `${shift.rosterName} ${sayShift(shift)}。请准备接班，扫上一班亮出的码。`,
    page: shiftPage(shift.id),
  });

export const tellOfMissed = (tx: PoolClient, shift: ShiftNamed & { rosterName: string }): Promise<void> =>
  tellShops(tx, [shift.merchantId], {
    title: '有一班没有打卡',
    text: `${shift.rosterName} ${sayShift(shift)} 没有打卡，记为缺班。有特殊情况请联系商会。`,
    page: shiftPage(shift.id),
  });

/** To the person who was on duty, when somebody else's scan has ended it. */
export async function tellOfHandOver(
  tx: PoolClient,
  { shift, personId, to, points }: { shift: ShiftNamed; personId: string; to: string; points: number },
): Promise<void> {
  const earned = points > 0 ? `，得 ${points} 分` : '';
  const text = `${sayShift(shift)} 已交班给${to}${earned}。辛苦了！`;
  await Promise.all(tell(tx, [{ personId, title: '交班完成', text, page: shiftPage(shift.id) }]));
}

export const tellOfFinding = (
  tx: PoolClient,
  roster: LockedRoster,
  { merchantName, note, actorId }: { merchantName: string; note: string; actorId: string },
): Promise<void> =>
  tellAdmins(
    tx,
    roster,
    {
      title: `${roster.lane}巡查发现问题`,
      text: `${merchantName}巡查时发现需要人来处理的事${note === '' ? '' : `：${note}`}`,
      page: findingsPage(roster),
    },
    actorId,
  );

/** Whom it was taken from, and who has it now. */
export async function tellOfReassigned(
  tx: PoolClient,
  { shift, from, to, reason }: { shift: ShiftNamed; from: string; to: string; reason: string },
): Promise<void> {
  await tellShops(tx, [from], {
    title: '有一班改由别家来值',
    text: `${sayShift(shift)} 商会改派给了别家：${reason}`,
    page: SWAPS_PAGE,
  });
  await tellShops(tx, [to], {
    title: '商会请您值一班',
    text: `${sayShift(shift)}：${reason}`,
    page: shiftPage(shift.id),
  });
}

export const tellOfMakeUp = (tx: PoolClient, shift: ShiftNamed): Promise<void> =>
  tellShops(tx, [shift.merchantId], {
    title: '安排了补班',
    text: `${sayShift(shift)}，把之前缺的一班补上。`,
    page: shiftPage(shift.id),
  });

export const tellOfExcused = (tx: PoolClient, shift: ShiftNamed, reason: string): Promise<void> =>
  tellShops(tx, [shift.merchantId], {
    title: '请假已同意',
    text: `${sayShift(shift)} 不算缺班：${reason}`,
    page: shiftPage(shift.id),
  });

/** Those who can take it: the shop that is asked, or every other one of the roster. */
export function tellOfSwapAsked(
  tx: PoolClient,
  roster: LockedRoster,
  swap: SwapRow,
  shift: ShiftNamed,
  actorId: string,
): Promise<void> {
  const others = roster.members.map(({ merchantId }) => merchantId).filter((id) => id !== shift.merchantId);
  return tellShops(
    tx,
    swap.askedMerchantId === null ? others : [swap.askedMerchantId],
    {
      title: '邻居想找人换班',
      text: `${swap.askedByMerchantName} ${sayShift(shift)}：${swap.reason}`,
      page: SWAPS_PAGE,
    },
    actorId,
  );
}

/** What has become of a swap, to everybody of both shops but the one who did it. */
export async function tellOfSwap(
  tx: PoolClient,
  roster: LockedRoster,
  { swap, shift, actorId, reason }: { swap: SwapRow; shift: ShiftNamed; actorId: string; reason?: string },
): Promise<void> {
  const shops = [swap.askedByMerchantId, swap.takenByMerchantId ?? []].flat();
  const when = sayShift(shift);
  const taker = swap.takenByMerchantName ?? '';
  switch (swap.status) {
    case 'agreed':
      return tellShops(
        tx,
        shops,
        { title: '换班成了', text: `${when} 由${taker}来值。`, page: SWAPS_PAGE },
        actorId,
      );
    case 'accepted': {
      const text = `${taker}愿意来值 ${when}，等商会同意。`;
      await tellShops(
        tx,
        [swap.askedByMerchantId],
        { title: '有邻居愿意换班', text, page: SWAPS_PAGE },
        actorId,
      );
      const page = rosterSwapsPage(roster);
      return tellAdmins(tx, roster, { title: '有换班等您同意', text, page }, actorId);
    }
    case 'declined': {
      const text = `${swap.askedMerchantName ?? ''}这次换不了 ${when}，再问问别家吧。`;
      return tellShops(tx, [swap.askedByMerchantId], { title: '换班没成', text, page: SWAPS_PAGE }, actorId);
    }
    case 'rejected': {
      const text = `商会没有同意 ${when} 换班：${reason ?? ''}`;
      return tellShops(tx, shops, { title: '换班没成', text, page: SWAPS_PAGE }, actorId);
    }
    case 'withdrawn': {
      const text = `${swap.askedByMerchantName}撤回了 ${when} 的换班。`;
      return tellShops(tx, shops, { title: '换班撤回了', text, page: SWAPS_PAGE }, actorId);
    }
    default:
      return;
  }
}

/** Who asked learns that their swap can't come true any more. */
export async function tellOfOvertaken(
  tx: PoolClient,
  roster: LockedRoster,
  swapIds: readonly string[],
): Promise<void> {
  const swaps = await selectSwaps(tx, 'swaps-by-ids', 'w.id = any($1::uuid[])', [swapIds]);
  const shifts = await shiftsByIds(
    tx,
    swaps.map(({ shiftId }) => shiftId),
  );
  for (const swap of swaps) {
    const shift = shifts.find(({ id }) => id === swap.shiftId);
    if (!shift) continue;
    await tellShops(tx, [swap.askedByMerchantId], {
      title: '换班作废了',
      text: `${roster.name} ${sayShift(shift)} 的安排变了，之前发起的换班不再有效。`,
      page: SWAPS_PAGE,
    });
  }
}

async function tellShops(
  tx: PoolClient,
  merchantIds: readonly string[],
  words: Words,
  exceptPersonId?: string,
): Promise<void> {
  await tellHolders(tx, MERCHANT_STAFF, merchantIds, words, exceptPersonId);
}

async function tellAdmins(
  tx: PoolClient,
  { associationId }: LockedRoster,
  words: Words,
  exceptPersonId?: string,
): Promise<void> {
  await tellHolders(tx, ['association.admin'], [associationId], words, exceptPersonId);
}

/** Each person once, whatever the number of their shops. */
async function tellHolders(
  tx: PoolClient,
  roles: Parameters<typeof roleHolders>[1],
  placeIds: readonly string[],
  words: Words,
  exceptPersonId: string | undefined,
): Promise<void> {
  const holders = await roleHolders(tx, roles, placeIds);
  const personIds = new Set(holders.map(({ personId }) => personId).filter((id) => id !== exceptPersonId));
  await Promise.all(
    tell(
      tx,
      [...personIds].map((personId) => ({ personId, ...words })),
    ),
  );
}

/** A notice may be read days later: it names the day, never "tomorrow". */
const sayShift = ({ startsAt, name }: Pick<ShiftRow, 'startsAt' | 'name'>): string =>
  `${DAY_AND_TIME.format(startsAt)} ${name}`;

const DAY_AND_TIME = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  month: 'long',
  day: 'numeric',
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
