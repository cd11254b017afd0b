import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decideSwapAct,
  decideSwapRequest,
  findOvertakenSwaps,
  type Swap,
  type SwapAct,
  type SwapActState,
  type SwapShift,
  type SwapStatus,
} from './swaps.ts';

const NOW = new Date('2026-03-02T10:00:00+08:00');
const MEMBERS = new Set(['noodles', 'barber', 'tea']);
const MINE = shift('mine', 'noodles');
const THEIRS = shift('theirs', 'barber');
const OPEN: Swap = {
  swapId: 's1',
  status: 'open',
  shiftId: 'mine',
  askedByMerchantId: 'noodles',
  askedMerchantId: null,
  takenByMerchantId: null,
  inReturnShiftId: null,
};
const ACCEPT = { act: 'accept', merchantId: 'barber', inReturnShiftId: null } as const;
const ACCEPT_IN_RETURN = { ...ACCEPT, inReturnShiftId: 'theirs' } as const;
const ACCEPTED: Swap = {
  ...OPEN,
  status: 'accepted',
  takenByMerchantId: 'barber',
  inReturnShiftId: 'theirs',
};

describe('Asking for a swap', () => {
  const ask = (
    what: Partial<Parameters<typeof decideSwapRequest>[0]>,
    askedMerchantId: string | null = null,
  ) => {
    const outcome = decideSwapRequest(
      { now: NOW, shift: MINE, members: MEMBERS, openSwaps: [], ...what },
      { swapId: 's1', askedMerchantId },
    );
    return outcome.ok ? 'ok' : outcome.code;
  };

  test('opens one, to a named shop or to anyone', () => {
    expect(
      decideSwapRequest(
        { now: NOW, shift: MINE, members: MEMBERS, openSwaps: [] },
        { swapId: 's1', askedMerchantId: 'tea' },
      ),
    ).toEqual({ ok: true, swap: { ...OPEN, askedMerchantId: 'tea' } });
    expect(ask({})).toBe('ok');
  });

  test('is refused where nobody could take the shift, or where it is asked already', () => {
    expect(ask({}, 'stranger')).toBe('member-unknown');
    expect(ask({}, 'noodles')).toBe('member-unknown');
    expect(ask({ shift: { ...MINE, status: 'on-duty' } })).toBe('shift-state-conflict');
    expect(ask({ shift: { ...MINE, startsAt: NOW } })).toBe('shift-state-conflict');
    expect(ask({ openSwaps: [OPEN] })).toBe('swap-open-already');
    expect(ask({ openSwaps: [ACCEPTED] })).toBe('swap-open-already');
    expect(ask({ openSwaps: [{ ...OPEN, status: 'withdrawn' }] })).toBe('ok');
    expect(ask({ shift: THEIRS, openSwaps: [ACCEPTED] })).toBe('ok');
  });
});

