import type { Swap } from '@shangju/contracts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { failureWords } from '@/services/failure-words';
import { notify } from '@/services/notices';
import { send } from '@/services/pending-sends';
import { streetNow } from '@/services/street-clock';
import { Choices } from '@/ui/choices';
import { Sheet } from '@/ui/sheet';
import { sayShiftTime } from './duty-words';
import { useMyShops } from './my-shops';
import { useMyShifts } from './use-my-shifts';
import { useRoster } from './use-shift';

const NONE = 'none';
const IN_RETURN_MAX = 6;

/** Takes a neighbour's shift, and offers one of mine for it or none. */
export function SwapAcceptSheet({ swap, onClose }: { swap: Swap; onClose: () => void }) {
  const now = streetNow();
  const shops = useMyShops();
  const members = useRoster(swap.shift.rosterId).data?.members;
  const able = shops.filter(({ merchantId }) =>
    swap.askedMerchantId === null
      ? (members?.some((member) => member.merchantId === merchantId) ?? true)
      : swap.askedMerchantId === merchantId,
  );
  const [chosenShop, setChosenShop] = useState<string>();
  const [inReturn, setInReturn] = useState(NONE);
  const merchantId = chosenShop ?? able[0]?.merchantId;
  const giveable = (useMyShifts({ watched: false }).data ?? [])
    .filter(
      (shift) =>
        shift.merchantId === merchantId &&
        shift.rosterId === swap.shift.rosterId &&
        shift.status === 'due' &&
        Date.parse(shift.startsAt) > now.getTime(),
    )
    .slice(0, IN_RETURN_MAX);
  const accepting = useMutation({
    mutationFn: (taker: string) =>
      send(
        'POST /v1/swaps/{swapId}/accept',
        {
          params: { swapId: swap.id },
          body: { merchantId: taker, ...(inReturn === NONE ? {} : { inReturnShiftId: inReturn }) },
        },
        `接班：${sayShiftTime(swap.shift, now)}`,
      ),
    onSuccess: ({ status }) => {
      notify(status === 'agreed' ? '换好了，这一班归您。' : '回话了，等商会同意。', 'good');
      onClose();
    },
    onError: (failure) => {
      notify(failureWords(failure), 'alarm');
      onClose();
    },
  });
  return (
    <Sheet
      open
      question={`替${swap.askedByMerchantName}值 ${sayShiftTime(swap.shift, now)} ${swap.shift.name}？`}
      detail={`因为：${swap.reason}`}
      confirmText="我来值"
      busy={accepting.isPending}
      onConfirm={() => merchantId !== undefined && accepting.mutate(merchantId)}
      onCancel={onClose}
    >
      {able.length > 1 ? (
        <Choices
          label="哪家店来值"
          choices={able.map((shop) => ({ key: shop.merchantId, text: shop.name }))}
          selected={merchantId}
          onSelect={(key) => {
            setChosenShop(key);
            setInReturn(NONE);
          }}
        />
      ) : null}
      <Choices
        label="拿您的一班跟他换吗"
        choices={[
          { key: NONE, text: '不用换，帮个忙' },
          ...giveable.map((shift) => ({ key: shift.id, text: `${sayShiftTime(shift, now)} ${shift.name}` })),
        ]}
        selected={inReturn}
        onSelect={setInReturn}
      />
    </Sheet>
  );
}
