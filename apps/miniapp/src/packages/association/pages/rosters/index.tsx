import { AssociationPage } from '@/features/association/association-page';
import { RosterList } from '@/features/duty-desk/roster-list';

export default function RostersPage() {
  return (
    <AssociationPage title="值日表">
      {({ associationId }) => <RosterList associationId={associationId} />}
    </AssociationPage>
  );
}
