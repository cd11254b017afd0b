import type { Shift } from '@shangju/contracts';
import { useState } from 'react';
import { usePageShown } from '@/services/page-shown';
import { openPage } from '@/services/places';
import { streetNow } from '@/services/street-clock';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Empty } from '@/ui/empty';
import { ListRow } from '@/ui/list-row';
import { Loaded } from '@/ui/loaded';
import { Section } from '@/ui/section';
import { Skeleton } from '@/ui/skeleton';
import { CalendarAddress } from './calendar-address';
import { SWAPS_PAGE, wallPage } from './duty-pages';
import { LateRefusalCards } from './late-refusal-cards';
import { useMyShops } from './my-shops';
import { currentShift } from './next-act';
import { OpenSwaps } from './open-swaps';
import { ShiftRow } from './shift-row';
import { ShiftStage } from './shift-stage';
import { SwapRequestSheet } from './swap-request-sheet';
import { waitsForAnswer } from './swap-standing';
import { useMyShifts } from './use-my-shifts';
import { useMySwaps } from './use-my-swaps';

/** My next turn and what to do about it, then what comes, who wants to swap, and the calendar. */
export function MyShifts() {
  const shifts = useMyShifts({ watched: usePageShown() });
  return (
    <>
      <LateRefusalCards />
      <Loaded query={shifts} skeleton={<MyShiftsSkeleton />} lost="您的班都在，没有变动。">
        {(all) => <Shifts all={all} />}
      </Loaded>
    </>
  );
}

function Shifts({ all }: { all: Shift[] }) {
  const [asking, setAsking] = useState<Shift>();
  const shops = useMyShops();
  const swaps = useMySwaps().data;
  const now = streetNow();
  const current = currentShift(all, now);
  const others = all.filter(({ id }) => id !== current?.id);
  const swapping = swaps?.some((swap) => swap.shift.id === current?.id && waitsForAnswer(swap, now)) ?? false;
  return (
    <>
      {current ? (
        <ShiftStage
          key={current.id}
          shift={current}
          onAskSwap={swapping ? undefined : () => setAsking(current)}
        />
      ) : (
        <Card>
          <Empty
            icon="calendar"
            title="眼下没有您的班"
            how="商会排好班，轮到您店里时这里就会出来，前一晚也会发消息提醒。"
            action={<Button narrow text="看今日管家" onTap={() => openPage(wallPage())} />}
          />
        </Card>
      )}
      <OpenSwaps />
      <ShiftList title="接下来的班" shifts={others.filter(isDue)} now={now} namesShop={shops.length > 1} />
      <ShiftList
        title="今天的班"
        shifts={others.filter((shift) => !isDue(shift))}
        now={now}
        namesShop={shops.length > 1}
      />
      {(swaps?.length ?? 0) > 0 ? (
        <Card flush>
          <ListRow icon="users" title="换班记录" onTap={() => openPage(SWAPS_PAGE)} />
        </Card>
      ) : null}
      <CalendarAddress />
      {asking ? <SwapRequestSheet shift={asking} onClose={() => setAsking(undefined)} /> : null}
    </>
  );
}

const isDue = ({ status }: Shift): boolean => status === 'due';

function ShiftList({
  title,
  shifts,
  now,
  namesShop,
}: {
  title: string;
  shifts: readonly Shift[];
  now: Date;
  namesShop: boolean;
}) {
  if (shifts.length === 0) return null;
  return (
    <Section title={title}>
      <Card flush>
        {shifts.map((shift) => (
          <ShiftRow key={shift.id} shift={shift} now={now} namesShop={namesShop} />
        ))}
      </Card>
    </Section>
  );
}

function MyShiftsSkeleton() {
  return (
    <>
      <Card>
        <Skeleton rows={1} />
        <Skeleton shape="number" />
      </Card>
      <Card>
        <Skeleton rows={3} />
      </Card>
    </>
  );
}
