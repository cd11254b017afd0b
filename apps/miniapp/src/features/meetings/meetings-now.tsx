import type { MeetingSummary } from '@shangju/contracts';
import { View } from '@tarojs/components';
import { openPage } from '@/services/places';
import { useSignedIn } from '@/services/session';
import { streetNow } from '@/services/street-clock';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Section } from '@/ui/section';
import { Tag } from '@/ui/tag';
import { meetingPage } from './meeting-pages';
import { MeetingRow } from './meeting-row';
import { isNow, MEETING_TAGS, meetingTime } from './meeting-words';
import './meetings-now.scss';
import { SignInButton } from './sign-in-button';
import { useMeetings } from './use-meetings';

/**
 * The meetings of today and those under way, with the way to sign in.
 * @param main signing in is what there is to do here
 */
export function MeetingsNow({ main }: { main: boolean }) {
  const now = streetNow();
  const underWay = useMeetings('under-way').data ?? [];
  const today = (useMeetings('published').data ?? []).filter((meeting) => isNow(meeting, now));
  return (
    <>
      {[...underWay, ...today].map((meeting, place) => (
        <MeetingNow key={meeting.id} meeting={meeting} now={now} main={main && place === 0} />
      ))}
    </>
  );
}

function MeetingNow({ meeting, now, main }: { meeting: MeetingSummary; now: Date; main: boolean }) {
  const signedIn = useSignedIn();
  return (
    <Card>
      <View className="meeting-now__line">
        <Tag {...MEETING_TAGS[meeting.state]} />
        <View className="meeting-now__soft">{meeting.associationName}</View>
      </View>
      <View className="meeting-now__title">{meeting.title}</View>
      <View className="figures">
        {meetingTime(meeting, now)} · {meeting.place}
      </View>
      {meeting.state === 'under-way' && signedIn ? <SignInButton meeting={meeting} main={main} /> : null}
      <Button text="看议题" icon="list" onTap={() => openPage(meetingPage(meeting.id))} />
    </Card>
  );
}

/** Those that are not today. */
export function ComingMeetings() {
  const now = streetNow();
  const coming = (useMeetings('published').data ?? []).filter((meeting) => !isNow(meeting, now));
  if (coming.length === 0) return null;
  return (
    <Section title="要开的会">
      <Card flush>
        {coming.map((meeting) => (
          <MeetingRow key={meeting.id} meeting={meeting} now={now} />
        ))}
      </Card>
    </Section>
  );
}
