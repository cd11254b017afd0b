import type { Offer, OfferStatus } from '@shangju/contracts';
import { offerEditAct, offerTransition } from '@shangju/rules';
import type { OfferBody } from './offer-form';

/** What saving would do, said before it is done. */
export interface EditConsequence {
  /** Only what differs. */
  changes: Partial<OfferBody>;
  /** What becomes of it. */
  words: string;
  /** Saves and hands it to the association. */
  canSubmit: boolean;
  /** Saves and leaves it where it then is. */
  canSave: boolean;
  /** Saving alone is what the shop wants: it takes effect as it is. */
  takesEffect: boolean;
}

/** @param before as it is saved; undefined for a new offer */
export function editConsequence(before: Offer | undefined, after: OfferBody): EditConsequence {
  if (before === undefined) {
    return {
      changes: after,
      words: '提交后由商会审核，通过了居民才看得到。',
      canSubmit: true,
      canSave: true,
      takesEffect: false,
    };
  }
  const changes = differences(before, after);
  const fields = Object.keys(changes);
  if (fields.length === 0) return unchanged(before.status);
  const next = offerTransition(before.status, offerEditAct(fields));
  const status = next.ok ? next.status : before.status;
  return status === 'draft'
    ? { changes, words: DRAFT_AGAIN[before.status], canSubmit: true, canSave: true, takesEffect: false }
    : { changes, words: STAYS[status], canSubmit: false, canSave: true, takesEffect: true };
}

function unchanged(status: OfferStatus): EditConsequence {
  const isDraft = status === 'draft';
  return {
    changes: {},
    words: isDraft ? '提交后由商会审核，通过了居民才看得到。' : UNCHANGED[status],
    canSubmit: isDraft,
    canSave: false,
    takesEffect: false,
  };
}

function differences(before: Offer, after: OfferBody): Partial<OfferBody> {
  const names = Object.keys(after) as (keyof OfferBody)[];
  return Object.fromEntries(
    names.filter((name) => before[name] !== after[name]).map((name) => [name, after[name]]),
  );
}

/** An edit that asks for approval (again). */
const DRAFT_AGAIN: Record<OfferStatus, string> = {
  draft: '提交后由商会审核，通过了居民才看得到。',
  submitted: '改了内容，商会要从头审核。',
  approved: '改了内容，要商会重新审核：通过之前居民看不到它，已经换到的券照样能用。',
  rejected: '改好了，提交后由商会再审核一次。',
  withdrawn: '改好了，提交后由商会再审核一次，通过了重新上架。',
};

/** An edit of stock and days only. */
const STAYS: Record<OfferStatus, string> = {
  draft: '份数和日子存进草稿。',
  submitted: '只改了份数和日子：不用重新审核，商会接着审。',
  approved: '只改了份数和日子：马上生效，不用审核。',
  rejected: '份数和日子存下来。要再提交，请先按退回的意见改一改内容。',
  withdrawn: '份数和日子存下来。要再提交，请先改一改内容。',
};

const UNCHANGED: Record<Exclude<OfferStatus, 'draft'>, string> = {
  submitted: '商会正在审核，通过了居民就看得到。',
  approved: '居民现在看到的就是这样。',
  rejected: '请按退回的意见改一改，再提交。',
  withdrawn: '要重新上架，请先改一改，再提交。',
};
