import type { Offer } from '@shangju/contracts';
import { useScan } from '@/features/points/use-scan';
import { Sheet } from '@/ui/sheet';
import { voucherTimeWords } from './offer-words';
import type { Redeeming } from './use-redeem';

/** The shop's live code as scanned, and what to do with a newer one. */
export interface LiveCode {
  code: string;
  onNewCode: (code: string) => void;
}

/** The one confirmation before points are spent or held; and the way on where the shop's code has run out. */
export function RedeemSheet({ redeeming, live }: { redeeming: Redeeming; live: LiveCode | undefined }) {
  const scanning = useScan((code) => {
    live?.onNewCode(code);
    redeeming.forgetRefusal();
  });
  const { asked: offer, codeRefusal } = redeeming;
  if (!offer) return null;
  if (codeRefusal !== undefined) {
    return (
      <Sheet
        open
        question={codeRefusal}
        detail="积分没有动。扫好了接着兑换。"
        confirmText="再扫一次"
        busy={scanning.busy}
        onConfirm={scanning.start}
        onCancel={redeeming.cancel}
      />
    );
  }
  return (
    <Sheet
      open
      question={`用 ${offer.pricePoints} 分兑换 ${offer.title}？`}
      detail={consequence(offer, live !== undefined)}
      confirmText="兑换"
      busy={redeeming.busy}
      onConfirm={redeeming.confirm}
      onCancel={redeeming.cancel}
    />
  );
}

function consequence(offer: Offer, atOnce: boolean): string {
  return atOnce
    ? `点了就算用掉。请当着${offer.merchantName}的人兑换，给他们看下一页。`
    : `先替您把积分留着，${voucherTimeWords(offer)}内到${offer.merchantName}出示兑换券。没用上，积分自己退回来。`;
}
