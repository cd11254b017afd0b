import type { Meeting } from '@shangju/contracts';
import { useRouter } from '@tarojs/taro';
import type { ReactNode } from 'react';
import { AdminsOnly } from '@/features/association/admins-only';
import { PageOfOne } from '@/features/association/page-of-one';
import { useMeeting } from '@/features/meetings/use-meetings';
import { pageParam } from '@/services/page-param';

interface ForMeetingProps {
  title: string;
  /** Draws the whole page. */
  children: (meeting: Meeting) => ReactNode;
}

/** A page about the meeting that its address names, for those who run its association. */
export function ForMeeting(props: ForMeetingProps) {
  const meetingId = pageParam(useRouter().params, 'meetingId');
  if (meetingId !== undefined) return <ForMeetingFound {...props} meetingId={meetingId} />;
  return <AdminsOnly title={props.title} how="到商会管理的“会议”里，点开要看的那一个。" />;
}

function ForMeetingFound({ meetingId, ...props }: ForMeetingProps & { meetingId: string }) {
  return <PageOfOne query={useMeeting(meetingId)} lost="会议还在，没有丢。" {...props} />;
}
