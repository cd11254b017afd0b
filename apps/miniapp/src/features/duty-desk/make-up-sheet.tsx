import type { Shift } from '@shangju/contracts';
import { addDays, localDay } from '@shangju/rules';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { sayDay, sayHours, sayShiftTime } from '@/features/duty/duty-words';
import { useShiftsOf } from '@/features/duty/use-month';
import { useRoster } from '@/features/duty/use-shift';
import { streetNow } from '@/services/street-clock';
import { DayInput } from '@/ui/day-input';
import { Icon } from '@/ui/icon';
import { Sheet } from '@/ui/sheet';
import { TimeInput } from '@/ui/time-input';
import { freeTimes, spanOf, takenBy } from './make-up-hours';
import './shift-desk.scss';
import { useShiftEdit } from './use-shift-edit';

/** Gives the shop of a missed shift another time, one that nobody has yet. */
export function MakeUpSheet({ shift, onClose }: { shift: Shift; onClose: () => void }) {
  const now = streetNow();
  const today = localDay(now);
  const [day, setDay] = useState(addDays(today, 1));
  const [typed, setTyped] = useState<{ startsAt?: string; endsAt?: string }>({});
  const usual = useRoster(shift.rosterId).data?.shiftTimes ?? [];
  // A night shift of the day before, or one of the next morning, may be in the way.
  const around = useShiftsOf(shift.rosterId, { from: addDays(day, -1), to: addDays(day, 1) }).data ?? [];
  const times = { ...freeTimes(day, usual, around), ...typed };
  const span = spanOf(day, times);
  const taken = takenBy(around, span);
  const isPast = Date.parse(span.startsAt) <= now.getTime();
  const ofDay = around.filter((other) => other.day === day);
  const making = useShiftEdit({
    endpoint: 'POST /v1/shifts/{shiftId}/make-up',
    about: `安排补班：${shift.merchantName}`,
    done: (made) => `${made.merchantName}的补班安排在 ${sayShiftTime(made, streetNow())}，已通知。`,
    onDone: onClose,
  });
  return (
    <Sheet
      open
      question={`请${shift.merchantName} ${sayDay(day, now)} ${sayHours(span)} 补一班？`}
      detail={
        ofDay.length > 0
          ? `那天已有：${ofDay.map((other) => `${other.name} ${sayHours(other)}`).join('、')}。`
          : '那天还没有别的班。'
      }
      confirmText="安排补班"
      busy={making.isPending}
      onConfirm={() => {
        if (taken === undefined && !isPast) making.mutate({ params: { shiftId: shift.id }, body: span });
      }}
      onCancel={onClose}
    >
      <DayInput
        label="哪天"
        day={day}
        first={today}
        onChange={(chosen) => {
          setDay(chosen);
          setTyped({});
        }}
      />
      <TimeInput
        label="几点开始"
        time={times.startsAt}
        onChange={(startsAt) => setTyped({ endsAt: times.endsAt, startsAt })}
      />
      <TimeInput
        label="几点结束"
        time={times.endsAt}
        onChange={(endsAt) => setTyped({ startsAt: times.startsAt, endsAt })}
      />
      {taken ? (
        <Wrong text={`和${taken.merchantName}的${taken.name}（${sayHours(taken)}）撞了，换个时间。`} />
      ) : isPast ? (
        <Wrong text="这个时间已经过了，往后选。" />
      ) : null}
    </Sheet>
  );
}

function Wrong({ text }: { text: string }) {
  return (
    <View className="shift-desk__taken">
      <Icon name="alert" size="small" />
      <View>{text}</View>
    </View>
  );
}
