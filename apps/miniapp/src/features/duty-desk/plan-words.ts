import type { PlannedShift } from '@shangju/contracts';
import type { Days } from '@/features/duty/use-month';
import { sayDate } from './roster-words';

export interface PlanCounts {
  /** How many members have so many turns, most turns first. */
  groups: { turns: number; names: string[] }[];
  memberCount: number;
  shiftCount: number;
}

/** How the turns of a plan fall, members without one included. */
export function countPlan(items: readonly PlannedShift[], members: readonly Member[]): PlanCounts {
  const turns = new Map(members.map(({ merchantId }) => [merchantId, 0]));
  for (const { merchantId } of items) turns.set(merchantId, (turns.get(merchantId) ?? 0) + 1);
  const groups = new Map<number, string[]>();
  for (const { merchantId, merchantName } of members) {
    const count = turns.get(merchantId) ?? 0;
    groups.set(count, [...(groups.get(count) ?? []), merchantName]);
  }
  return {
    groups: [...groups].map(([count, names]) => ({ turns: count, names })).sort((a, b) => b.turns - a.turns),
    memberCount: members.length,
    shiftCount: items.length,
  };
}

/** 12 月 1 日到 12 月 31 日排 62 班：14 家各 2 班，34 家各 1 班。另有 3 班已经定了，不动。 */
export function planSentence(days: Days, { groups, shiftCount }: PlanCounts, kept: number): string {
  const when = days.from === days.to ? sayDate(days.from) : `${sayDate(days.from)}到 ${sayDate(days.to)}`;
  const settled = kept > 0 ? `另有 ${kept} 班已经定了，不动。` : '';
  if (shiftCount === 0) return `${when}没有要排的班。${settled}`;
  const shares = groups.map(({ turns, names }) =>
    turns === 0 ? `${names.length} 家没有轮到` : `${names.length} 家各 ${turns} 班`,
  );
  return `${when}排 ${shiftCount} 班：${shares.join('，')}。${settled}`;
}

/** 发布好了：新排 62 班，原样留着 3 班。 */
export function publishedWords({
  made,
  removed,
  kept,
}: {
  made: number;
  removed: number;
  kept: number;
}): string {
  const facts = [
    made > 0 && `新排 ${made} 班`,
    removed > 0 && `撤掉 ${removed} 班`,
    kept > 0 && `原样留着 ${kept} 班`,
  ].filter(Boolean);
  return facts.length === 0 ? '这些天没有要排的班。' : `发布好了：${facts.join('，')}。`;
}

interface Member {
  merchantId: string;
  merchantName: string;
}
