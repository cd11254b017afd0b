import type { Ballot, UnitInBallot } from '@shangju/contracts';
import { useMutation } from '@tanstack/react-query';
import { api } from '@/services/api';
import { failureWords } from '@/services/failure-words';
import { notify } from '@/services/notices';
import { send, usePendingSends } from '@/services/pending-sends';
import { queryClient } from '@/services/query-client';
import { useSession } from '@/services/session';
import { keepReceipt } from './kept-receipts';
import { votedIn } from './take-ballot-answers';

export interface Cast {
  unit: Pick<UnitInBallot, 'id' | 'name'>;
  choices: number[];
}

/** Casts votes in a ballot. The answer leaves its receipt on the phone, which the page then shows. */
export function useCast(ballot: Pick<Ballot, 'id' | 'question'>) {
  const waiting = usePendingSends((sends) => sends.waiting);
  const { mutate, error, variables, isPending, reset } = useMutation({
    mutationFn: ({ unit, choices }: Cast) =>
      send(
        'POST /v1/ballots/{ballotId}/votes',
        { params: { ballotId: ballot.id }, body: { unitId: unit.id, choices } },
        aboutVote(unit, ballot.question),
      ),
  });
  const underWay = waiting.filter((one) => votedIn(one)?.ballotId === ballot.id);
  return {
    cast: mutate,
    busy: isPending,
    /** Without a network the question makes way for the page, which says what waits. */
    stuck: underWay.some(({ failedTries }) => failedTries > 0),
    waitsFor: (unitId: string) => underWay.some((one) => votedIn(one)?.unitId === unitId),
    /** Why the API did not take the vote of this unit. */
    refusalOf: (unitId: string) =>
      error !== null && variables?.unit.id === unitId ? failureWords(error) : undefined,
    forgetRefusal: reset,
  };
}

/** Changes a vote that has been cast, where the rule lets one; a secret one by its receipt. */
export function useChangeVote(
  { id: ballotId, question }: Pick<Ballot, 'id' | 'question'>,
  onChanged: () => void,
) {
  const personId = useSession((session) => session.person?.id);
  return useMutation({
    mutationFn: ({ unit, choices, receipt }: Cast & { receipt: string | undefined }) =>
      api.call('PUT /v1/ballots/{ballotId}/votes/{unitId}', {
        params: { ballotId, unitId: unit.id },
        body: receipt === undefined ? { choices } : { choices, receipt },
      }),
    onSuccess: (_, { unit, receipt }) => {
      notify('改好了，按新的算。', 'good');
      // One that was typed is as good to have here as one that was given here.
      if (receipt !== undefined && personId !== undefined) {
        keepReceipt({
          personId,
          ballotId,
          unitId: unit.id,
          receipt,
          about: aboutVote(unit, question),
          seen: true,
        });
      }
      void queryClient.invalidateQueries({ queryKey: ['ballots'] });
      onChanged();
    },
  });
}

/** Never what was chosen: it stands on the page while it waits. */
function aboutVote(unit: Pick<UnitInBallot, 'name'>, question: string): string {
  return `投票 · ${unit.name} · ${question}`;
}
