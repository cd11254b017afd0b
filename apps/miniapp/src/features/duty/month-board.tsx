import type { Roster, Shift, ShiftStatus } from '@shangju/contracts';
import { addDays, dayStart, localDay, nextPeriodStart, periodStart, type ShiftSlot } from '@shangju/rules';
import { View } from '@tarojs/components';
import { useMemo, useState } from 'react';
import { streetNow } from '@/services/street-clock';
import { aria } from '@/ui/aria';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Empty } from '@/ui/empty';
import { Icon, type IconName } from '@/ui/icon';
import { ListRow } from '@/ui/list-row';
import { Loaded } from '@/ui/loaded';
import { Section } from '@/ui/section';
import { Skeleton } from '@/ui/skeleton';
import { Tag, type TagTone } from '@/ui/tag';
import { Tappable } from '@/ui/tappable';
import { SHIFT_WORDS, sayDay, sayHours, sayShiftTime } from './duty-words';
import './month-board.scss';
import { isLate, monthSentence, troubleIn } from './month-trouble';
import { byDay, daysOfMonth, useMonth } from './use-month';

const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日'];
const DAY_MS = 86_400_000;

/** What only those who run the roster see and do. */
export interface BoardDesk {
  /** Undefined while it is read: then the board knows of no gaps yet. */
  roster: Roster | undefined;
  onShift: (shift: Shift) => void;
  onGap: (gap: ShiftSlot) => void;
}

/**
 * The lane's month: how each day went at a glance, and who had or has the day that is tapped. For the desk also
 * what was missed, came late or has nobody, and each shift leads to what can be done about it.
 */
export function MonthBoard({ rosterId, desk }: { rosterId: string; desk?: BoardDesk }) {
  const today = localDay(streetNow());
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
        {(found) => (
          <Month
            key={month}
            month={month}
            shifts={found}
            day={day}
            onDay={setDay}
            today={today}
            desk={desk}
          />
        )}
      </Loaded>
    </>
  );
}

function Month({
  month,
  shifts,
  day,
  onDay,
  today,
  desk,
}: {
  month: string;
  shifts: Shift[];
  day: string;
  onDay: (day: string) => void;
  today: string;
  desk: BoardDesk | undefined;
}) {
  const roster = desk?.roster;
  const trouble = useMemo(
    () => troubleIn(shifts, roster, daysOfMonth(month), streetNow()),
    [shifts, roster, month],
  );
  const days = useMemo(() => byDay(shifts), [shifts]);
  const gaps = useMemo(() => byDay(trouble.gaps), [trouble]);
  return (
    <>
      {desk ? (
        <Card>
          <View className="month-board__sentence">{monthSentence(shifts, trouble)}</View>
        </Card>
      ) : null}
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
              mark={markOf(days.get(one) ?? [], desk ? (gaps.get(one) ?? []) : undefined)}
              isToday={one === today}
              isChosen={one === day}
              onTap={() => onDay(one)}
            />
          ))}
        </View>
        <Legend marks={desk ? DESK_LEGEND : LEGEND} />
      </Card>
      <Section title={sayDay(day, streetNow())}>
        <Card flush>
          <ShiftsOfDay shifts={days.get(day) ?? []} gaps={desk ? (gaps.get(day) ?? []) : []} desk={desk} />
        </Card>
      </Section>
      {desk && (trouble.missed.length > 0 || trouble.gaps.length > 0) ? (
        <Section title="这个月要留意的">
          <Card flush>
            {trouble.gaps.map((gap) => (
              <GapRow key={gap.startsAt.getTime()} gap={gap} namesDay onTap={() => desk.onGap(gap)} />
            ))}
            {trouble.missed.map((shift) => (
              <BoardRow key={shift.id} shift={shift} namesDay desk={desk} />
            ))}
          </Card>
        </Section>
      ) : null}
    </>
  );
}

