import type { Swap } from '@shangju/contracts';
import { View } from '@tarojs/components';
import { streetNow } from '@/services/street-clock';
import { Tag } from '@/ui/tag';
import { SWAP_WORDS, sayShiftTime, swapLine } from './duty-words';
import './swap-card.scss';
import { swapStatusAt } from './swap-standing';

/** Whose shift, who takes it, what is given for it, why, and how it stands. */
export function SwapFacts({ swap }: { swap: Swap }) {
  const now = streetNow();
  const { tone, text } = SWAP_WORDS[swapStatusAt(swap, now)];
  return (
    <>
      <View className="swap-card__head">
        <View className="swap-card__who">{swapLine(swap)}</View>
        <Tag tone={tone} text={text} />
      </View>
      <View className="swap-card__shift figures">
        {sayShiftTime(swap.shift, now)} {swap.shift.lane} {swap.shift.name}
      </View>
      {swap.inReturn ? (
        <View className="figures">
          换 {sayShiftTime(swap.inReturn, now)} {swap.inReturn.name}
        </View>
      ) : null}
      <View className="swap-card__why">因为：{swap.reason}</View>
    </>
  );
}
