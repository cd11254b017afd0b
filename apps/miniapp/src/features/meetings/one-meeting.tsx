import type { Meeting } from '@shangju/contracts';
import { sayInstant } from '@shangju/rules';
import { View } from '@tarojs/components';
import { useSignedIn } from '@/services/session';
import { streetNow } from '@/services/street-clock';
import { Card } from '@/ui/card';
import { FoldedText } from '@/ui/folded-text';
import { ListRow } from '@/ui/list-row';
import { Loaded } from '@/ui/loaded';
import { Section } from '@/ui/section';
import { Skeleton } from '@/ui/skeleton';
import { Tag } from '@/ui/tag';
import { Agenda } from './agenda';
import { MeetingFollowUps } from './follow-ups';
import { invitedWords, MEETING_TAGS, meetingTime } from './meeting-words';
import './one-meeting.scss';
import { Questions } from './questions';
import { SignInButton } from './sign-in-button';
import { useMeeting } from './use-meetings';

/** A meeting from its invitation to what came of it. */
export function OneMeeting({ meetingId, scanned }: { meetingId: string; scanned: string | undefined }) {
  const meeting = useMeeting(meetingId);
  return (
    <Loaded query={meeting} skeleton={<MeetingSkeleton />}>
      {(found) => (
        <>
          <Head meeting={found} scanned={scanned} />
          <Minutes meeting={found} />
          <Agenda meeting={found} />
          <Questions meeting={found} />
          <MeetingFollowUps meetingId={found.id} />
        </>
      )}
    </Loaded>
  );
}

function Head({ meeting, scanned }: { meeting: Meeting; scanned: string | undefined }) {
  const now = streetNow();
  return (
    <>
      <Card>
        <View className="one-meeting__line">
          <Tag {...MEETING_TAGS[meeting.state]} />
          <View className="one-meeting__soft">{meeting.associationName}</View>
        </View>
        <View className="one-meeting__title">{meeting.title}</View>
        {meeting.about === '' ? null : <FoldedText text={meeting.about} />}
        <SignIn meeting={meeting} scanned={scanned} />
      </Card>
      <Card flush>
        <ListRow icon="calendar" title={meetingTime(meeting, now)} />
        <ListRow icon="location" title={meeting.place} />
        <ListRow
          icon="users"
          title={`请${invitedWords(meeting.invited)}来`}
          {...(meeting.attendanceCount > 0 ? { detail: `签到 ${meeting.attendanceCount} 人` } : {})}
        />
      </Card>
    </>
  );
}

function SignIn({ meeting, scanned }: { meeting: Meeting; scanned: string | undefined }) {
  const signedIn = useSignedIn();
  const { attendedAt, state, pointsForAttendance } = meeting;
  const earns = pointsForAttendance > 0 ? `，得 ${pointsForAttendance} 分` : '';
  if (attendedAt !== null) {
    return <Tag tone="green" text={`${sayInstant(new Date(attendedAt), streetNow())} 签到了`} />;
  }
  if (state === 'published')
    return <View className="one-meeting__soft">到会场扫主持人手机上的码签到{earns}。</View>;
  if (state !== 'under-way') return null;
  if (!signedIn) return <View className="one-meeting__soft">登录以后，扫主持人手机上的码签到{earns}。</View>;
  return (
    <>
      <View className="one-meeting__soft">扫主持人手机上的码{earns}。</View>
      <SignInButton meeting={meeting} scanned={scanned} main />
    </>
  );
}

/** What was decided and said, once the minutes are out. */
function Minutes({ meeting: { minutes, agenda } }: { meeting: Meeting }) {
  if (minutes === null) return null;
  const titleOf = (itemId: string | null) => agenda.find(({ id }) => id === itemId)?.title;
  return (
    <Section title="纪要和决定">
      {minutes.decisions.length > 0 ? (
        <Card flush>
          {minutes.decisions.map(({ agendaItemId, text }, at) => (
            <ListRow
              // biome-ignore lint/suspicious/noArrayIndexKey: decisions have no names of their own
              key={at}
              icon="check"
              title={text}
              detail={titleOf(agendaItemId)}
            />
          ))}
        </Card>
      ) : null}
      <Card>
        <FoldedText text={minutes.text} />
        <View className="one-meeting__soft">{sayInstant(new Date(minutes.at), streetNow())} 公布</View>
      </Card>
    </Section>
  );
}

function MeetingSkeleton() {
  return (
    <>
      <Card>
        <Skeleton rows={2} />
      </Card>
      <Card>
        <Skeleton rows={3} />
      </Card>
      <Card>
        <Skeleton rows={4} />
      </Card>
    </>
  );
}
