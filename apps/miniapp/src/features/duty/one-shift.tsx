import type { Shift } from '@shangju/contracts';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { usePageShown } from '@/services/page-shown';
import { streetNow } from '@/services/street-clock';
import { Card } from '@/ui/card';
import { Loaded } from '@/ui/loaded';
import { Skeleton } from '@/ui/skeleton';
import { Tag } from '@/ui/tag';
import { SHIFT_WORDS, sayShiftTime } from './duty-words';
import { useMyShops } from './my-shops';
import { ShiftPatrols } from './shift-patrols';
import { ShiftStage } from './shift-stage';
import { SwapRequestSheet } from './swap-request-sheet';
import { waitsForAnswer } from './swap-standing';
import { useMySwaps } from './use-my-swaps';
import { useShift } from './use-shift';

/** One shift: mine with what to do about it, a neighbour's to read. */
export function OneShift({ shiftId, scanned }: { shiftId: string; scanned: string | undefined }) {
  const shift = useShift(shiftId, { watched: usePageShown() });
  return (
    <Loaded
      query={shift}
      skeleton={
        <Card>
          <Skeleton rows={1} />
          <Skeleton shape="number" />
        </Card>
      }
    >
      {(found) => <Found shift={found} scanned={scanned} />}
    </Loaded>
  );
}

function Found({ shift, scanned }: { shift: Shift; scanned: string | undefined }) {
  const [asking, setAsking] = useState(false);
  const isMine = useMyShops().some(({ merchantId }) => merchantId === shift.merchantId);
  const swaps = useMySwaps().data;
  const swapping =
    swaps?.some((swap) => swap.shift.id === shift.id && waitsForAnswer(swap, streetNow())) ?? false;
  if (!isMine) return <NeighbourShift shift={shift} />;
  return (
    <>
      <ShiftStage shift={shift} scanned={scanned} onAskSwap={swapping ? undefined : () => setAsking(true)} />
      {shift.patrolCount > 0 ? <ShiftPatrols shiftId={shift.id} /> : null}
      {asking ? <SwapRequestSheet shift={shift} onClose={() => setAsking(false)} /> : null}
    </>
  );
}

function NeighbourShift({ shift }: { shift: Shift }) {
  const { tone, icon, text } = SHIFT_WORDS[shift.status];
  return (
    <Card title={sayShiftTime(shift, streetNow())}>
      <View>
        {shift.lane} {shift.name} · {shift.merchantName}
      </View>
      <Tag tone={tone} icon={icon} text={text} />
    </Card>
  );
}
