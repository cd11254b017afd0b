import type { Roster } from '@shangju/contracts';
import type { ReactNode } from 'react';
import { useRoster } from '@/features/duty/use-shift';
import { useAsItStands } from '@/features/offer-desk/use-as-it-stands';
import { Loaded } from '@/ui/loaded';
import { Page } from '@/ui/page';
import { Skeleton } from '@/ui/skeleton';

/** What a form about a roster starts from: how the roster stands, not what was read some time ago. */
export function RosterAsItStands({
  title,
  rosterId,
  children,
}: {
  title: string;
  rosterId: string;
  /** Draws the whole page. */
  children: (roster: Roster) => ReactNode;
}) {
  const roster = useRoster(rosterId);
  const saved = useAsItStands(roster);
  if (saved !== undefined) return <>{children(saved)}</>;
  return (
    <Page title={title}>
      <Loaded query={roster} skeleton={<Skeleton rows={5} />} lost="值日表还在，没有变动。">
        {() => <Skeleton rows={5} />}
      </Loaded>
    </Page>
  );
}
