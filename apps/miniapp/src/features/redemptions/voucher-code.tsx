import type { Redemption } from '@shangju/contracts';
import { View } from '@tarojs/components';
import { ApiProblem } from '@/services/api';
import { usePageShown } from '@/services/page-shown';
import { streetOffsetMs } from '@/services/street-clock';
import { useStreetNow } from '@/services/use-street-now';
import { Card } from '@/ui/card';
import { Icon } from '@/ui/icon';
import { Loaded } from '@/ui/loaded';
import { QrCode } from '@/ui/qr-code';
import { Skeleton } from '@/ui/skeleton';
import { TurningClock } from '@/ui/turning-clock';
import { leftWords } from './redemption-words';
import { useVoucherCode } from './use-voucher-code';
import './voucher-code.scss';

/** The server still takes a code for one step after it has turned. */
const GRACE_MS = 30_000;

/** A held voucher: its turning code, a running clock, and how long it is good. */
export function VoucherCode({ redemption }: { redemption: Redemption }) {
  const shown = usePageShown();
  const voucher = useVoucherCode(redemption.id, { shown });
  const now = useStreetNow(1000, shown);
  return (
    <Card className="voucher-code">
      <View>
        <View className="voucher-code__title">{redemption.offerTitle}</View>
        <View className="voucher-code__shop">{redemption.merchantName}</View>
      </View>
      <View>给店家扫这个码</View>
      {voucher.error instanceof ApiProblem ? (
        // It has just ended; how, the page shows with its next look.
        <Skeleton shape="code" />
      ) : (
        <Loaded query={voucher} skeleton={<Skeleton shape="code" />} lost="券还在，积分也替您留着。">
          {({ url, validUntil }) => <ShownCode url={url} validUntilMs={Date.parse(validUntil)} now={now} />}
        </Loaded>
      )}
      <View className="voucher-code__left">
        <Icon name="clock" size="small" />
        <View>{leftWords(redemption, now)}，过时积分退回</View>
      </View>
    </Card>
  );
}

function ShownCode({ url, validUntilMs, now }: { url: string; validUntilMs: number; now: Date }) {
  const stopped = now.getTime() - validUntilMs > GRACE_MS;
  return stopped ? (
    <>
      <Skeleton shape="code" />
      <View className="voucher-code__stopped">没连上网，码停住了。券还在，走到有信号的地方就好。</View>
    </>
  ) : (
    <>
      <QrCode text={url} label="兑换券" />
      <TurningClock validUntilMs={validUntilMs} offsetMs={streetOffsetMs()} />
    </>
  );
}
