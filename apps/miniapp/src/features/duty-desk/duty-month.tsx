import { localDay } from '@shangju/rules';
import { MonthBoard } from '@/features/duty/month-board';
import { useRoster } from '@/features/duty/use-shift';
import { useRefreshOnReturn } from '@/services/page-shown';
import { openPage } from '@/services/places';
import { Page } from '@/ui/page';
import { type RosterPlace, rosterPage } from './roster-pages';

/** The month as the admin sees it: what went wrong first, each shift a tap from what can be done about it. */
export function DutyMonth({ place }: { place: RosterPlace }) {
  useRefreshOnReturn();
  const roster = useRoster(place.rosterId).data;
  return (
    <Page title="值日月历">
      <MonthBoard
        rosterId={place.rosterId}
        desk={{
          roster,
          onShift: ({ id }) => openPage(rosterPage('roster-shift', place, { shiftId: id })),
          onGap: ({ startsAt }) => {
            const day = localDay(startsAt);
            openPage(rosterPage('roster-publish', place, { from: day, to: day }));
          },
        }}
      />
    </Page>
  );
}
