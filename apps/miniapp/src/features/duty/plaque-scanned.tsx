import type { PlaqueScan } from '@shangju/contracts';
import { View } from '@tarojs/components';
import { openPage } from '@/services/places';
import { streetNow } from '@/services/street-clock';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { shiftPage, wallPage } from './duty-pages';
import { sayShiftTime } from './duty-words';

/** The page of the shift asks the phone for its place, where that is what is missing. */
const LEADS_ON = new Set(['location-required']);

/** Whose lane the plaque belongs to; where it is my turn, the way to begin it with this very code. */
export function PlaqueScanned({
  code,
  result: { roster, shift, actions },
}: {
  code: string;
  result: PlaqueScan;
}) {
  const refusal = actions[0]?.refusal;
  const canBegin = shift !== null && (!refusal || LEADS_ON.has(refusal.code));
  return (
    <Card title={`${roster.lane}的值日牌`}>
      {shift ? (
        <View>
          您的下一班：{sayShiftTime(shift, streetNow())} {shift.name}
        </View>
      ) : (
        <View>您的店近期没有这条街的班。</View>
      )}
      {canBegin ? (
        <Button
          kind="main"
          icon="check"
          text="轮到您了，去接班"
          onTap={() => openPage(shiftPage(shift.id, code))}
        />
      ) : (
        <>
          {refusal && shift ? <View>{refusal.detail}</View> : null}
          <Button icon="calendar" text="看今日管家" onTap={() => openPage(wallPage(roster.id))} />
        </>
      )}
    </Card>
  );
}
