import { ForMeeting } from '@/features/meeting-desk/for-meeting';
import { MeetingSignIn } from '@/features/meeting-desk/meeting-sign-in';

export default function MeetingSignInPage() {
  return <ForMeeting title="签到">{(meeting) => <MeetingSignIn meeting={meeting} />}</ForMeeting>;
}
