import { AssociationPage } from '@/features/association/association-page';
import { BallotList } from '@/features/ballot-desk/ballot-list';

export default function BallotsPage() {
  return (
    <AssociationPage title="表决">
      {({ associationId }) => <BallotList associationId={associationId} />}
    </AssociationPage>
  );
}
