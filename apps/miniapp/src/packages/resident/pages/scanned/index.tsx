import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { SignInFirst } from '@/features/identity/sign-in-first';
import { ScanAgain, Scanned } from '@/features/points/scanned';
import { codeOfLaunch } from '@/features/points/scanned-code';
import { Page } from '@/ui/page';

export default function ScannedPage() {
  const launched = codeOfLaunch(useRouter().params);
  const [code, setCode] = useState(launched);
  return (
    <Page title="到店">
      {code === undefined ? (
        <ScanAgain words="没看清这个码，请再扫一次。" onCode={setCode} />
      ) : (
        <SignInFirst why="登录以后，接着签到攒分、用分兑换。">
          <Scanned key={code} code={code} onCode={setCode} />
        </SignInFirst>
      )}
    </Page>
  );
}
