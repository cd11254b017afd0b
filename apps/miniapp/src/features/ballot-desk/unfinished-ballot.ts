import { phoneStorage } from '@/services/phone-storage';
import type { BallotForm } from './ballot-form';

/** What was begun for a new ballot and not saved yet, kept on this phone. */
export const unfinishedBallot = {
  /** @param begin what a new one would begin with here; fields that only this version knows come from it */
  read(associationId: string, begin: BallotForm): BallotForm | undefined {
    const text = phoneStorage.getItem(nameFor(associationId));
    if (text === null) return undefined;
    try {
      const kept = JSON.parse(text) as Partial<BallotForm>;
      // What was begun for one agenda item must not end up on another.
      if ((kept.agendaItemId ?? null) !== begin.agendaItemId) return undefined;
      if ((kept.corrects ?? null) !== begin.corrects) return undefined;
      return { ...begin, ...kept };
    } catch {
      return undefined;
    }
  },
  keep(associationId: string, form: BallotForm): void {
    phoneStorage.setItem(nameFor(associationId), JSON.stringify(form));
  },
  forget(associationId: string): void {
    phoneStorage.removeItem(nameFor(associationId));
  },
};

const nameFor = (associationId: string) => `shangju-unfinished-ballot-${associationId}`;
