import { ForMeeting } from '@/features/meeting-desk/for-meeting';
import { MeetingDesk } from '@/features/meeting-desk/meeting-desk';

export default function MeetingDeskPage() {
  return <ForMeeting title="会议">{(meeting) => <MeetingDesk meeting={meeting} />}</ForMeeting>;
}
