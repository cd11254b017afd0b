import type { Grant, Grantee } from '@shangju/contracts';
import { useMutation } from '@tanstack/react-query';
import { failureWords } from '@/services/failure-words';
import { notify } from '@/services/notices';
import { send } from '@/services/pending-sends';
import { queryClient } from '@/services/query-client';
import { grantsKey } from './grant-list';
import { earningRulesKey } from './use-earning-rules';

/** Grants points out of the association's budget, for a reason that the person will read. */
export function useGrant(associationId: string, onGranted: (grant: Grant) => void) {
  return useMutation({
    mutationFn: ({ to, points, reason }: { to: Grantee; points: number; reason: string }) =>
      send(
        'POST /v1/associations/{associationId}/grants',
        { params: { associationId }, body: { personId: to.personId, points, reason } },
        `给${to.name}发 ${points} 分`,
      ),
    onSuccess: (grant) => {
      notify(`已发给${grant.personName} ${grant.points} 分。`, 'good');
      onGranted(grant);
    },
    onError: (failure) => notify(failureWords(failure), 'alarm'),
    onSettled: () => {
      for (const queryKey of [grantsKey(associationId), earningRulesKey(associationId)]) {
        void queryClient.invalidateQueries({ queryKey });
      }
    },
  });
}
