import type { Swap } from '@shangju/contracts';
import { useMutation } from '@tanstack/react-query';
import { View } from '@tarojs/components';
import { failureWords } from '@/services/failure-words';
import { notify } from '@/services/notices';
import { send } from '@/services/pending-sends';
import { streetNow } from '@/services/street-clock';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Tag } from '@/ui/tag';
import { SWAP_WORDS, sayShiftTime, swapLine } from './duty-words';
import './swap-card.scss';

/**
 * One swap: whose shift, why, how it stands, and what I can say to it.
 * @param mine the shops where the person works
 */
export function SwapCard({
  swap,
  mine,
  onAccept,
}: {
  swap: Swap;
  mine: ReadonlySet<string>;
  onAccept: () => void;
}) {
  const now = streetNow();
  const { tone, text } = SWAP_WORDS[swap.status];
  const asksMe = swap.status === 'open' && !mine.has(swap.askedByMerchantId);
  const asksMeByName = asksMe && swap.askedMerchantId !== null && mine.has(swap.askedMerchantId);
  const canWithdraw =
    (swap.status === 'open' || swap.status === 'accepted') && mine.has(swap.askedByMerchantId);
  const answer = useMutation({
    mutationFn: (act: 'decline' | 'withdraw') =>
      act === 'decline'
        ? send('POST /v1/swaps/{swapId}/decline', { params: { swapId: swap.id } }, '回话：这次不接班')
        : send('POST /v1/swaps/{swapId}/withdraw', { params: { swapId: swap.id } }, '撤回换班'),
    onSuccess: (_, act) =>
      notify(act === 'decline' ? '回话了：这次不接。' : '换班撤回了，班还是您的。', 'good'),
    onError: (failure) => notify(failureWords(failure), 'alarm'),
  });
  return (
    <Card>
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
      {asksMe ? (
        <View className="swap-card__acts">
          <Button icon="check" text="接" onTap={onAccept} />
          {asksMeByName ? (
            <Button
              icon="close"
              text="不接"
              loading={answer.isPending}
              onTap={() => answer.mutate('decline')}
            />
          ) : null}
        </View>
      ) : null}
      {canWithdraw ? (
        <Button text="撤回" loading={answer.isPending} onTap={() => answer.mutate('withdraw')} />
      ) : null}
    </Card>
  );
}
