import type { RosterSummary } from '@shangju/contracts';
import { localDay } from '@shangju/rules';
import { associationPage } from '@/features/association/use-association';
import { useRefreshOnReturn } from '@/services/page-shown';
import { openPage } from '@/services/places';
import { streetNow } from '@/services/street-clock';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Empty } from '@/ui/empty';
import { ListRow } from '@/ui/list-row';
import { Loaded } from '@/ui/loaded';
import { Page } from '@/ui/page';
import { Skeleton } from '@/ui/skeleton';
import { Tag } from '@/ui/tag';
import { rosterPage } from './roster-pages';
import { sayPublished } from './roster-words';
import { useRosters } from './use-rosters';

/** The association's rosters: how far each is published, and a new one. */
export function RosterList({ associationId }: { associationId: string }) {
  useRefreshOnReturn();
  const rosters = useRosters(associationId);
  const isFirst = rosters.data?.length === 0;
  return (
    <Page
      title="值日表"
      bottom={
        <Button
          kind="main"
          icon="plus"
          text="新建值日表"
          onTap={() => openPage(associationPage('roster-edit', associationId))}
        />
      }
    >
      <Card flush={!isFirst}>
        <Loaded query={rosters} skeleton={<Skeleton rows={3} />} lost="值日表都在，没有丢。">
          {(found) =>
            found.length === 0 ? (
              <Empty
                icon="calendar"
                title="还没有值日表"
                how="选一条街，几下就排好：这条街的店轮流当街区管家，大家在“今日管家”里看得到。"
              />
            ) : (
              found.map((roster) => <RosterRow key={roster.id} roster={roster} />)
            )
          }
        </Loaded>
      </Card>
    </Page>
  );
}

function RosterRow({ roster }: { roster: RosterSummary }) {
  const { id, associationId, name, lane, memberCount, publishedUntil } = roster;
  const { text, runsOut } = sayPublished(publishedUntil, localDay(streetNow()));
  return (
    <ListRow
      icon="calendar"
      title={name}
      detail={`${lane} · ${memberCount} 家轮流 · ${text}`}
      end={runsOut ? <Tag tone="amber" text="该发布了" /> : undefined}
      onTap={() => openPage(rosterPage('roster', { associationId, rosterId: id }))}
    />
  );
}
