import { useQuery } from '@tanstack/react-query';
import { api } from '@/services/api';
import { usePageShown } from '@/services/page-shown';
import { useSession } from '@/services/session';

const EACH_MS = 20_000;

/** One ballot with the votes that I have in it; anew every so often while it is open and looked at for itself. */
export function useBallot(ballotId: string, { alone = true }: { alone?: boolean } = {}) {
  const personId = useSession((session) => session.person?.id);
  const shown = usePageShown();
  return useQuery({
    queryKey: ['ballots', 'one', ballotId, personId],
    queryFn: () => api.call('GET /v1/ballots/{ballotId}', { params: { ballotId } }),
    refetchInterval: ({ state }) =>
      alone && shown && (state.data?.state === 'open' || state.data?.state === 'published') ? EACH_MS : false,
  });
}
