import type { ShiftTime } from '@shangju/contracts';
import { addDays, localDay } from '@shangju/rules';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { streetNow } from '@/services/street-clock';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Checks } from '@/ui/checks';
import { Choices } from '@/ui/choices';
import { DayInput } from '@/ui/day-input';
import { Field } from '@/ui/field';
import { Icon } from '@/ui/icon';
import { ListRow } from '@/ui/list-row';
import { Section } from '@/ui/section';
import { Stepper } from '@/ui/stepper';
import { Switch } from '@/ui/switch';
import { TimeInput } from '@/ui/time-input';
import { MemberOrder } from './member-order';
import { PlaqueRange } from './plaque-range';
import './roster-editor.scss';
import {
  CHECKLIST_ITEM_MAX,
  EVERY_WEEKDAY,
  lanesOf,
  NAME_MAX,
  NIGHT_SHIFT,
  rosterName,
  SHIFT_NAME_MAX,
  SHIFTS_OF_DAY_MAX,
  USUAL_CHECKLIST,
  USUAL_SHIFT_TIMES,
} from './roster-form';
import type { StepProps } from './roster-step-props';
import { sayDate, sayTimes, sayWeekday } from './roster-words';

const LANES_SHOWN_MAX = 8;

/** The lane, and what its roster is called. */
export function LaneStep({ form, set, errors, shops }: StepProps) {
  const lanes = lanesOf(shops.data ?? []).slice(0, LANES_SHOWN_MAX);
  return (
    <>
      {lanes.length > 0 ? (
        <Choices
          label="您商会的店在这些街"
          choices={lanes.map(({ lane, shopCount }) => ({ key: lane, text: `${lane}（${shopCount} 家）` }))}
          selected={form.lane}
          onSelect={(lane) => set({ lane })}
        />
      ) : null}
      <Field
        label="街的名字"
        placeholder="鱼巷"
        maxLength={NAME_MAX}
        value={form.lane}
        error={errors.lane}
        onChange={(lane) => set({ lane })}
      />
      <Field
        label="值日表的名字（可以不写）"
        placeholder={rosterName({ name: '', lane: form.lane })}
        hint="一条街有几份值日表时，用名字分开。"
        maxLength={NAME_MAX}
        value={form.name}
        error={errors.name}
        onChange={(name) => set({ name })}
      />
    </>
  );
}

/** Who takes turns, in the order of their turns. */
export function MembersStep({ form, set, errors, shops }: StepProps) {
  return (
    <>
      <Wrong words={errors.members} />
      <MemberOrder
        lane={form.lane.trim()}
        members={form.members}
        shops={shops}
        onChange={(members) => set({ members })}
      />
    </>
  );
}

/** The shifts of a day, each with its times. */
export function ShiftsStep({ form, set, errors }: StepProps) {
  const { shiftTimes } = form;
  const change = (at: number, part: Partial<ShiftTime>) =>
    set({ shiftTimes: shiftTimes.map((time, index) => (index === at ? { ...time, ...part } : time)) });
  return (
    <>
      <Choices
        label="常用的"
        choices={USUAL_DAYS.map(({ key, text }) => ({ key, text }))}
        selected={USUAL_DAYS.find(({ times }) => JSON.stringify(times) === JSON.stringify(shiftTimes))?.key}
        onSelect={(key) => set({ shiftTimes: [...(USUAL_DAYS.find((one) => one.key === key)?.times ?? [])] })}
      />
      <Wrong words={errors.shiftTimes} />
      {shiftTimes.map((time, index) => (
        // Shifts have nothing of their own to tell them apart: two may be alike while they are filled in.
        // biome-ignore lint/suspicious/noArrayIndexKey: the place is what they are known by
        <Card key={index}>
          <View className="roster-editor__words figures">
            第 {index + 1} 班：{time.name} {sayTimes(time)}
          </View>
          <View className="roster-editor__inputs">
            <Field
              label={`第 ${index + 1} 班叫什么`}
              placeholder="早班"
              maxLength={SHIFT_NAME_MAX}
              value={time.name}
              onChange={(name) => change(index, { name })}
            />
            <TimeInput
              label={`第 ${index + 1} 班几点开始`}
              time={time.startsAt}
              onChange={(startsAt) => change(index, { startsAt })}
            />
            <TimeInput
              label={`第 ${index + 1} 班几点结束`}
              time={time.endsAt}
              onChange={(endsAt) => change(index, { endsAt })}
            />
          </View>
          {shiftTimes.length > 1 ? (
            <Button
              kind="quiet"
              narrow
              text={`去掉第 ${index + 1} 班`}
              onTap={() => set({ shiftTimes: shiftTimes.filter((_, one) => one !== index) })}
            />
          ) : null}
        </Card>
      ))}
      {shiftTimes.length < SHIFTS_OF_DAY_MAX ? (
        <Button
          icon="plus"
          text="再加一班"
          onTap={() => set({ shiftTimes: [...shiftTimes, nextShift(shiftTimes)] })}
        />
      ) : null}
    </>
  );
}

type UsualDay = 'one' | 'two' | 'three';

