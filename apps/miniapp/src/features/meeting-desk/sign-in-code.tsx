import { codeText } from '@shangju/rules';
import { Text, View } from '@tarojs/components';
import { useScreenAwake } from '@/services/screen-awake';
import { streetOffsetMs } from '@/services/street-clock';
import { Empty } from '@/ui/empty';
import { Failed } from '@/ui/failed';
import { QrCode } from '@/ui/qr-code';
import { Skeleton } from '@/ui/skeleton';
import { TurningClock } from '@/ui/turning-clock';
import './meeting-desk.scss';
import { useSignInCode } from './use-sign-in-code';

/** The sign-in code of this half minute, large, with its clock; the screen stays lit while it shows. */
export function SignInCode({ meetingId, shown }: { meetingId: string; shown: boolean }) {
  const { code, query } = useSignInCode(meetingId, shown);
  useScreenAwake(shown);
  return (
    <View className="sign-in-code">
      {code ? (
        <>
          <QrCode text={code.url} label="签到码，请来的人扫" />
          <Text className="sign-in-code__letters in-ordinary-size-only" userSelect>
            {codeText(code.url)?.replace(/.{4}(?=.)/g, '$& ')}
          </Text>
          <View className="sign-in-code__clock">
            <TurningClock validUntilMs={code.turnsMs} offsetMs={streetOffsetMs()} />
          </View>
        </>
      ) : query.fetchStatus === 'paused' ? (
        <Empty
          icon="offline"
          title="没有网络，亮不出码"
          how="来的人先用下面的“登记”；连上网，码会自己出来。"
        />
      ) : query.error ? (
        <Failed failure={query.error} lost="来的人先用下面的“登记”。" onRetry={() => void query.refetch()} />
      ) : (
        <>
          <Skeleton shape="code" />
          <View className="sign-in-code__clock">
            <Skeleton shape="number" />
          </View>
        </>
      )}
    </View>
  );
}
