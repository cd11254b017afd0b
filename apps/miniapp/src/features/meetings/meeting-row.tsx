import type { MeetingSummary } from '@shangju/contracts';
import { openPage } from '@/services/places';
import { ListRow } from '@/ui/list-row';
import { Tag } from '@/ui/tag';
import { meetingPage } from './meeting-pages';
import { MEETING_TAGS, meetingTime } from './meeting-words';

/** A meeting in a list. */
export function MeetingRow({
  meeting,
  now,
  tagged = false,
}: {
  meeting: MeetingSummary;
  now: Date;
  tagged?: boolean;
}) {
  return (
    <ListRow
      icon="calendar"
      title={meeting.title}
      detail={`${meetingTime(meeting, now)} · ${meeting.place}`}
      note={meeting.associationName}
      end={tagged ? <Tag {...MEETING_TAGS[meeting.state]} /> : undefined}
      onTap={() => openPage(meetingPage(meeting.id))}
    />
  );
}
