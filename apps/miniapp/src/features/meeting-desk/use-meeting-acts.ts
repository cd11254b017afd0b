import type { Meeting } from '@shangju/contracts';
import { useMutation } from '@tanstack/react-query';
import { api } from '@/services/api';
import { failureWords } from '@/services/failure-words';
import { notify } from '@/services/notices';
import { send } from '@/services/pending-sends';
import { queryClient } from '@/services/query-client';
import { MEETING_DONE_WORDS } from './meeting-desk-words';
import { changesIn, type MeetingBody } from './meeting-form';

type MeetingAct =
  | 'POST /v1/meetings/{meetingId}/publish'
  | 'POST /v1/meetings/{meetingId}/open'
  | 'POST /v1/meetings/{meetingId}/close';

/** Brings a meeting to its next state. */
export function useMeetingAct({
  act,
  meeting: { id, title },
  verb,
  onDone,
}: {
  act: MeetingAct;
  meeting: Pick<Meeting, 'id' | 'title'>;
  /** What it is in words: 发布会议. */
  verb: string;
  onDone: (meeting: Meeting) => void;
}) {
  return useMutation({
    mutationFn: () => send(act, { params: { meetingId: id } }, `${verb} · ${title}`),
    onSuccess: (meeting) => {
      notify(MEETING_DONE_WORDS[meeting.state], 'good');
      onDone(meeting);
    },
    onError: (failure) => notify(failureWords(failure), 'alarm'),
    onSettled: refreshMeetings,
  });
}

/** Saves a meeting, and publishes it where asked. */
export function useMeetingSave({
  associationId,
  before,
}: {
  associationId: string;
  /** As it is stored; undefined for a new one. */
  before: Meeting | undefined;
}) {
  return useMutation({
    mutationFn: async ({ body, publish }: { body: MeetingBody; publish: boolean }): Promise<Meeting> => {
      const meeting = await save(associationId, before, body);
      return publish
        ? send(
            'POST /v1/meetings/{meetingId}/publish',
            { params: { meetingId: meeting.id } },
            `发布会议 · ${meeting.title}`,
          )
        : meeting;
    },
    onSettled: refreshMeetings,
  });
}

function save(associationId: string, before: Meeting | undefined, body: MeetingBody): Promise<Meeting> {
  if (before === undefined) {
    return send(
      'POST /v1/associations/{associationId}/meetings',
      { params: { associationId }, body },
      `新的会议 · ${body.title}`,
    );
  }
  const changes = changesIn(body, before);
  if (Object.keys(changes).length === 0) return Promise.resolve(before);
  return api.call('PATCH /v1/meetings/{meetingId}', { params: { meetingId: before.id }, body: changes });
}

export function refreshMeetings(): void {
  void queryClient.invalidateQueries({ queryKey: ['meetings'] });
}
