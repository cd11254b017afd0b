import { ForMeeting } from '@/features/meeting-desk/for-meeting';
import { MeetingMinutes } from '@/features/meeting-desk/meeting-minutes';

export default function MeetingMinutesPage() {
  return <ForMeeting title="写纪要">{(meeting) => <MeetingMinutes meeting={meeting} />}</ForMeeting>;
}
