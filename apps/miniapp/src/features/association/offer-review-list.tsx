import type { Offer, OfferStatus } from '@shangju/contracts';
import { useState } from 'react';
import { Empty } from '@/ui/empty';
import { PagedList } from '@/ui/paged-list';
import { SegmentedTabs } from '@/ui/segmented-tabs';
import { OfferForReview } from './offer-for-review';
import { OfferVerdictSheet } from './offer-verdict-sheet';
import { useAssociationOffers } from './use-association-offers';
import type { VerdictAct } from './use-offer-verdict';

type Shown = Exclude<OfferStatus, 'draft'>;

const TABS: readonly { key: Shown; text: string }[] = [
  { key: 'submitted', text: '待审' },
  { key: 'approved', text: '在架' },
  { key: 'rejected', text: '退回' },
  { key: 'withdrawn', text: '下架' },
];

/** The offers of the association's shops, those that wait for a verdict first. */
export function OfferReviewList({ associationId }: { associationId: string }) {
  const [shown, setShown] = useState<Shown>('submitted');
  const [asked, setAsked] = useState<{ offer: Offer; act: VerdictAct }>();
  const offers = useAssociationOffers(associationId, shown);
  return (
    <>
      <SegmentedTabs label="兑换项目的状态" tabs={TABS} selected={shown} onSelect={setShown} />
      <PagedList
        query={offers}
        skeletonRows={6}
        lost="项目都在，没有丢。"
        row={(offer) => <OfferForReview offer={offer} onVerdict={(act) => setAsked({ offer, act })} />}
        empty={<Empty icon="gift" {...NOTHING[shown]} />}
      />
      <OfferVerdictSheet
        // Another question begins with nothing written.
        key={asked ? `${asked.act} ${asked.offer.id}` : 'none'}
        associationId={associationId}
        asked={asked}
        onDone={() => setAsked(undefined)}
      />
    </>
  );
}

const NOTHING: Record<Shown, { title: string; how: string }> = {
  submitted: { title: '都审完了', how: '商户提交新的兑换项目，就排在这里等您。' },
  approved: { title: '还没有在架的项目', how: '您通过的兑换项目会在这里。' },
  rejected: { title: '没有退回的项目', how: '您退回、商户还没改的会在这里。' },
  withdrawn: { title: '没有下架的项目', how: '您下架的兑换项目会在这里。' },
};
