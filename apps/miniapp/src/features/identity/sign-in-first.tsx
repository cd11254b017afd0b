import { View } from '@tarojs/components';
import type { PropsWithChildren } from 'react';
import { useSignedIn } from '@/services/session';
import { Card } from '@/ui/card';
import { LogIn } from './log-in';

/** The log-in in place of what needs it: who has signed in goes on right here. */
export function SignInFirst({ why, children }: PropsWithChildren<{ why: string }>) {
  if (useSignedIn()) return <>{children}</>;
  return (
    <>
      <Card title="先登录">
        <View>{why}</View>
      </Card>
      <LogIn />
    </>
  );
}
