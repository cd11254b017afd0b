import type { Swap } from '@shangju/contracts';
import { useState } from 'react';
import { ReasonInput } from '@/features/association/reason-input';
import { sayShiftTime } from '@/features/duty/duty-words';
import { streetNow } from '@/services/street-clock';
import { Sheet } from '@/ui/sheet';
import { useShiftEdit } from './use-shift-edit';

export type SwapVerdict = 'approve' | 'reject';

const REASONS = ['那天人手紧，不方便换', '这家最近换得太多', '请先和商会说一声'];

/** The one question before a swap comes true, or does not: then with a reason. */
export function SwapVerdictSheet({
  swap,
  verdict,
  onClose,
}: {
  swap: Swap;
  verdict: SwapVerdict;
  onClose: () => void;
}) {
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const now = streetNow();
  const when = `${sayShiftTime(swap.shift, now)} ${swap.shift.name}`;
  const taker = swap.takenByMerchantName ?? '对方';
  const approving = useShiftEdit({
    endpoint: 'POST /v1/swaps/{swapId}/approve',
    about: `同意换班：${when}`,
    done: () => `换好了，${when} 由${taker}来值。`,
    onDone: onClose,
  });
  const rejecting = useShiftEdit({
    endpoint: 'POST /v1/swaps/{swapId}/reject',
    about: `不同意换班：${when}`,
    done: () => `没有换，${when} 还是${swap.askedByMerchantName}的。`,
    onDone: onClose,
  });
  const params = { swapId: swap.id };
  if (verdict === 'approve') {
    const back = swap.inReturn
      ? `${swap.askedByMerchantName}换来 ${sayShiftTime(swap.inReturn, now)} ${swap.inReturn.name}。`
      : '不用还班。';
    return (
      <Sheet
        open
        question={`${when} 改由${taker}来值？`}
        detail={back}
        confirmText="同意"
        busy={approving.isPending}
        onConfirm={() => approving.mutate({ params })}
        onCancel={onClose}
      />
    );
  }
  const isMissing = reason.trim() === '';
  return (
    <Sheet
      open
      question={`不同意${swap.askedByMerchantName}和${taker}换班？`}
      detail={`${when} 还是${swap.askedByMerchantName}来值，两家都会收到您的话。`}
      confirmText="不同意"
      busy={rejecting.isPending}
      onConfirm={() => {
        setTried(true);
        if (!isMissing) rejecting.mutate({ params, body: { reason: reason.trim() } });
      }}
      onCancel={onClose}
    >
      <ReasonInput
        label="跟两家说一句为什么"
        readyMade={REASONS}
        reason={reason}
        error={tried && isMissing ? '选一句或写一句，两家才明白' : undefined}
        onChange={setReason}
      />
    </Sheet>
  );
}
