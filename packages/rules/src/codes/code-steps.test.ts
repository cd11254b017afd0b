import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CODE_STEP_MS, codeStepAt, codeTurnsAt, codeValidUntil, isCodeFresh } from './code-steps.ts';

const instant = fc.date({
  min: new Date('2026-01-01T00:00:00Z'),
  max: new Date('2041-12-01T00:00:00Z'),
  noInvalidDate: true,
});

describe('A turning code', () => {
  test('counts steps of 30 seconds from 2026-01-01', () => {
    expect(codeStepAt(new Date('2026-01-01T00:00:00.000Z'))).toBe(0);
    expect(codeStepAt(new Date('2026-01-01T00:00:29.999Z'))).toBe(0);
    expect(codeStepAt(new Date('2026-01-01T00:00:30.000Z'))).toBe(1);
    expect(codeStepAt(new Date('2026-01-02T00:00:00.000Z'))).toBe(2880);
  });

  test('is fresh from its making until validUntil, whatever the moment of either', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: 0, max: 4 * CODE_STEP_MS }), (made, passedMs) => {
        const step = codeStepAt(made);
        const now = new Date(made.getTime() + passedMs);
        expect(isCodeFresh(step, now)).toBe(now.getTime() < codeValidUntil(step).getTime());
      }),
    );
  });

  test('lives between one and two steps, and turns one step before it dies', () => {
    fc.assert(
      fc.property(instant, (made) => {
        const step = codeStepAt(made);
        const livesMs = codeValidUntil(step).getTime() - made.getTime();
        expect(livesMs).toBeGreaterThan(CODE_STEP_MS);
        expect(livesMs).toBeLessThanOrEqual(2 * CODE_STEP_MS);
        expect(codeStepAt(codeTurnsAt(step))).toBe(step + 1);
        expect(codeStepAt(new Date(codeTurnsAt(step).getTime() - 1))).toBe(step);
      }),
    );
  });

  test('of a step to come is not fresh', () => {
    const now = new Date('2026-03-01T10:00:29.999Z');
    expect(isCodeFresh(codeStepAt(now) + 1, now)).toBe(false);
  });

  test('of a static kind (step 0) is not fresh by itself', () => {
    expect(isCodeFresh(0, new Date('2026-03-01T00:00:00Z'))).toBe(false);
  });

  test.for(['2025-12-31T23:59:59.999Z', '2041-12-13T20:48:00Z', 'nonsense'])('has no step at %s', (when) => {
    expect(() => codeStepAt(new Date(when))).toThrow(RangeError);
    expect(isCodeFresh(5, new Date(when))).toBe(false);
  });
});
