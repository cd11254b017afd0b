import type { MeetingSummary } from '@shangju/contracts';
import { View } from '@tarojs/components';
import { useEffect, useRef } from 'react';
import { useScan } from '@/features/points/use-scan';
import { aria } from '@/ui/aria';
import { Button } from '@/ui/button';
import { Icon } from '@/ui/icon';
import './sign-in-button.scss';
import { useSignIn } from './use-sign-in';

/**
 * 扫码签到, and why it did not work.
 * @param scanned a code that was scanned on the way here: signs in with it at once
 */
export function SignInButton({
  meeting,
  scanned,
  main = false,
}: {
  meeting: Pick<MeetingSummary, 'id' | 'title'>;
  scanned?: string | undefined;
  main?: boolean;
}) {
  const { signIn, busy, refusal } = useSignIn(meeting);
  const scanning = useScan(signIn);
  const used = useRef(false);
  useEffect(() => {
    if (scanned === undefined || used.current) return;
    used.current = true;
    signIn(scanned);
  }, [scanned, signIn]);
  return (
    <View className="sign-in-button">
      <Button
        kind={main ? 'main' : 'plain'}
        icon="scan"
        text={busy ? '正在签到' : '扫码签到'}
        loading={busy || scanning.busy}
        onTap={scanning.start}
      />
      {refusal === undefined ? null : (
        <View className="sign-in-button__refusal" {...aria({ role: 'alert' })}>
          <Icon name="alert" size="small" />
          <View>{refusal}</View>
        </View>
      )}
    </View>
  );
}
