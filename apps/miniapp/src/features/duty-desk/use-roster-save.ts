import type { Roster } from '@shangju/contracts';
import { useMutation } from '@tanstack/react-query';
import { api } from '@/services/api';
import { send } from '@/services/pending-sends';
import { queryClient } from '@/services/query-client';
import type { RosterBody } from './roster-form';

/** Makes a roster, or changes of one what was changed. */
export function useRosterSave({
  associationId,
  before,
}: {
  associationId: string;
  /** As it is saved; undefined for a new one. */
  before: Roster | undefined;
}) {
  return useMutation({
    mutationFn: ({ body, changes }: { body: RosterBody; changes: Partial<RosterBody> }): Promise<Roster> =>
      before === undefined
        ? send(
            'POST /v1/associations/{associationId}/rosters',
            { params: { associationId }, body },
            `新的值日表 · ${body.name}`,
          )
        : api.call('PATCH /v1/rosters/{rosterId}', { params: { rosterId: before.id }, body: changes }),
    onSuccess: (roster) => queryClient.setQueryData(['duty', 'roster', roster.id], roster),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['duty'] }),
  });
}
