import { codeText } from '@shangju/rules';
import { Text, View } from '@tarojs/components';
import { useScreenAwake } from '@/services/screen-awake';
import { streetOffsetMs } from '@/services/street-clock';
import type { useTurningCode } from '@/services/turning-code';
import { Empty } from '@/ui/empty';
import { Failed } from '@/ui/failed';
import { QrCode } from '@/ui/qr-code';
import { Skeleton } from '@/ui/skeleton';
import { TurningClock } from '@/ui/turning-clock';
import './code-on-screen.scss';

/** The code of this half minute, large, with its clock; the screen stays lit while it shows. */
export function CodeOnScreen({
  turning: { code, query },
  shown,
  label,
  offline,
  lost,
}: {
  turning: Pick<ReturnType<typeof useTurningCode>, 'code' | 'query'>;
  shown: boolean;
  /** What it is and who scans it. */
  label: string;
  /** What to do meanwhile, without a network and where it could not be fetched. */
  offline: string;
  lost: string;
}) {
  useScreenAwake(shown);
  return (
    <View className="code-on-screen">
      {code ? (
        <>
          <QrCode text={code.url} label={label} />
          <CodeLetters url={code.url} />
          <View className="code-on-screen__clock">
            <TurningClock validUntilMs={code.turnsMs} offsetMs={streetOffsetMs()} />
          </View>
        </>
      ) : query.fetchStatus === 'paused' ? (
        <Empty icon="offline" title="没有网络，亮不出码" how={offline} />
      ) : query.error ? (
        <Failed failure={query.error} lost={lost} onRetry={() => void query.refetch()} />
      ) : (
        <>
          <Skeleton shape="code" />
          <View className="code-on-screen__clock">
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
    <Text className="code-on-screen__letters in-ordinary-size-only" userSelect>
      {letters}
    </Text>
  );
}
