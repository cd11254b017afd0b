import { describe, expect, test } from 'vitest';
import {
  OFFER_ACT_BY,
  type OfferAct,
  type OfferStatus,
  offerEditAct,
  offerTransition,
} from './offer-states.ts';

const STATUSES: OfferStatus[] = ['draft', 'submitted', 'approved', 'rejected', 'withdrawn'];
const ACTS: OfferAct[] = ['edit', 'edit-live', 'submit', 'approve', 'reject', 'withdraw'];
const REFUSED = '—';

describe('An offer', () => {
  test.for<[OfferAct, ...string[]]>([
    //            draft        submitted    approved     rejected   withdrawn
    ['edit', 'draft', 'draft', 'draft', 'draft', 'draft'],
    ['edit-live', 'draft', 'submitted', 'approved', 'rejected', 'withdrawn'],
    ['submit', 'submitted', REFUSED, REFUSED, REFUSED, REFUSED],
    ['approve', REFUSED, 'approved', REFUSED, REFUSED, REFUSED],
    ['reject', REFUSED, 'rejected', REFUSED, REFUSED, REFUSED],
    ['withdraw', REFUSED, REFUSED, 'withdrawn', REFUSED, REFUSED],
  ])('answers %s in each of its states', ([act, ...expected]) => {
    const answers = STATUSES.map((status) => {
      const transition = offerTransition(status, act);
      if (transition.ok) return transition.status;
      expect(transition).toEqual({ ok: false, code: 'offer-state-conflict', offerStatus: status });
      return REFUSED;
    });
    expect(answers).toEqual(expected);
  });

  test('gets on the shelf only by an act of the association, whatever its staff do', () => {
    for (const act of ACTS.filter((each) => OFFER_ACT_BY[each] === 'merchant')) {
      for (const status of STATUSES.filter((each) => each !== 'approved')) {
        expect(offerTransition(status, act)).not.toMatchObject({ status: 'approved' });
      }
    }
  });

  test.for<[string[], string]>([
    [['stockLeft'], 'edit-live'],
    [['availableFrom', 'availableUntil'], 'edit-live'],
    [[], 'edit-live'],
    [['pricePoints'], 'edit'],
    [['stockLeft', 'title'], 'edit'],
  ])('changed in %j is subject to %s', ([fields, act]) => {
    expect(offerEditAct(fields)).toBe(act);
  });
});
