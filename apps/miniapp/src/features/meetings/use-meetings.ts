import type { MeetingState } from '@shangju/contracts';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api } from '@/services/api';
import { usePageShown } from '@/services/page-shown';
import { useSession } from '@/services/session';
import { nextCursorOf } from '@/ui/paged-list';

const EACH_MS = 60_000;
const ASKED_MAX = 20;

/** The next meetings of a state; anew every minute while the page is looked at. */
export function useMeetings(state: MeetingState) {
  const shown = usePageShown();
  return useQuery({
    queryKey: ['meetings', 'list', state],
    queryFn: async () => (await api.call('GET /v1/meetings', { query: { state, limit: ASKED_MAX } })).items,
    refetchInterval: shown ? EACH_MS : false,
  });
}

/** All meetings, the next first, page by page. */
export function useAllMeetings() {
  return useInfiniteQuery({
    queryKey: ['meetings', 'all'],
    queryFn: ({ pageParam }) =>
      api.call('GET /v1/meetings', { query: pageParam === undefined ? {} : { cursor: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: nextCursorOf,
  });
}

/** One meeting; anew every minute while it is looked at and something can still change. */
export function useMeeting(meetingId: string) {
  const personId = useSession((session) => session.person?.id);
  const shown = usePageShown();
  return useQuery({
    queryKey: ['meetings', 'one', meetingId, personId],
    queryFn: () => api.call('GET /v1/meetings/{meetingId}', { params: { meetingId } }),
    refetchInterval: ({ state }) => (shown && state.data?.state !== 'minutes-published' ? EACH_MS : false),
  });
}