const USUAL_DAYS: readonly { key: UsualDay; text: string; times: readonly ShiftTime[] }[] = [
  { key: 'two', text: '早晚两班', times: USUAL_SHIFT_TIMES },
  { key: 'three', text: '早晚加夜班', times: [...USUAL_SHIFT_TIMES, NIGHT_SHIFT] },
  { key: 'one', text: '一天一班', times: [{ name: '全天', startsAt: '08:00', endsAt: '20:00' }] },
];

const SHIFT_NAMES = ['早班', '中班', '晚班', '夜班'];

/** Goes on where the last one ends, for as long as that one. */
function nextShift(times: readonly ShiftTime[]): ShiftTime {
  const last = times[times.length - 1];
  const name =
    SHIFT_NAMES.find((one) => !times.some((time) => time.name === one)) ?? `第 ${times.length + 1} 班`;
  if (!last) return { ...NIGHT_SHIFT, name };
  const [start, end] = [hourOf(last.startsAt), hourOf(last.endsAt)];
  const hours = (end - start + 24) % 24 || 24;
  const until = String((end + Math.min(hours, 6)) % 24).padStart(2, '0');
  return { name, startsAt: last.endsAt, endsAt: `${until}${last.endsAt.slice(2)}` };
}

const hourOf = (time: string): number => Number(time.slice(0, 2));

/** Days of the week it runs, and single days on which it does not. */
export function DaysStep({ form, set, errors }: StepProps) {
  const [day, setDay] = useState<string>();
  const today = localDay(streetNow());
  const { weekdays, closedDays } = form;
  const sorted = [...closedDays].sort();
  return (
    <>
      <Checks
        label="一周里值哪几天"
        choices={EVERY_WEEKDAY.map((weekday) => ({ key: String(weekday), text: sayWeekday(weekday) }))}
        chosen={weekdays.map(String)}
        onToggle={(key) => set({ weekdays: toggled(weekdays, Number(key)) })}
      />
      <Wrong words={errors.weekdays} />
      <Section title="歇业的日子">
        <Card flush>
          {sorted.length === 0 ? <ListRow title="没有" detail="过年、放假不值日的，加在这里" /> : null}
          {sorted.map((closed) => (
            <ListRow
              key={closed}
              title={`${closed.slice(0, 4)} 年 ${sayDate(closed)}`}
              end={
                <Button
                  kind="quiet"
                  narrow
                  text={`去掉 ${sayDate(closed)}`}
                  onTap={() => set({ closedDays: closedDays.filter((one) => one !== closed) })}
                />
              }
            />
          ))}
        </Card>
        <DayInput label="哪天歇业" day={day} first={addDays(today, 0)} onChange={setDay} />
        <Button
          icon="plus"
          text="加上这天"
          disabledReason={
            day === undefined ? '先选一天' : closedDays.includes(day) ? '这天已经加上了' : undefined
          }
          onTap={() => {
            if (day === undefined) return;
            set({ closedDays: [...closedDays, day] });
            setDay(undefined);
          }}
        />
      </Section>
    </>
  );
}

/** What a steward looks at on each round. */
export function RoundStep({ form, set, errors }: StepProps) {
  const [item, setItem] = useState('');
  const { checklist } = form;
  const [offered, setOffered] = useState(() => [
    ...checklist,
    ...USUAL_CHECKLIST.filter((usual) => !checklist.includes(usual)),
  ]);
  const typed = item.trim();
  return (
    <>
      <Checks
        label="每次巡查看这些，点一下去掉或加上"
        choices={offered.map((one) => ({ key: one, text: one }))}
        chosen={checklist}
        onToggle={(one) => set({ checklist: toggled(checklist, one) })}
      />
      <Wrong words={errors.checklist} />
      <Field
        label="再加一项"
        placeholder="比如：窨井盖完好"
        maxLength={CHECKLIST_ITEM_MAX}
        value={item}
        onChange={setItem}
      />
      <Button
        icon="plus"
        text="加上这项"
        disabledReason={typed === '' ? '先写一项' : checklist.includes(typed) ? '这一项已经有了' : undefined}
        onTap={() => {
          set({ checklist: [...checklist, typed] });
          if (!offered.includes(typed)) setOffered([...offered, typed]);
          setItem('');
        }}
      />
    </>
  );
}

const POINTS_MAX = 1000;
const POINTS_STEP = 5;

/** Whether swaps need the admin, what a shift earns, and where the plaque's own code counts. */
export function RulesStep({ form, set }: StepProps) {
  return (
    <>
      <Card flush>
        <Switch
          label="换班要我同意"
          detail="关着的时候，两家说好就换成了"
          on={form.swapNeedsApproval}
          onChange={(swapNeedsApproval) => set({ swapNeedsApproval })}
        />
        <Stepper
          label="值完一班得"
          value={form.pointsPerShift}
          unit=" 分"
          min={0}
          max={POINTS_MAX}
          step={POINTS_STEP}
          onChange={(pointsPerShift) => set({ pointsPerShift })}
        />
      </Card>
      <PlaqueRange form={form} set={set} />
    </>
  );
}

function Wrong({ words }: { words: string | undefined }) {
  if (words === undefined) return null;
  return (
    <View className="roster-editor__wrong">
      <Icon name="alert" size="small" />
      <View>{words}</View>
    </View>
  );
}

function toggled<Item>(items: readonly Item[], item: Item): Item[] {
  return items.includes(item) ? items.filter((one) => one !== item) : [...items, item];
}
