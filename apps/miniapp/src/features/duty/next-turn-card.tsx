import { View } from '@tarojs/components';
import { openPage } from '@/services/places';
import { useStreetNow } from '@/services/use-street-now';
import { Card } from '@/ui/card';
import { Tag } from '@/ui/tag';
import { MY_SHIFTS_PAGE } from './duty-pages';
import { SHIFT_WORDS, sayShiftTime } from './duty-words';
import { currentShift, nextAct } from './next-act';
import './next-turn-card.scss';
import { useMyShifts } from './use-my-shifts';

const CLOCK_EACH_MS = 30_000;

/** When my shop's next turn is, on the first page; leads to 我的值日. Nothing for those without one. */
export function NextTurnCard({ watched }: { watched: boolean }) {
  const now = useStreetNow(CLOCK_EACH_MS, watched);
  const shift = currentShift(useMyShifts({ watched }).data ?? [], now);
  if (!shift) return null;
  const canBegin = nextAct(shift, now).act === 'check-in';
  const state = SHIFT_WORDS[shift.status];
  return (
    <Card onTap={() => openPage(MY_SHIFTS_PAGE)}>
      <View className="next-turn-card__head">
        <View>我的值日</View>
        {canBegin ? (
          <Tag tone="amber" text="可以接班了" />
        ) : (
          <Tag tone={state.tone} icon={state.icon} text={state.text} />
        )}
      </View>
      <View className="next-turn-card__when figures">{sayShiftTime(shift, now)}</View>
      <View>
        {shift.lane} {shift.name}
      </View>
    </Card>
  );
}
