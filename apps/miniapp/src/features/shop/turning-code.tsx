import { codeText } from '@shangju/rules';
import { Text, View } from '@tarojs/components';
import { useScreenAwake } from '@/services/screen-awake';
import { streetOffsetMs } from '@/services/street-clock';
import { Empty } from '@/ui/empty';
import { Failed } from '@/ui/failed';
import { QrCode } from '@/ui/qr-code';
import { Skeleton } from '@/ui/skeleton';
import { TurningClock } from '@/ui/turning-clock';
import './turning-code.scss';
import { useShopCode } from './use-shop-code';

/** The shop's code of this half minute, large, with its clock; the screen stays lit while it shows. */
export function TurningCode({ merchantId, shown }: { merchantId: string; shown: boolean }) {
  const { code, query } = useShopCode(merchantId, shown);
  useScreenAwake(shown);
  return (
    <View className="turning-code">
      {code ? (
        <>
          <QrCode text={code.url} label="店码，请客人扫" />
          <CodeLetters url={code.url} />
          <View className="turning-code__clock">
            <TurningClock validUntilMs={code.turnsMs} offsetMs={streetOffsetMs()} />
          </View>
        </>
      ) : query.fetchStatus === 'paused' ? (
        <Empty icon="offline" title="没有网络，亮不出码" how="连上网，新码会自己出来，客人稍等再扫。" />
      ) : query.error ? (
        <Failed
          failure={query.error}
          lost="连上后马上亮出新码，客人稍等再扫。"
          onRetry={() => void query.refetch()}
        />
      ) : (
        <>
          <Skeleton shape="code" />
          <View className="turning-code__clock">
            <Skeleton shape="number" />
          </View>
        </>
      )}
    </View>
  );
}

/** What the code says, for those whose browser has no camera; in groups, as people copy it. */
function CodeLetters({ url }: { url: string }) {
  const letters = codeText(url)?.replace(/.{4}(?=.)/g, '$& ');
  return (
    <Text className="turning-code__letters in-ordinary-size-only" userSelect>
      {letters}
    </Text>
  );
}
