import type { Swap } from '@shangju/contracts';
import { useMutation } from '@tanstack/react-query';
import { View } from '@tarojs/components';
import { failureWords } from '@/services/failure-words';
import { notify } from '@/services/notices';
import { send } from '@/services/pending-sends';
import { streetNow } from '@/services/street-clock';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import './swap-card.scss';
import { SwapFacts } from './swap-facts';
import { swapStatusAt } from './swap-standing';

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
  const status = swapStatusAt(swap, streetNow());
  const asksMe = status === 'open' && !mine.has(swap.askedByMerchantId);
  const asksMeByName = asksMe && swap.askedMerchantId !== null && mine.has(swap.askedMerchantId);
  const canWithdraw = (status === 'open' || status === 'accepted') && mine.has(swap.askedByMerchantId);
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
      <SwapFacts swap={swap} />
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