describe('A swap', () => {
  const STATUSES: SwapStatus[] = [
    'open',
    'accepted',
    'agreed',
    'declined',
    'withdrawn',
    'rejected',
    'overtaken',
  ];

  test.for<[SwapAct['act'], SwapAct, Partial<Record<SwapStatus, SwapStatus>>]>([
    ['accept', ACCEPT_IN_RETURN, { open: 'accepted' }],
    ['decline', { act: 'decline', merchantIds: ['tea', 'barber'] }, { open: 'declined' }],
    ['withdraw', { act: 'withdraw' }, { open: 'withdrawn', accepted: 'withdrawn' }],
    ['approve', { act: 'approve' }, { accepted: 'agreed' }],
    ['reject', { act: 'reject' }, { open: 'rejected', accepted: 'rejected' }],
  ])('answers %s in each of its states', ([, act, expected]) => {
    for (const status of STATUSES) {
      const swap = { ...ACCEPTED, askedMerchantId: 'barber', status };
      const { outcome, changes } = decideSwapAct(roster({ swap, needsApproval: true }), act);
      const next = expected[status];
      if (next === undefined) {
        expect(outcome).toEqual({ ok: false, code: 'swap-state-conflict' });
        expect(changes).toEqual({ swap: null, shifts: [], overtaken: [] });
      } else {
        expect(outcome).toMatchObject({ ok: true, swap: { status: next } });
        expect(changes.swap?.status).toBe(next);
      }
    }
  });

  test('is agreed at acceptance where nobody has to approve, and both sides change', () => {
    const { outcome, changes } = decideSwapAct(roster({}), ACCEPT_IN_RETURN);
    expect(outcome).toEqual({ ok: true, swap: { ...ACCEPTED, status: 'agreed' } });
    expect(changes.shifts).toEqual([
      { shiftId: 'mine', merchantId: 'barber' },
      { shiftId: 'theirs', merchantId: 'noodles' },
    ]);
    expect(decideSwapAct(roster({}), ACCEPT).changes.shifts).toEqual([
      { shiftId: 'mine', merchantId: 'barber' },
    ]);
  });

  test('waits for approval, and changes the shifts only then', () => {
    const accepted = decideSwapAct(roster({ needsApproval: true }), ACCEPT_IN_RETURN);
    expect(accepted.changes).toEqual({ swap: ACCEPTED, shifts: [], overtaken: [] });
    const approved = decideSwapAct(roster({ swap: ACCEPTED, needsApproval: true }), { act: 'approve' });
    expect(approved.changes.shifts).toHaveLength(2);
  });

  test.for<[string, SwapAct, Partial<SwapActState>, string]>([
    ['its own shop', { ...ACCEPT, merchantId: 'noodles' }, {}, 'own-swap'],
    ['a shop that takes no turns', { ...ACCEPT, merchantId: 'stranger' }, {}, 'forbidden'],
    ['a shop that was not asked', ACCEPT, { swap: { ...OPEN, askedMerchantId: 'tea' } }, 'forbidden'],
    ['a shift that is not theirs', { ...ACCEPT_IN_RETURN, merchantId: 'tea' }, {}, 'shift-state-conflict'],
    ['the same shift in return', { ...ACCEPT, inReturnShiftId: 'mine' }, {}, 'shift-state-conflict'],
    ['a shift of another roster', { ...ACCEPT, inReturnShiftId: 'elsewhere' }, {}, 'shift-state-conflict'],
    [
      'a shift that has begun',
      ACCEPT,
      { shifts: shifts({ ...MINE, startsAt: NOW }) },
      'shift-state-conflict',
    ],
    [
      'a shift in return that is missed',
      ACCEPT_IN_RETURN,
      { shifts: shifts(MINE, { ...THEIRS, status: 'missed' }) },
      'shift-state-conflict',
    ],
    [
      'a shift given to another meanwhile',
      ACCEPT,
      { shifts: shifts({ ...MINE, merchantId: 'tea' }) },
      'shift-state-conflict',
    ],
    [
      'a turn for a shop that has left',
      ACCEPT_IN_RETURN,
      { members: new Set(['barber', 'tea']) },
      'shift-state-conflict',
    ],
    ['a no of somebody not asked', { act: 'decline', merchantIds: ['tea'] }, {}, 'forbidden'],
    [
      'approval after a shift has begun',
      { act: 'approve' },
      { swap: ACCEPTED, shifts: shifts(MINE, { ...THEIRS, status: 'on-duty' }) },
      'shift-state-conflict',
    ],
    [
      'approval after the taker has left',
      { act: 'approve' },
      { swap: ACCEPTED, members: new Set(['noodles', 'tea']) },
      'shift-state-conflict',
    ],
  ])('refuses %s', ([, act, state, code]) => {
    expect(decideSwapAct(roster(state), act)).toEqual({
      outcome: { ok: false, code },
      changes: { swap: null, shifts: [], overtaken: [] },
    });
  });

  test('overtakes what else was asked for its shifts', () => {
    const others: Swap[] = [
      { ...OPEN, swapId: 's2', shiftId: 'theirs', askedByMerchantId: 'barber' },
      { ...ACCEPTED, swapId: 's3', shiftId: 'other', askedByMerchantId: 'tea' },
      { ...OPEN, swapId: 's4', shiftId: 'other' },
      { ...OPEN, swapId: 's5', status: 'declined' },
      OPEN,
    ];
    expect(decideSwapAct(roster({ others }), ACCEPT_IN_RETURN).changes.overtaken).toEqual(['s2', 's3']);
    expect(decideSwapAct(roster({ others }), ACCEPT).changes.overtaken).toEqual([]);
  });

  test('accepted by two is one', () => {
    const first = decideSwapAct(roster({}), ACCEPT);
    const swap = first.changes.swap ?? OPEN;
    const taken = shifts({ ...MINE, merchantId: 'barber' }, THEIRS);
    const second = decideSwapAct(roster({ swap, shifts: taken }), { ...ACCEPT, merchantId: 'tea' });
    expect(second.outcome).toEqual({ ok: false, code: 'swap-state-conflict' });
  });
});

