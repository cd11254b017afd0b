import type { Shift } from '@shangju/contracts';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { SHIFT_WORDS, sayClock, sayShiftTime } from '@/features/duty/duty-words';
import { ShiftPatrols } from '@/features/duty/shift-patrols';
import { useShift } from '@/features/duty/use-shift';
import { usePageShown, useRefreshOnReturn } from '@/services/page-shown';
import { streetNow } from '@/services/street-clock';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Loaded } from '@/ui/loaded';
import { Page } from '@/ui/page';
import { Skeleton } from '@/ui/skeleton';
import { Tag } from '@/ui/tag';
import { ExcuseSheet } from './excuse-sheet';
import { MakeUpSheet } from './make-up-sheet';
import { ReassignSheet } from './reassign-sheet';
import { actsOn, type ShiftAct } from './shift-acts';
import './shift-desk.scss';
import { useMakeUp } from './use-make-up';

/** One shift for the admin: how it went, what can be done about it, and its rounds with their pictures. */
export function ShiftDesk({ shiftId }: { shiftId: string }) {
  useRefreshOnReturn();
  const shift = useShift(shiftId, { watched: usePageShown() });
  return (
    <Page title="班次">
      <Loaded
        query={shift}
        skeleton={
          <Card>
            <Skeleton rows={2} />
          </Card>
        }
        lost="这一班没有变动。"
      >
        {(found) => <Found shift={found} />}
      </Loaded>
    </Page>
  );
}

function Found({ shift }: { shift: Shift }) {
  const [act, setAct] = useState<ShiftAct>();
  const now = streetNow();
  const { tone, icon, text } = SHIFT_WORDS[shift.status];
  const makeUp = useMakeUp(shift);
  const facts = factsOf(shift);
  const close = () => setAct(undefined);
  return (
    <>
      <Card>
        <View className="shift-desk__head">
          <View className="shift-desk__who">{shift.merchantName}</View>
          <Tag tone={tone} icon={icon} text={text} />
        </View>
        <View className="figures">
          {sayShiftTime(shift, now)} · {shift.lane} {shift.name}
        </View>
        {facts.map((fact) => (
          <View key={fact} className="shift-desk__soft figures">
            {fact}
          </View>
        ))}
        {makeUp ? (
          <View className="shift-desk__soft figures">
            补班安排在 {sayShiftTime(makeUp, now)}，{SHIFT_WORDS[makeUp.status].text}
          </View>
        ) : null}
        {actsOn(shift, { now, madeUp: makeUp !== undefined }).map((one) => (
          <Button
            key={one}
            kind={one === 'excuse' ? 'plain' : 'main'}
            text={ACT_WORDS[one]}
            onTap={() => setAct(one)}
          />
        ))}
      </Card>
      {wasBegun(shift) ? <ShiftPatrols shiftId={shift.id} /> : null}
      {act === 'reassign' ? <ReassignSheet shift={shift} onClose={close} /> : null}
      {act === 'excuse' ? <ExcuseSheet shift={shift} onClose={close} /> : null}
      {act === 'make-up' ? <MakeUpSheet shift={shift} onClose={close} /> : null}
    </>
  );
}

/** Only then can it have rounds. */
function wasBegun({ checkedInAt, patrolCount }: Shift): boolean {
  return checkedInAt !== null || patrolCount > 0;
}

const ACT_WORDS: Record<ShiftAct, string> = {
  reassign: '改派给别家',
  excuse: '同意请假，不算缺班',
  'make-up': '安排补班',
};

function factsOf(shift: Shift): string[] {
  const { checkedInAt, checkedOutAt, lateMinutes, checkInSentLate, swapped, makesUpFor, excuse } = shift;
  const late = lateMinutes !== null && lateMinutes > 0 ? `，晚到 ${lateMinutes} 分钟` : '';
  return [
    checkedInAt && `${sayClock(new Date(checkedInAt))} 接班${late}${checkInSentLate ? '，后来补传' : ''}`,
    checkedOutAt && `${sayClock(new Date(checkedOutAt))} 下班`,
    swapped && '换班换来的',
    makesUpFor !== null && '补之前缺的一班',
    excuse && `请假：${excuse}`,
  ].filter((fact): fact is string => typeof fact === 'string' && fact !== '');
}
