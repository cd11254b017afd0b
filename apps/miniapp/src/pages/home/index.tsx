import { View } from '@tarojs/components';
import { MyPointsCard } from '@/features/points/my-points-card';
import { useScan } from '@/features/points/use-scan';
import { openLogIn } from '@/services/places';
import { useSession, useSignedIn } from '@/services/session';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Page } from '@/ui/page';

export default function HomePage() {
  const signedIn = useSignedIn();
  const name = useSession((session) => session.person?.name);
  const scanning = useScan();
  if (!signedIn) {
    return (
      <Page title="商居共治" inTab>
        <Card title="街坊的店，街坊一起管">
          <View>到店扫一扫就能攒积分，换邻居家的一碗面、一次理发。</View>
        </Card>
        <Button kind="main" text="登录" onTap={openLogIn} />
      </Page>
    );
  }
  return (
    <Page title={name ? `${name}，您好` : '您好'} inTab>
      <MyPointsCard />
      <Button kind="main" icon="scan" text="扫一扫" loading={scanning.busy} onTap={scanning.start} />
    </Page>
  );
}
