import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BallotRule } from './ballot-rule.ts';
import { type CastBallot, type CastRequest, type CastUnit, decideCasts } from './cast-votes.ts';

const RULE: BallotRule = {
  method: { kind: 'for-against' },
  options: ['同意', '反对', '弃权'],
  registers: [{ name: '商户', source: { kind: 'list', unitIds: ['u'] } }],
  quorum: null,
  threshold: null,
  byArea: false,
  secret: true,
  changeable: false,
  showsTurnout: true,
};
const OPENS = new Date('2026-03-01T00:00:00Z');
const CLOSES = new Date('2026-03-08T00:00:00Z');
const open: CastBallot = { state: 'open', opensAt: OPENS, closesAt: CLOSES, rule: RULE };
const mine: CastUnit = { register: 0, entitled: true, voted: false };
const vote = (unitId: string, choices = [0]): CastRequest => ({
  ballotId: 'b',
  unitId,
  personId: 'p',
  choices,
});
const decideOne = (ballot: CastBallot | undefined, now: Date, unit = mine, request = vote('u')) =>
  decideCasts({ now, ballots: new Map(ballot ? [['b', ballot]] : []), units: [unit] }, [request])[0];

describe('a vote', () => {
  const during = new Date('2026-03-04T00:00:00Z');

  test('is taken until the very last millisecond, and not at the end', () => {
    expect(decideOne(open, new Date(CLOSES.getTime() - 1))).toEqual({ ok: true, register: 0 });
    expect(decideOne(open, CLOSES)).toMatchObject({ code: 'ballot-closed' });
  });

  test('waits for a ballot that is due to be opened, and for one that is not', () => {
    const published: CastBallot = { ...open, state: 'published' };
    expect(decideOne(published, new Date(OPENS.getTime() - 1))).toMatchObject({ code: 'ballot-not-open' });
    expect(decideOne(published, OPENS)).toMatchObject({ code: 'ballot-due' });
    expect(decideOne(published, CLOSES)).toMatchObject({ code: 'ballot-closed' });
  });

  test('knows nothing of drafts', () => {
    expect(decideOne({ ...open, state: 'draft' }, during)).toMatchObject({ code: 'not-found' });
    expect(decideOne(undefined, during)).toMatchObject({ code: 'not-found' });
  });

  test('is not taken for a unit without a vote, or by a stranger to it', () => {
    expect(decideOne(open, during, { ...mine, register: null })).toMatchObject({ code: 'not-eligible' });
    expect(decideOne(open, during, { ...mine, entitled: false })).toMatchObject({ code: 'not-eligible' });
  });

  test('must be one that the method allows', () => {
    expect(decideOne(open, during, mine, vote('u', []))).toEqual({
      ok: false,
      code: 'choices-invalid',
      problem: 'exactly-one',
    });
  });

  test('counts once for each unit, whatever comes together and in whichever order', () => {
    const request = fc.record({
      unit: fc.integer({ min: 0, max: 3 }),
      choice: fc.integer({ min: 0, max: 4 }),
    });
    fc.assert(
      fc.property(
        fc.array(request, { maxLength: 30 }),
        fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
        (asked, before) => {
          const outcomes = decideCasts(
            {
              now: during,
              ballots: new Map([['b', open]]),
              units: asked.map(({ unit }) => ({ ...mine, voted: before[unit] === true })),
            },
            asked.map(({ unit, choice }) => vote(`${unit}`, [choice])),
          );
          const counted = new Set<number>();
          outcomes.forEach((outcome, index) => {
            const { unit, choice } = asked[index] ?? { unit: -1, choice: -1 };
            const may = !before[unit] && !counted.has(unit) && choice <= 2;
            expect(outcome.ok).toBe(may);
            if (outcome.ok) counted.add(unit);
          });
        },
      ),
    );
  });
});
