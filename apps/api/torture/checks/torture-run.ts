import { type Act, type ActBook, type ActKind, type Answer, goodAnswerOf } from '../act-book.ts';
import type { DutyWishes } from '../duty-wishes.ts';
import type { Breakable } from '../faults.ts';
import type { Settled } from '../settle.ts';

/** All that a run leaves behind for whoever checks it. */
export interface TortureRun extends Breakable, Settled {
  book: ActBook;
  duty: DutyWishes;
}

/** An act that is there, with its first good answer. */
export interface DoneAct {
  act: Act;
  answer: Answer;
}

/** The acts of a kind that are there: acknowledged, or found under their keys. */
export function doneActs({ answersNow }: TortureRun, kind: ActKind): DoneAct[] {
  return [...answersNow].flatMap(([act, now]) => {
    const answer = goodAnswerOf(act) ?? now;
    return act.kind === kind && answer ? [{ act, answer }] : [];
  });
}

/** For a person who reads what was broken: which act, by whom, how often sent and with what end. */
export function nameOf(act: Act): string {
  const tries = act.tries.map(
    ({ process, answer, lost }) =>
      `${process + 1}:${answer ? `${answer.status} ${answer.body.code ?? ''}`.trim() : lost}`,
  );
  return `act ${act.number} (${act.kind} ${act.path}, key ${act.key}, by ${act.personId}, tries ${tries.join(', ')})`;
}
