import { AssociationPage } from '@/features/association/association-page';
import { OfferReviewList } from '@/features/association/offer-review-list';
import { Page } from '@/ui/page';

const TITLE = '审核兑换项目';

export default function AssociationOffersPage() {
  return (
    <AssociationPage title={TITLE}>
      {({ associationId }) => (
        <Page title={TITLE}>
          <OfferReviewList associationId={associationId} />
        </Page>
      )}
    </AssociationPage>
  );
}
