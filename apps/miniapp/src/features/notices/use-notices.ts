import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api } from '@/services/api';
import { useSignedIn } from '@/services/session';
import { nextCursorOf } from '@/ui/paged-list';

const EACH_MS = 60_000;
export const UNREAD_KEY = ['mine', 'unread-notices'];

/** How many I have not read, at most 99; anew every minute while `watched`. */
export function useUnreadNotices({ watched }: { watched: boolean }) {
  return useQuery({
    queryKey: UNREAD_KEY,
    queryFn: async () => (await api.call('GET /v1/me/notices/unread', {})).count,
    enabled: useSignedIn(),
    refetchInterval: watched ? EACH_MS : false,
  });
}

/** What I was told, newest first. */
export function useNotices() {
  return useInfiniteQuery({
    queryKey: ['notices'],
    queryFn: ({ pageParam }) =>
      api.call('GET /v1/me/notices', { query: pageParam === undefined ? {} : { cursor: pageParam } }),
    enabled: useSignedIn(),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: nextCursorOf,
    // Each visit sees its own news, and those read on an earlier one no longer as such.
    gcTime: 0,
  });
}
