import { openPage } from '@/services/places';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Empty } from '@/ui/empty';
import { Loaded } from '@/ui/loaded';
import { Page } from '@/ui/page';
import { Skeleton } from '@/ui/skeleton';
import { shiftPage } from './duty-pages';
import { PatrolForm } from './patrol-form';
import { useRoster, useShift } from './use-shift';

/** The round of a shift on duty, once shift and checklist are there. */
export function Patrol({ shiftId }: { shiftId: string }) {
  const shift = useShift(shiftId, { watched: false });
  const roster = useRoster(shift.data?.rosterId);
  if (shift.data?.status === 'on-duty' && roster.data) {
    return <PatrolForm shift={shift.data} roster={roster.data} />;
  }
  return (
    <Page title="巡查">
      <Card>
        <Loaded query={shift} skeleton={<Skeleton rows={6} />}>
          {({ status }) =>
            status === 'on-duty' ? (
              <Loaded query={roster} skeleton={<Skeleton rows={6} />}>
                {() => null}
              </Loaded>
            ) : (
              <Empty
                icon="calendar"
                title="现在不在班上"
                how="接班打卡以后，就能在这里记巡查。"
                action={<Button narrow text="看这一班" onTap={() => openPage(shiftPage(shiftId))} />}
              />
            )
          }
        </Loaded>
      </Card>
    </Page>
  );
}
