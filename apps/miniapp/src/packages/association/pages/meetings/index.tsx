import { AssociationPage } from '@/features/association/association-page';
import { MeetingList } from '@/features/meeting-desk/meeting-list';

export default function MeetingsPage() {
  return (
    <AssociationPage title="会议">
      {({ associationId }) => <MeetingList associationId={associationId} />}
    </AssociationPage>
  );
}
