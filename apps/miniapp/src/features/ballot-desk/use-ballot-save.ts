import type { Ballot, NewBallot } from '@shangju/contracts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '@/services/api';
import { send } from '@/services/pending-sends';
import { queryClient } from '@/services/query-client';

/** Saves a draft, and publishes it where asked. */
export function useBallotSave({
  associationId,
  before,
  onSaved,
}: {
  associationId: string;
  /** The draft as it is saved; undefined for a new one. */
  before: Ballot | undefined;
  onSaved: (ballot: Ballot) => void;
}) {
  // What was saved but not published is edited from then on, not made twice.
  const [saved, setSaved] = useState(before);
  return useMutation({
    mutationFn: async ({ body, publish }: { body: NewBallot; publish: boolean }): Promise<Ballot> => {
      const ballot = await save(associationId, saved, body);
      setSaved(ballot);
      return publish
        ? send(
            'POST /v1/ballots/{ballotId}/publish',
            { params: { ballotId: ballot.id } },
            `发布表决 · ${body.question}`,
          )
        : ballot;
    },
    onSuccess: onSaved,
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: ['ballots'] });
      void queryClient.invalidateQueries({ queryKey: ['meetings'] });
    },
  });
}

function save(associationId: string, saved: Ballot | undefined, body: NewBallot): Promise<Ballot> {
  if (saved === undefined) {
    return send(
      'POST /v1/associations/{associationId}/ballots',
      { params: { associationId }, body },
      `新的表决 · ${body.question}`,
    );
  }
  const { corrects: _fixed, ...changes } = body;
  return api.call('PATCH /v1/ballots/{ballotId}', { params: { ballotId: saved.id }, body: changes });
}
