import type { Household } from '@shangju/contracts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { api } from '@/services/api';
import { failureWords } from '@/services/failure-words';
import { notify } from '@/services/notices';
import { type SendKey, type SendOptions, send } from '@/services/pending-sends';
import { queryClient } from '@/services/query-client';

const SEARCH_MAX = 40;
const AT_ONCE_MAX = 100;

const keyOf = (householdId: string) => ['register', 'household', householdId];

/**
 * One household, found in the register by its door. Null where it is not there any more.
 * @param address as it was when this page was opened
 */
export function useHousehold({
  communityId,
  householdId,
  address,
}: {
  communityId: string;
  householdId: string;
  address: string;
}) {
  return useQuery({
    queryKey: keyOf(householdId),
    queryFn: async (): Promise<Household | null> => {
      const known = queryClient.getQueryData<Household | null>(keyOf(householdId));
      const q = (known?.address ?? address).slice(0, SEARCH_MAX);
      const { items } = await api.call('GET /v1/communities/{communityId}/households', {
        params: { communityId },
        query: { q, limit: AT_ONCE_MAX },
      });
      return items.find(({ id }) => id === householdId) ?? null;
    },
  });
}

type MemberAct =
  | 'POST /v1/households/{householdId}/members'
  | 'POST /v1/households/{householdId}/members/{personId}/verify'
  | 'POST /v1/households/{householdId}/members/{personId}/remove';

/** Adds, verifies or removes a member of a household. */
export function useMemberAct<K extends MemberAct & SendKey>({
  act,
  about,
  done,
  onDone,
}: {
  act: K;
  /** What it is, for what waits to be sent. */
  about: string;
  /** What the worker is told then. */
  done: string;
  onDone: () => void;
}) {
  return useMutation({
    mutationFn: (options: SendOptions<K>) => send(act, options, about) as Promise<Household>,
    onSuccess: (household) => {
      noteHousehold(household);
      notify(done, 'good');
      onDone();
    },
    onError: (failure) => notify(failureWords(failure), 'alarm'),
  });
}

/** What the API has answered is how it stands now. */
export function noteHousehold(household: Household): void {
  queryClient.setQueryData(keyOf(household.id), household);
  void queryClient.invalidateQueries({ queryKey: ['register', household.communityId] });
}
