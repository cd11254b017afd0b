import { expect, test } from 'vitest';
import { codeStepAt } from '../codes/code-steps.ts';
import { decideSignIn, type SignInState } from './sign-in.ts';

const NOW = new Date('2026-12-05T04:00:00Z');
const STATE: SignInState = { now: NOW, meeting: { number: 1001, state: 'under-way' }, signedIn: false };
const CODE = { subject: 1001, step: codeStepAt(NOW) };

test('who is there signs in', () => {
  expect(decideSignIn(STATE, CODE)).toEqual({ ok: true });
  expect(decideSignIn(STATE, { ...CODE, step: CODE.step - 1 })).toEqual({ ok: true });
});

test.for<[string, Partial<SignInState>, Partial<typeof CODE>, string]>([
  ['the code of another meeting', {}, { subject: 1002 }, 'code-other-meeting'],
  ['a code that was photographed', {}, { step: CODE.step - 2 }, 'code-expired'],
  ['a code that never turned', {}, { step: 0 }, 'code-expired'],
  [
    'a meeting that has not begun',
    { meeting: { number: 1001, state: 'published' } },
    {},
    'meeting-state-conflict',
  ],
  ['a meeting that is over', { meeting: { number: 1001, state: 'closed' } }, {}, 'meeting-state-conflict'],
  ['a second time', { signedIn: true }, {}, 'already-signed-in'],
])('not by %s', ([, state, code, refusal]) => {
  expect(decideSignIn({ ...STATE, ...state }, { ...CODE, ...code })).toEqual({ ok: false, code: refusal });
});
