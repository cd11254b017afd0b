import { localDay } from '@shangju/rules';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { streetNow } from '@/services/street-clock';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { DayInput } from '@/ui/day-input';
import { ListRow } from '@/ui/list-row';
import { Sheet } from '@/ui/sheet';
import { Stepper } from '@/ui/stepper';
import './member-order.scss';
import type { MemberInForm } from './roster-form';
import { sayAway } from './roster-words';

const AWAY_MAX = 20;

/** One member: which place, on which days they can't come, or out of the roster. */
export function MemberSheet({
  member,
  place,
  count,
  onChange,
  onRemove,
  onClose,
}: {
  member: MemberInForm;
  /** From 0. */
  place: number;
  count: number;
  onChange: (member: MemberInForm, place: number) => void;
  onRemove: () => void;
  onClose: () => void;
}) {
  const today = localDay(streetNow());
  const [at, setAt] = useState(place);
  const [away, setAway] = useState(member.away);
  const [from, setFrom] = useState<string>();
  const [to, setTo] = useState<string>();
  // Days that are picked count, added or not.
  const all = from === undefined ? away : [...away, { from, to: to === undefined || to < from ? from : to }];
  const add = () => {
    setAway(all);
    setFrom(undefined);
    setTo(undefined);
  };
  return (
    <Sheet
      open
      question={member.merchantName}
      confirmText="改好了"
      cancelText="不改了"
      onConfirm={() => onChange({ ...member, away: all }, at)}
      onCancel={onClose}
    >
      <Card flush>
        <Stepper
          label="排在"
          value={at + 1}
          say={(value) => `第 ${value} 家`}
          min={1}
          max={count}
          onChange={(value) => setAt(value - 1)}
        />
      </Card>
      <View className="member-order__ends">
        <Button narrow icon="up" text="排到最前" onTap={() => setAt(0)} />
        <Button narrow icon="down" text="排到最后" onTap={() => setAt(count - 1)} />
      </View>
      {away.map((days, index) => (
        <ListRow
          key={`${days.from} ${days.to}`}
          icon="calendar"
          title={sayAway(days)}
          end={
            <Button
              kind="quiet"
              narrow
              text="去掉这几天"
              onTap={() => setAway(away.filter((_, one) => one !== index))}
            />
          }
        />
      ))}
      <DayInput label="哪天起来不了" day={from} first={today} onChange={setFrom} />
      <DayInput label="到哪天" day={to ?? from} first={from ?? today} onChange={setTo} />
      <Button
        icon="plus"
        text="加上来不了的日子"
        disabledReason={
          from === undefined ? '有事来不了，先选日子' : away.length >= AWAY_MAX ? '已经加满了' : undefined
        }
        onTap={add}
      />
      <Button kind="quiet" text="从名单里去掉" onTap={onRemove} />
    </Sheet>
  );
}
