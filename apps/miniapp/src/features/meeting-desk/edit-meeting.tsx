import { useMeeting } from '@/features/meetings/use-meetings';
import { useAsItStands } from '@/features/offer-desk/use-as-it-stands';
import { Card } from '@/ui/card';
import { Loaded } from '@/ui/loaded';
import { Page } from '@/ui/page';
import { Skeleton } from '@/ui/skeleton';
import { MeetingEditor } from './meeting-editor';

/** A meeting to change, as it stands now. */
export function EditMeeting({
  associationId,
  associationName,
  meetingId,
}: {
  associationId: string;
  associationName: string;
  meetingId: string;
}) {
  const query = useMeeting(meetingId);
  const meeting = useAsItStands(query);
  if (meeting) {
    return <MeetingEditor associationId={associationId} associationName={associationName} before={meeting} />;
  }
  return (
    <Page title="改会议">
      <Loaded
        query={query}
        skeleton={
          <Card>
            <Skeleton rows={5} />
          </Card>
        }
        lost="会议还在，没有变。"
      >
        {() => null}
      </Loaded>
    </Page>
  );
}
