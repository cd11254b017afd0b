import { codeText } from '@shangju/rules';
import { Text, View } from '@tarojs/components';
import { useScreenAwake } from '@/services/screen-awake';
import { streetOffsetMs } from '@/services/street-clock';
import { Empty } from '@/ui/empty';
import { Failed } from '@/ui/failed';
import { QrCode } from '@/ui/qr-code';
import { Skeleton } from '@/ui/skeleton';
import { TurningClock } from '@/ui/turning-clock';
import './plaque-code.scss';
import type { usePlaqueCode } from './use-plaque-code';

/** The plaque's code of this half minute, large, with its clock; the screen stays lit while it shows. */
export function PlaqueCode({
  plaque: { code, query },
  shown,
}: {
  plaque: Pick<ReturnType<typeof usePlaqueCode>, 'code' | 'query'>;
  shown: boolean;
}) {
  useScreenAwake(shown);
  return (
    <View className="plaque-code">
      {code ? (
        <>
          <QrCode text={code.url} label="值日牌的码，请下一班扫" />
          <Text className="plaque-code__letters in-ordinary-size-only" userSelect>
            {codeText(code.url)?.replace(/.{4}(?=.)/g, '$& ')}
          </Text>
          <View className="plaque-code__clock">
            <TurningClock validUntilMs={code.turnsMs} offsetMs={streetOffsetMs()} />
          </View>
        </>
      ) : query.fetchStatus === 'paused' ? (
        <Empty
          icon="offline"
          title="没有网络，亮不出码"
          how="下一班可以扫值日牌背面的码接班。连上网，这里的码会自己出来。"
        />
      ) : query.error ? (
        <Failed
          failure={query.error}
          lost="下一班也可以扫值日牌背面的码接班。"
          onRetry={() => void query.refetch()}
        />
      ) : (
        <>
          <Skeleton shape="code" />
          <View className="plaque-code__clock">
            <Skeleton shape="number" />
          </View>
        </>
      )}
    </View>
  );
}
