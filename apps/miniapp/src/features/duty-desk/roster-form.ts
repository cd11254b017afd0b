import type { Location, MerchantSummary, NewRoster, Roster, ShiftTime } from '@shangju/contracts';
import { shiftTimesOverlap } from '@shangju/rules';

/** What the admin fills in. */
export interface RosterForm {
  name: string;
  lane: string;
  members: MemberInForm[];
  shiftTimes: ShiftTime[];
  weekdays: number[];
  closedDays: string[];
  checklist: string[];
  swapNeedsApproval: boolean;
  location: Location | null;
  fenceRadiusM: number;
  pointsPerShift: number;
}

export interface MemberInForm {
  merchantId: string;
  merchantName: string;
  away: { from: string; to: string }[];
}

export type RosterBody = Required<NewRoster>;

export const USUAL_SHIFT_TIMES: readonly ShiftTime[] = [
  { name: '早班', startsAt: '08:00', endsAt: '14:00' },
  { name: '晚班', startsAt: '14:00', endsAt: '20:00' },
];
export const NIGHT_SHIFT: ShiftTime = { name: '夜班', startsAt: '20:00', endsAt: '02:00' };

/** What a steward looks after on any lane; taps take items away and bring them back. */
export const USUAL_CHECKLIST: readonly string[] = [
  '消防通道畅通',
  '门前干净',
  '没有占道',
  '灶具关好',
  '公平秤准',
  '电动车停好',
];

export const EVERY_WEEKDAY: readonly number[] = [1, 2, 3, 4, 5, 6, 7];

/** Everything but the lane is there already, as most lanes have it. */
export const NEW_ROSTER: RosterForm = {
  name: '',
  lane: '',
  members: [],
  shiftTimes: [...USUAL_SHIFT_TIMES],
  weekdays: [...EVERY_WEEKDAY],
  closedDays: [],
  checklist: [...USUAL_CHECKLIST],
  swapNeedsApproval: false,
  location: null,
  fenceRadiusM: 200,
  pointsPerShift: 0,
};

export function formOf(roster: Roster): RosterForm {
  const { name, lane, members, shiftTimes, weekdays, closedDays, checklist } = roster;
  const { swapNeedsApproval, location, fenceRadiusM, pointsPerShift } = roster;
  return {
    ...{ name, lane, members, shiftTimes, weekdays, closedDays, checklist },
    ...{ swapNeedsApproval, location, fenceRadiusM, pointsPerShift },
  };
}

/** The roster that the form describes; call it when nothing is wrong with the form. */
export function bodyOf(form: RosterForm): RosterBody {
  return {
    ...form,
    name: rosterName(form),
    lane: form.lane.trim(),
    members: form.members.map(({ merchantId, away }) => ({ merchantId, away })),
    shiftTimes: form.shiftTimes.map((time) => ({ ...time, name: time.name.trim() })),
    weekdays: [...form.weekdays].sort((a, b) => a - b),
    closedDays: [...form.closedDays].sort(),
  };
}

/** A roster without a name of its own is called after its lane. */
export function rosterName({ name, lane }: Pick<RosterForm, 'name' | 'lane'>): string {
  return name.trim() || `${lane.trim()}街区管家`;
}

/** Just what an edit changes. */
export function changesIn(body: RosterBody, saved: Roster): Partial<RosterBody> {
  const before = bodyOf(formOf(saved));
  const changes: Partial<Record<keyof RosterBody, unknown>> = {};
  for (const field of Object.keys(body) as (keyof RosterBody)[]) {
    if (JSON.stringify(body[field]) !== JSON.stringify(before[field])) changes[field] = body[field];
  }
  return changes as Partial<RosterBody>;
}

export const NAME_MAX = 40;
export const SHIFT_NAME_MAX = 10;
export const SHIFTS_OF_DAY_MAX = 6;
export const CHECKLIST_ITEM_MAX = 30;
const MEMBERS_MAX = 300;
const CHECKLIST_MAX = 20;

export type RosterFormErrors = Partial<
  Record<'lane' | 'name' | 'members' | 'shiftTimes' | 'weekdays' | 'checklist', string>
>;

/** What is wrong in the form, and how to put it right; the bounds are the contract's. */
export function errorsIn(form: RosterForm): RosterFormErrors {
  const errors: RosterFormErrors = {};
  if (form.lane.trim() === '') errors.lane = '选一条街，或者写上它的名字';
  if (rosterName(form).length > NAME_MAX) errors.name = `名字最多 ${NAME_MAX} 个字`;
  if (form.members.length === 0) errors.members = '至少加一家店';
  if (form.members.length > MEMBERS_MAX) errors.members = `一份值日表最多 ${MEMBERS_MAX} 家`;
  if (form.shiftTimes.length === 0) errors.shiftTimes = '一天至少要有一班';
  else if (form.shiftTimes.some(({ name }) => name.trim() === ''))
    errors.shiftTimes = '每一班都起个名字，比如“早班”';
  else if (shiftTimesOverlap(form.shiftTimes)) errors.shiftTimes = '有两班的时间撞在一起了，错开就好';
  if (form.weekdays.length === 0) errors.weekdays = '至少选一天';
  if (form.checklist.length === 0) errors.checklist = '至少留一项，管家才知道看什么';
  if (form.checklist.length > CHECKLIST_MAX) errors.checklist = `最多 ${CHECKLIST_MAX} 项`;
  return errors;
}

/** The lanes where the association has shops, most shops first. */
export function lanesOf(merchants: readonly MerchantSummary[]): { lane: string; shopCount: number }[] {
  const counts = new Map<string, number>();
  for (const { lane } of merchants) if (lane !== '') counts.set(lane, (counts.get(lane) ?? 0) + 1);
  return [...counts]
    .map(([lane, shopCount]) => ({ lane, shopCount }))
    .sort((a, b) => b.shopCount - a.shopCount);
}

/** The shops as members, in the order in which the association lists them; those that are in already stay where they are. */
export function withShops(
  members: readonly MemberInForm[],
  shops: readonly MerchantSummary[],
): MemberInForm[] {
  const known = new Set(members.map(({ merchantId }) => merchantId));
  return [
    ...members,
    ...shops
      .filter(({ id }) => !known.has(id))
      .map(({ id, name }) => ({ merchantId: id, merchantName: name, away: [] })),
  ];
}

/** @param to the place it shall have, from 0 */
export function moved<Item>(items: readonly Item[], from: number, to: number): Item[] {
  const item = items[from];
  if (item === undefined || to < 0 || to >= items.length) return [...items];
  const others = items.filter((_, index) => index !== from);
  return [...others.slice(0, to), item, ...others.slice(to)];
}
