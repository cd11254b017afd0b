import { create } from 'zustand';
import { phoneStorage } from '@/services/phone-storage';
import { useSession } from '@/services/session';

/** What a cast vote left on this phone. What was voted is not among it. */
export interface KeptReceipt {
  personId: string;
  ballotId: string;
  unitId: string;
  /** Null in an open ballot, where the unit is named in the list. */
  receipt: string | null;
  /** In the person's words: 投票 · 鱼巷口小面 · 是否同意鱼巷公约. */
  about: string;
  /** Closed by hand: until then it is shown before anything else. */
  seen: boolean;
}

const STORAGE_NAME = 'shangju-receipts';

/** Kept for good: they are of use as long as the list stands. `useKeptReceipts((s) => s.receipts)` */
const useKeptReceipts = create<{ receipts: readonly KeptReceipt[] }>()(() => ({ receipts: stored([]) }));

/** The receipts of this person on this phone. */
export function useMyReceipts(): readonly KeptReceipt[] {
  const personId = useSession((session) => session.person?.id);
  const receipts = useKeptReceipts((state) => state.receipts);
  return receipts.filter((one) => one.personId === personId);
}

/** The receipts of this person in one ballot. */
export function useReceiptsIn(ballotId: string): readonly KeptReceipt[] {
  return useMyReceipts().filter((one) => one.ballotId === ballotId);
}

export function keepReceipt(kept: KeptReceipt): void {
  change((receipts) => [...receipts.filter((one) => !isSame(one, kept)), kept]);
}

/** The person has looked at it. */
export function closeReceipt(kept: KeptReceipt): void {
  change((receipts) => receipts.map((one) => (isSame(one, kept) ? { ...one, seen: true } : one)));
}

function isSame(one: KeptReceipt, other: KeptReceipt): boolean {
  return one.personId === other.personId && one.ballotId === other.ballotId && one.unitId === other.unitId;
}

/** Reads, changes and stores again: in a browser another tab may have written meanwhile. */
function change(next: (receipts: readonly KeptReceipt[]) => readonly KeptReceipt[]): void {
  const receipts = next(stored(useKeptReceipts.getState().receipts));
  phoneStorage.setItem(STORAGE_NAME, JSON.stringify(receipts));
  useKeptReceipts.setState({ receipts });
}

function stored(known: readonly KeptReceipt[]): readonly KeptReceipt[] {
  const text = phoneStorage.getItem(STORAGE_NAME);
  if (text === null) return known;
  try {
    return JSON.parse(text) as KeptReceipt[];
  } catch {
    return known;
  }
}
