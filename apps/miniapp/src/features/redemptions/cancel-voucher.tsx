import type { Redemption } from '@shangju/contracts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { failureWords } from '@/services/failure-words';
import { notify } from '@/services/notices';
import { send, usePendingSends } from '@/services/pending-sends';
import { Button } from '@/ui/button';
import { Sheet } from '@/ui/sheet';

/** Gives a voucher back, after one question. */
export function CancelVoucher({ redemption }: { redemption: Redemption }) {
  const [asking, setAsking] = useState(false);
  const about = `取消兑换 ${redemption.offerTitle}`;
  const waiting = usePendingSends((sends) => sends.waiting.find((one) => one.about === about));
  const { mutate, isPending } = useMutation({
    mutationFn: () =>
      send('POST /v1/redemptions/{redemptionId}/cancel', { params: { redemptionId: redemption.id } }, about),
    onError: (failure) => notify(failureWords(failure), 'alarm'),
    onSettled: () => setAsking(false),
  });
  const stuck = (waiting?.failedTries ?? 0) > 0;
  return (
    <>
      <Button
        text={stuck ? '正在取消' : '不用了，退回积分'}
        loading={waiting !== undefined && !asking}
        onTap={() => setAsking(true)}
      />
      <Sheet
        open={asking && !stuck}
        question={`取消 ${redemption.offerTitle} 的兑换券？`}
        detail={`${redemption.points} 分马上退给您。`}
        confirmText="取消这张券"
        cancelText="留着"
        busy={isPending}
        onConfirm={() => mutate()}
        onCancel={() => setAsking(false)}
      />
    </>
  );
}
