import type { Shift, ShiftStatus } from '@shangju/contracts';
import { addDays, dayStart, localDay, nextPeriodStart, periodStart } from '@shangju/rules';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { streetNow } from '@/services/street-clock';
import { aria } from '@/ui/aria';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Empty } from '@/ui/empty';
import { Icon } from '@/ui/icon';
import { ListRow } from '@/ui/list-row';
import { Loaded } from '@/ui/loaded';
import { Section } from '@/ui/section';
import { Skeleton } from '@/ui/skeleton';
import { Tag } from '@/ui/tag';
import { Tappable } from '@/ui/tappable';
import { SHIFT_WORDS, sayDay, sayHours } from './duty-words';
import './month-board.scss';
import { useMonth } from './use-month';

const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日'];
const DAY_MS = 86_400_000;

/** The lane's month: how each day went at a glance, and who had or has the day that is tapped. */
export function MonthBoard({ rosterId }: { rosterId: string }) {
  const now = streetNow();
  const today = localDay(now);
  const [month, setMonth] = useState(periodStart('month', today));
  const [day, setDay] = useState(today);
  const shifts = useMonth(rosterId, month);
  const turnTo = (first: string) => {
    setMonth(first);
    setDay(first === periodStart('month', today) ? today : first);
  };
  return (
    <>
      <View className="month-board__head">
        <Button
          kind="quiet"
          narrow
          icon="back"
          text="上月"
          onTap={() => turnTo(periodStart('month', addDays(month, -1)))}
        />
        <View className="month-board__title figures">
          {month.slice(0, 4)} 年 {Number(month.slice(5, 7))} 月
        </View>
        <Button kind="quiet" narrow text="下月" onTap={() => turnTo(nextPeriodStart('month', month))} />
      </View>
      <Loaded
        query={shifts}
        skeleton={
          <Card>
            <Skeleton rows={5} />
          </Card>
        }
      >
        {(days) => (
          <>
            <Card className="month-board">
              <View className="month-board__grid" {...aria({ hidden: true })}>
                {WEEKDAYS.map((weekday) => (
                  <View key={weekday} className="month-board__weekday">
                    {weekday}
                  </View>
                ))}
              </View>
              <View className="month-board__grid figures">
                {daysOf(month).map((one, index) => (
                  <Day
                    key={one}
                    day={one}
                    column={index === 0 ? columnOf(one) : undefined}
                    shifts={days.get(one) ?? []}
                    isToday={one === today}
                    isChosen={one === day}
                    onTap={() => setDay(one)}
                  />
                ))}
              </View>
              <Legend />
            </Card>
            <Section title={sayDay(day, now)}>
              <Card flush>
                <ShiftsOfDay shifts={days.get(day) ?? []} />
              </Card>
            </Section>
          </>
        )}
      </Loaded>
    </>
  );
}

function Day({
  day,
  column,
  shifts,
  isToday,
  isChosen,
  onTap,
}: {
  day: string;
  column: number | undefined;
  shifts: readonly Shift[];
  isToday: boolean;
  isChosen: boolean;
  onTap: () => void;
}) {
  const state = stateOf(shifts);
  return (
    <Tappable
      className={[
        'month-board__day',
        isToday && 'month-board__day--today',
        isChosen && 'month-board__day--chosen',
      ]
        .filter(Boolean)
        .join(' ')}
      style={column === undefined ? undefined : { gridColumnStart: column }}
      label={`${Number(day.slice(5, 7))} 月 ${Number(day.slice(8))} 日${isToday ? '，今天' : ''}，${
        state === undefined ? '没有班' : SHIFT_WORDS[state].text
      }`}
      state={{ selected: isChosen }}
      onTap={onTap}
    >
      <View className="month-board__number">{Number(day.slice(8))}</View>
      {state === undefined ? (
        <View className="month-board__none" />
      ) : (
        <View className={`month-board__mark month-board__mark--${state}`}>
          <Icon name={SHIFT_WORDS[state].icon} size="small" />
        </View>
      )}
    </Tappable>
  );
}

/** What a day is remembered for: a miss before anything else, worked only when nothing is left to come. */
const WEIGHT: readonly ShiftStatus[] = ['missed', 'on-duty', 'due', 'excused', 'worked'];

function stateOf(shifts: readonly Shift[]): ShiftStatus | undefined {
  return WEIGHT.find((status) => shifts.some((shift) => shift.status === status));
}

function Legend() {
  return (
    <View className="month-board__legend">
      {(['worked', 'missed', 'excused', 'on-duty', 'due'] as const).map((status) => (
        <View key={status} className={`month-board__mark month-board__mark--${status}`}>
          <Icon name={SHIFT_WORDS[status].icon} size="small" />
          <View>{SHIFT_WORDS[status].text}</View>
        </View>
      ))}
    </View>
  );
}

function ShiftsOfDay({ shifts }: { shifts: readonly Shift[] }) {
  if (shifts.length === 0) {
    return (
      <Empty icon="calendar" title="这天没有排班" how="歇业日不排班；还没发布的日子，商会排好就会出来。" />
    );
  }
  return (
    <>
      {shifts.map((shift) => {
        const { tone, icon, text } = SHIFT_WORDS[shift.status];
        const late =
          shift.lateMinutes !== null && shift.lateMinutes > 0 ? `晚到 ${shift.lateMinutes} 分钟` : '';
        return (
          <ListRow
            key={shift.id}
            title={shift.merchantName}
            detail={[shift.name, sayHours(shift), late].filter(Boolean).join(' · ')}
            end={<Tag tone={tone} icon={icon} text={text} />}
          />
        );
      })}
    </>
  );
}

function daysOf(month: string): string[] {
  const count = Math.round(
    (dayStart(nextPeriodStart('month', month)).getTime() - dayStart(month).getTime()) / DAY_MS,
  );
  return Array.from({ length: count }, (_, index) => addDays(month, index));
}

/** 1 Monday to 7 Sunday. */
function columnOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}
