import type { FollowUp } from '@shangju/contracts';
import { useQueries } from '@tanstack/react-query';
import { api } from '@/services/api';
import { openPage } from '@/services/places';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Section } from '@/ui/section';
import { FollowUpLine } from './follow-up-row';
import { FOLLOW_UPS_PAGE } from './meeting-pages';
import { useMyAssociations } from './use-my-associations';

const SHOWN_MAX = 4;

/** What my associations still have to do after their meetings, the most urgent first. */
export function OpenFollowUps() {
  const associations = useMyAssociations();
  const reads = useQueries({
    queries: associations.map(({ id: associationId }) => ({
      queryKey: ['meetings', 'follow-ups', 'urgent', associationId],
      queryFn: () =>
        api.call('GET /v1/associations/{associationId}/follow-ups', {
          params: { associationId },
          query: { state: 'open', limit: SHOWN_MAX },
        }),
    })),
  });
  const urgent = reads
    .flatMap(({ data }): FollowUp[] => data?.items ?? [])
    .sort((one, other) => one.until.localeCompare(other.until))
    .slice(0, SHOWN_MAX);
  if (urgent.length === 0) return null;
  return (
    <Section
      title="会后在办的事"
      action={<Button kind="quiet" narrow text="全部" onTap={() => openPage(FOLLOW_UPS_PAGE)} />}
    >
      <Card flush>
        {urgent.map((one) => (
          <FollowUpLine key={one.id} followUp={one} />
        ))}
      </Card>
    </Section>
  );
}