describe('Swaps that time has overtaken', () => {
  test('are those whose shift began or went to somebody else', () => {
    const swaps: Swap[] = [
      { ...OPEN, swapId: 'fine' },
      { ...OPEN, swapId: 'begun', shiftId: 'begun' },
      { ...OPEN, swapId: 'given away', shiftId: 'theirs' },
      { ...ACCEPTED, swapId: 'accepted' },
      { ...ACCEPTED, swapId: 'return lost', takenByMerchantId: 'tea' },
      { ...OPEN, swapId: 'over', shiftId: 'begun', status: 'rejected' },
    ];
    const loaded = shifts(MINE, THEIRS, { ...MINE, shiftId: 'begun', startsAt: NOW });
    expect(findOvertakenSwaps({ now: NOW, swaps, shifts: loaded })).toEqual([
      'begun',
      'given away',
      'return lost',
    ]);
  });
});

describe('On any day of swapping', () => {
  test('no shift is lost or doubled, nobody loses count by a mutual swap, and what is decided stays decided', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.array(anyAct, { maxLength: 60 }), (needsApproval, acts) => {
        const names = Array.from(MEMBERS);
        const all = new Map<string, SwapShift>(
          Array.from({ length: 6 }, (_, i) => shift(`d${i}`, names[i % 3] ?? '')).map((each) => [
            each.shiftId,
            each,
          ]),
        );
        const swaps = new Map<string, Swap>();
        const touching = (...shiftIds: (string | null)[]) =>
          Array.from(swaps.values()).filter(
            (swap) => shiftIds.includes(swap.shiftId) || shiftIds.includes(swap.inReturnShiftId),
          );
        for (const [i, { how, a, b }] of acts.entries()) {
          const merchantId = names[b % 3] ?? '';
          if (how === 'ask') {
            const asked = all.get(`d${a % 6}`) ?? MINE;
            const outcome = decideSwapRequest(
              { now: NOW, shift: asked, members: MEMBERS, openSwaps: touching(asked.shiftId) },
              { swapId: `s${i}`, askedMerchantId: b % 2 === 0 ? null : merchantId },
            );
            if (outcome.ok) swaps.set(outcome.swap.swapId, outcome.swap);
            continue;
          }
          const swap = Array.from(swaps.values())[a % Math.max(1, swaps.size)];
          if (swap === undefined) continue;
          const inReturnShiftId = b % 4 === 0 ? null : `d${b % 6}`;
          const act: SwapAct =
            how === 'accept'
              ? { act: how, merchantId, inReturnShiftId }
              : how === 'decline'
                ? { act: how, merchantIds: [merchantId] }
                : { act: how };
          const before = new Map(all);
          const { outcome, changes } = decideSwapAct(
            {
              now: NOW,
              swap,
              needsApproval,
              members: MEMBERS,
              shifts: all,
              others: touching(swap.shiftId, inReturnShiftId, swap.inReturnShiftId),
            },
            act,
          );
          if (!outcome.ok) {
            expect(changes).toEqual({ swap: null, shifts: [], overtaken: [] });
            continue;
          }
          swaps.set(swap.swapId, outcome.swap);
          for (const change of changes.shifts) {
            all.set(change.shiftId, { ...(all.get(change.shiftId) ?? MINE), merchantId: change.merchantId });
          }
          for (const id of changes.overtaken)
            swaps.set(id, { ...(swaps.get(id) ?? OPEN), status: 'overtaken' });

          expect(changes.shifts.length > 0).toBe(outcome.swap.status === 'agreed');
          const expectedLength = outcome.swap.inReturnShiftId === null ? 1 : 2;
          if (changes.shifts.length > 0) expect(changes.shifts).toHaveLength(expectedLength);
          if (changes.shifts.length === 2) expect(ownersOf(all)).toEqual(ownersOf(before));
          // Nothing open is left that could no longer come true.
          const open = Array.from(swaps.values());
          expect(findOvertakenSwaps({ now: NOW, swaps: open, shifts: all })).toEqual([]);
        }
        expect(all.size).toBe(6);
      }),
      { numRuns: 500 },
    );
  });
});

const anyAct = fc.record({
  how: fc.constantFrom('ask', 'ask', 'accept', 'accept', 'approve', 'decline', 'withdraw', 'reject'),
  a: fc.nat({ max: 30 }),
  b: fc.nat({ max: 30 }),
});

function ownersOf(all: ReadonlyMap<string, SwapShift>): string[] {
  return Array.from(all.values(), ({ merchantId }) => merchantId).toSorted();
}

function roster(what: Partial<SwapActState>): SwapActState {
  return {
    now: NOW,
    swap: OPEN,
    needsApproval: false,
    members: MEMBERS,
    shifts: shifts(MINE, THEIRS),
    others: [],
    ...what,
  };
}

function shifts(...all: SwapShift[]): ReadonlyMap<string, SwapShift> {
  return new Map(all.map((each) => [each.shiftId, each]));
}

function shift(shiftId: string, merchantId: string): SwapShift {
  return { shiftId, merchantId, startsAt: new Date('2026-03-03T08:00:00+08:00'), status: 'due' };
}
