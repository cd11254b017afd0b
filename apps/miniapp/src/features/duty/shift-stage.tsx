import type { Shift } from '@shangju/contracts';
import { sayInstant, sayRemaining } from '@shangju/rules';
import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { openLocationSettings } from '@/features/points/phone-location';
import { usePageShown } from '@/services/page-shown';
import { openPage } from '@/services/places';
import { useStreetNow } from '@/services/use-street-now';
import { aria } from '@/ui/aria';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Icon } from '@/ui/icon';
import { ListRow } from '@/ui/list-row';
import { Tag } from '@/ui/tag';
import { handOverPage, patrolPage } from './duty-pages';
import { SHIFT_WORDS, sayClock, sayHours, sayShiftDay } from './duty-words';
import { nextAct } from './next-act';
import './shift-stage.scss';
import { useRoster } from './use-shift';
import { useShiftCheckIn } from './use-shift-check-in';

const CLOCK_EACH_MS = 10_000;

export interface ShiftStageProps {
  shift: Shift;
  /** A plaque that was scanned just now; the first check-in takes it instead of the scanner. */
  scanned?: string | undefined;
  /** Asks a neighbour to take the shift; left out where that can't be, or is under way. */
  onAskSwap?: (() => void) | undefined;
}

/** A shift of mine in large letters, with the one thing to do about it now. */
export function ShiftStage({ shift, scanned, onAskSwap }: ShiftStageProps) {
  const now = useStreetNow(CLOCK_EACH_MS, usePageShown());
  const state = SHIFT_WORDS[shift.status];
  return (
    <>
      <Card>
        <View className="shift-stage__head">
          <View>{shift.rosterName}</View>
          <Tag tone={state.tone} icon={state.icon} text={state.text} />
        </View>
        <View className="shift-stage__when figures">
          <Text className="shift-stage__part">{sayShiftDay(shift, now)}</Text>{' '}
          <Text className="shift-stage__part">{sayHours(shift)}</Text>
        </View>
        <View className="shift-stage__what">
          {shift.lane} {shift.name}
        </View>
        <View className="shift-stage__soft">
          {shift.merchantName}
          {shift.makesUpFor === null ? '' : ' · 补班'}
        </View>
        <Acts shift={shift} now={now} scanned={scanned} onAskSwap={onAskSwap} />
      </Card>
      <PlaqueHere shift={shift} />
    </>
  );
}

function Acts({ shift, now, scanned, onAskSwap }: ShiftStageProps & { now: Date }) {
  const next = nextAct(shift, now);
  const swap = onAskSwap ? <Button text="请人换班" icon="users" onTap={onAskSwap} /> : null;
  switch (next.act) {
    case 'wait':
      return (
        <>
          <Button
            text="还没到时间"
            icon="clock"
            disabledReason={`${sayInstant(next.opensAt, now)} 起可以接班`}
            onTap={() => undefined}
          />
          {swap}
        </>
      );
    case 'check-in':
      return <CheckIn shift={shift} now={now} scanned={scanned} />;
    case 'patrol':
    case 'hand-over':
      return <OnDuty shift={shift} now={now} handsOver={next.act === 'hand-over'} />;
    case 'none':
      return <Over shift={shift} />;
  }
}

function CheckIn({ shift, now, scanned }: { shift: Shift; now: Date; scanned: string | undefined }) {
  const [unused, setUnused] = useState(scanned);
  const { start, busy, obstacle } = useShiftCheckIn(shift);
  const lateMs = now.getTime() - Date.parse(shift.startsAt);
  return (
    <>
      {obstacle ? (
        <View className="shift-stage__obstacle" {...aria({ role: 'alert' })}>
          <Icon name="alert" />
          <View>{obstacle.words}</View>
        </View>
      ) : (
        <View className="shift-stage__soft">
          {lateMs >= 60_000
            ? `已经开始 ${Math.floor(lateMs / 60_000)} 分钟了，现在接班也来得及。`
            : unused
              ? '值日牌扫好了，按一下就接班。'
              : '扫上一班亮出的码，或者值日牌背面的码。'}
        </View>
      )}
      {obstacle?.locationDenied && openLocationSettings ? (
        <Button text="去打开位置" icon="location" onTap={openLocationSettings} />
      ) : null}
      <Button
        kind="main"
        icon={unused ? 'check' : 'scan'}
        text={obstacle ? '再扫一次' : '接班打卡'}
        loading={busy}
        onTap={() => {
          start(unused);
          setUnused(undefined);
        }}
      />
    </>
  );
}

function OnDuty({ shift, now, handsOver }: { shift: Shift; now: Date; handsOver: boolean }) {
  const leftMs = Date.parse(shift.endsAt) - now.getTime();
  const patrol = () => openPage(patrolPage(shift.id));
  const handOver = () => openPage(handOverPage(shift.id));
  return (
    <>
      <View className="shift-stage__soft">
        {shift.patrolCount > 0 ? `巡查过 ${shift.patrolCount} 次` : '还没有巡查'} ·{' '}
        {leftMs > 0 ? `${sayRemaining(leftMs)}交班` : '该交班了'}
      </View>
      {handsOver ? (
        <>
          <Button kind="main" icon="users" text="交班" onTap={handOver} />
          <Button icon="camera" text="再巡查一次" onTap={patrol} />
        </>
      ) : (
        <>
          <Button
            kind="main"
            icon="camera"
            text={shift.patrolCount > 0 ? '再巡查一次' : '巡查'}
            onTap={patrol}
          />
          <Button icon="users" text="交班" onTap={handOver} />
        </>
      )}
    </>
  );
}

function Over({ shift }: { shift: Shift }) {
  return <View className="shift-stage__soft">{overWords(shift)}</View>;
}

function overWords({ status, checkedInAt, checkedOutAt, patrolCount, excuse }: Shift): string {
  switch (status) {
    case 'worked':
      return [
        checkedInAt && `${sayClock(new Date(checkedInAt))} 接班`,
        checkedOutAt && `${sayClock(new Date(checkedOutAt))} 下班`,
        `巡查 ${patrolCount} 次`,
      ]
        .filter(Boolean)
        .join(' · ');
    case 'missed':
      return '没有打卡，记为缺班。有特殊情况请联系商会。';
    case 'excused':
      return excuse === null ? '商会同意请假，不算缺班。' : `商会同意请假：${excuse}`;
    default:
      return '这一班的时间已经过了，请联系商会安排补班。';
  }
}

/** Who went home before the next one came still has the plaque, and shows its code when they come. */
function PlaqueHere({ shift }: { shift: Shift }) {
  const plaque = useRoster(shift.rosterId).data?.plaque;
  if (shift.status === 'on-duty' || plaque?.merchantId !== shift.merchantId) return null;
  return (
    <Card flush>
      <ListRow
        icon="scan"
        title="值日牌在您店里"
        detail="别家来接班时，亮码给他扫"
        onTap={() => openPage(handOverPage(shift.id))}
      />
    </Card>
  );
}
