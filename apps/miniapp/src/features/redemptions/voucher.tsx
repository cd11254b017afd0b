import { usePageShown } from '@/services/page-shown';
import { useScreenAwake } from '@/services/screen-awake';
import { Card } from '@/ui/card';
import { Loaded } from '@/ui/loaded';
import { Skeleton } from '@/ui/skeleton';
import { CancelVoucher } from './cancel-voucher';
import { RedemptionEnd } from './redemption-end';
import { useRedemption } from './use-redemption';
import { VoucherCode } from './voucher-code';

/** A redemption as its resident sees it: the code to show while it is held, and how it ended. */
export function Voucher({ redemptionId }: { redemptionId: string }) {
  const shown = usePageShown();
  const redemption = useRedemption(redemptionId, { watched: shown });
  useScreenAwake(shown && redemption.data?.status === 'held');
  return (
    <Loaded
      query={redemption}
      skeleton={
        <Card>
          <Skeleton shape="code" />
          <Skeleton rows={1} />
        </Card>
      }
      lost="券还在，积分也替您留着。"
    >
      {(known) =>
        known.status === 'held' ? (
          <>
            <VoucherCode redemption={known} />
            <CancelVoucher redemption={known} />
          </>
        ) : (
          <RedemptionEnd redemption={known} status={known.status} />
        )
      }
    </Loaded>
  );
}
