import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assertResidentAccount } from './points/account.ts';
import { pairKey } from './points/pair-key.ts';
import { type Batching, type Happening, StreetSimulation } from './street-simulation.ts';
import { localDay } from './street-time.ts';

describe('A street on which anything may happen', { timeout: 60_000 }, () => {
  test('keeps its ledger, stocks, limits and budgets after every step', () => {
    fc.assert(
      fc.property(story, (happenings) => {
        const street = new StreetSimulation();
        for (const happening of happenings) {
          street.happen(happening);
          expectSoundAccounts(street);
          expectLimitsKept(street);
          expectEachRedemptionEndsOnce(street);
        }
        expect(street.replay()).toMatchObject({ differences: [], sumOfAllAccounts: 0 });
      }),
      { numRuns: 300 },
    );
  });

  test.for<Batching>(['one by one', 'only those that are accepted'])(
    'ends up the same when requests come %s',
    (batching) => {
      fc.assert(
        fc.property(story, (happenings) => {
          const together = new StreetSimulation('together');
          const otherwise = new StreetSimulation(batching);
          for (const happening of happenings) {
            expect(otherwise.happen(happening)).toEqual(together.happen(happening));
          }
          expect(stored(otherwise)).toEqual(stored(together));
        }),
        { numRuns: 300 },
      );
    },
  );

  test('stays as it was when every request is refused', () => {
    fc.assert(
      fc.property(story, (happenings) => {
        const street = new StreetSimulation();
        for (const happening of happenings) {
          const before = stored(street);
          const outcomes = street.happen(happening);
          const isAboutPoints = 'of' in happening;
          if (isAboutPoints && outcomes.every(({ ok }) => !ok)) expect(stored(street)).toEqual(before);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('is no trivial one: every outcome of every rule comes up', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(story, (happenings) => {
        const street = new StreetSimulation();
        for (const happening of happenings) {
          for (const outcome of street.happen(happening)) seen.add(`${happening.act}: ${answerOf(outcome)}`);
        }
      }),
      { numRuns: 500, seed: 20260301 },
    );
    expect(Array.from(seen).sort()).toEqual([
      'check-ins: already-checked-in',
      'check-ins: budget-exhausted',
      'check-ins: code-expired',
      'check-ins: daily-limit-reached',
      'check-ins: live-code-required',
      'check-ins: location-required',
      'check-ins: merchant-closed',
      'check-ins: ok',
      'check-ins: outside-fence',
      'check-ins: own-merchant',
      'endings: cancelled',
      'endings: code-expired',
      'endings: forbidden',
      'endings: fulfilled',
      'endings: lapsed',
      'endings: not-yet-due',
      'endings: own-redemption',
      'endings: redemption-ended',
      'endings: voucher-expired',
      'expiry: nothing-to-expire',
      'expiry: ok',
      'grants: budget-exhausted',
      'grants: ok',
      'grants: own-grant',
      'redemptions: code-expired',
      'redemptions: code-other-merchant',
      'redemptions: fulfilled',
      'redemptions: held',
      'redemptions: insufficient-points',
      'redemptions: limit-reached',
      'redemptions: offer-not-available',
      'redemptions: offer-sold-out',
      'redemptions: own-merchant',
    ]);
  });
});

const choice = fc.nat({ max: 59 });
/** Mostly fresh, sometimes too old, sometimes from the future. */
const stepsAgo = fc.constantFrom(0, 0, 0, 1, 1, 2, -1);
const where = fc.constantFrom('unknown' as const, 'at the shop' as const, 'far away' as const);

const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constant('check-ins' as const),
      of: batch({ person: choice, merchant: choice, stepsAgo, poster: oneIn(4), where }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constant('redemptions' as const),
      of: batch({ person: choice, offer: choice, liveAt: fc.option(choice, { freq: 3 }), stepsAgo }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constant('endings' as const),
      of: batch({
        redemption: choice,
        how: fc.constantFrom('fulfil' as const, 'cancel' as const, 'lapse' as const),
        byResident: fc.boolean(),
        person: choice,
        stepsAgo,
      }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constant('grants' as const),
      of: batch({
        person: choice,
        association: choice,
        grantedBy: choice,
        points: fc.integer({ min: 1, max: 9 }),
      }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constant('expiry' as const),
      of: batch({ person: choice }),
      daysAgo: fc.nat({ max: 2 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constant('wait' as const),
      seconds: fc.oneof(fc.nat({ max: 90 }), fc.nat({ max: 3600 }), fc.nat({ max: 200_000 })),
    }),
  },
  fc.record({ act: fc.constant('restock' as const), offer: choice, units: fc.nat({ max: 2 }) }),
  fc.record({ act: fc.constant('open-or-close' as const), merchant: choice }),
);

const story = fc.array(happening, { minLength: 1, maxLength: 40, size: 'max' });

function batch<T>(wish: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T[]> {
  return fc.array(fc.record(wish) as fc.Arbitrary<T>, { minLength: 1, maxLength: 8 });
}

function oneIn(times: number): fc.Arbitrary<boolean> {
  return fc.nat({ max: times - 1 }).map((n) => n === 0);
}

function expectSoundAccounts(street: StreetSimulation): void {
  for (const account of street.accounts.values()) assertResidentAccount(account);
}

function expectLimitsKept(street: StreetSimulation): void {
  for (const [offerId, { stockLeft, limitPerPerson }] of street.offers) {
    if (stockLeft !== null) expect(stockLeft).toBeGreaterThanOrEqual(0);
    for (const personId of street.accounts.keys()) {
      expect(street.usedNow(personId, offerId)).toBeLessThanOrEqual(
        limitPerPerson ?? Number.POSITIVE_INFINITY,
      );
    }
  }
  for (const [associationId, byPeriod] of street.issued) {
    const limit = street.budgetLimits.get(associationId) ?? 0;
    for (const issued of byPeriod.values()) expect(issued).toBeLessThanOrEqual(limit);
  }
  const visits = street.checkIns.map((row) => `${row.personId} ${row.merchantId} ${row.day}`);
  expect(new Set(visits).size).toBe(visits.length);
  const paidByDay = new Map<string, number>();
  for (const row of street.checkIns) {
    expect(row.day).toBe(localDay(row.at));
    expect(street.staff.has(pairKey(row.personId, row.merchantId))).toBe(false);
    const day = `${row.personId} ${row.day}`;
    const paid = (paidByDay.get(day) ?? 0) + 1;
    paidByDay.set(day, paid);
    expect(paid).toBeLessThanOrEqual(street.rules.get(row.associationId)?.paidCheckInsPerDay ?? 0);
  }
}

function expectEachRedemptionEndsOnce(street: StreetSimulation): void {
  for (const row of street.redemptions.values()) {
    expect(street.staff.has(pairKey(row.personId, row.merchantId))).toBe(false);
    const wasHeld = row.heldUntil !== null;
    expect(row.timesEnded).toBe(wasHeld && row.status !== 'held' ? 1 : 0);
    const paidOut = street.transfers.filter(({ reference }) => reference === row.redemptionId);
    expect(paidOut.map(({ transferId }) => transferId)).toEqual(
      row.status === 'fulfilled' ? [row.transferId] : [],
    );
  }
}

function stored(street: StreetSimulation): unknown {
  const { accounts, issued, offers, transfers, checkIns, grants, redemptions } = street;
  return {
    accounts: new Map(accounts),
    issued: new Map(Array.from(issued, ([id, byPeriod]) => [id, new Map(byPeriod)])),
    offers: new Map(offers),
    transfers: [...transfers],
    checkIns: [...checkIns],
    grants: [...grants],
    redemptions: new Map(redemptions),
  };
}

function answerOf(outcome: { ok: boolean; code?: string; status?: string }): string {
  return outcome.code ?? outcome.status ?? 'ok';
}
