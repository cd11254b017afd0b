import { View } from '@tarojs/components';
import { openLogIn } from '@/services/places';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';

/** What this is, for those who are not signed in. */
export function Welcome() {
  return (
    <Card title="到街坊店里坐坐，攒分换好东西">
      <View>进店扫一扫就有积分，换一碗面、修一双鞋、理一次发。</View>
      <Button kind="main" text="登录" onTap={openLogIn} />
    </Card>
  );
}