function Day({
  day,
  column,
  mark,
  isToday,
  isChosen,
  onTap,
}: {
  day: string;
  column: number | undefined;
  mark: Mark | undefined;
  isToday: boolean;
  isChosen: boolean;
  onTap: () => void;
}) {
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
        mark === undefined ? '没有班' : MARK_WORDS[mark].text
      }`}
      state={{ selected: isChosen }}
      onTap={onTap}
    >
      <View className="month-board__number">{Number(day.slice(8))}</View>
      {mark === undefined ? (
        <View className="month-board__none" />
      ) : (
        <View className={`month-board__mark month-board__mark--${mark}`}>
          <Icon name={MARK_WORDS[mark].icon} size="small" />
        </View>
      )}
      {mark !== undefined && TROUBLE.has(mark) ? (
        <View className={`month-board__word month-board__mark--${mark}`}>{MARK_WORDS[mark].text}</View>
      ) : null}
    </Tappable>
  );
}

type Mark = ShiftStatus | 'gap' | 'late';

const MARK_WORDS: Record<Mark, { text: string; tone: TagTone; icon: IconName }> = {
  ...SHIFT_WORDS,
  gap: { text: '没人值', tone: 'alarm', icon: 'close' },
  late: { text: '晚到', tone: 'amber', icon: 'clock' },
};

/** Said in a word on the day itself, not only by the mark. */
const TROUBLE: ReadonlySet<Mark> = new Set<Mark>(['gap', 'missed', 'late']);

/** What a day is remembered for: a miss before anything else, worked only when nothing is left to come. */
const WEIGHT: readonly Mark[] = ['gap', 'missed', 'on-duty', 'late', 'due', 'excused', 'worked'];

/** @param gaps of the day, for the desk; who is late is the desk's matter too */
function markOf(shifts: readonly Shift[], gaps: readonly ShiftSlot[] | undefined): Mark | undefined {
  return WEIGHT.find((mark) => {
    if (mark === 'gap') return gaps !== undefined && gaps.length > 0;
    if (mark === 'late') return gaps !== undefined && shifts.some(isLate);
    return shifts.some(({ status }) => status === mark);
  });
}

const LEGEND: readonly Mark[] = ['worked', 'missed', 'excused', 'on-duty', 'due'];
const DESK_LEGEND: readonly Mark[] = ['gap', 'missed', 'late', 'excused', 'worked', 'on-duty', 'due'];

function Legend({ marks }: { marks: readonly Mark[] }) {
  return (
    <View className="month-board__legend">
      {marks.map((mark) => (
        <View key={mark} className={`month-board__mark month-board__mark--${mark}`}>
          <Icon name={MARK_WORDS[mark].icon} size="small" />
          <View>{MARK_WORDS[mark].text}</View>
        </View>
      ))}
    </View>
  );
}

function ShiftsOfDay({
  shifts,
  gaps,
  desk,
}: {
  shifts: readonly Shift[];
  gaps: readonly ShiftSlot[];
  desk: BoardDesk | undefined;
}) {
  if (shifts.length === 0 && gaps.length === 0) {
    return (
      <Empty icon="calendar" title="这天没有排班" how="歇业日不排班；还没发布的日子，商会排好就会出来。" />
    );
  }
  return (
    <>
      {gaps.map((gap) => (
        <GapRow key={gap.startsAt.getTime()} gap={gap} onTap={() => desk?.onGap(gap)} />
      ))}
      {shifts.map((shift) => (
        <BoardRow key={shift.id} shift={shift} desk={desk} />
      ))}
    </>
  );
}

function BoardRow({
  shift,
  namesDay = false,
  desk,
}: {
  shift: Shift;
  namesDay?: boolean;
  desk: BoardDesk | undefined;
}) {
  const { tone, icon, text } = SHIFT_WORDS[shift.status];
  const late = shift.lateMinutes !== null && shift.lateMinutes > 0 ? `晚到 ${shift.lateMinutes} 分钟` : '';
  const when = namesDay ? sayShiftTime(shift, streetNow()) : sayHours(shift);
  const isLateForDesk = desk !== undefined && late !== '' && shift.status !== 'missed';
  return (
    <ListRow
      title={shift.merchantName}
      detail={[shift.name, when, late].filter(Boolean).join(' · ')}
      end={
        isLateForDesk ? (
          <Tag tone="amber" icon="clock" text={`${text}，晚到`} />
        ) : (
          <Tag tone={tone} icon={icon} text={text} />
        )
      }
      {...(desk ? { onTap: () => desk.onShift(shift) } : {})}
    />
  );
}

function GapRow({ gap, namesDay = false, onTap }: { gap: ShiftSlot; namesDay?: boolean; onTap: () => void }) {
  const span = { startsAt: gap.startsAt.toISOString(), endsAt: gap.endsAt.toISOString() };
  const { tone, icon, text } = MARK_WORDS.gap;
  return (
    <ListRow
      title={`${gap.name} 没人值`}
      detail={namesDay ? sayShiftTime(span, streetNow()) : sayHours(span)}
      end={<Tag tone={tone} icon={icon} text={text} />}
      onTap={onTap}
    />
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
