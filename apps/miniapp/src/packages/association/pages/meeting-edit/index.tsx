import { useRouter } from '@tarojs/taro';
import { AssociationPage } from '@/features/association/association-page';
import { EditMeeting } from '@/features/meeting-desk/edit-meeting';
import { MeetingEditor } from '@/features/meeting-desk/meeting-editor';
import { pageParam } from '@/services/page-param';

export default function MeetingEditPage() {
  const meetingId = pageParam(useRouter().params, 'meetingId');
  return (
    <AssociationPage title="会议">
      {({ associationId, name }) =>
        meetingId === undefined ? (
          <MeetingEditor associationId={associationId} associationName={name} before={undefined} />
        ) : (
          <EditMeeting associationId={associationId} associationName={name} meetingId={meetingId} />
        )
      }
    </AssociationPage>
  );
}
