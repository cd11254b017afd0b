import { useMutation } from '@tanstack/react-query';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { api } from '@/services/api';
import { failureWords } from '@/services/failure-words';
import { notify } from '@/services/notices';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Section } from '@/ui/section';
import { useMyShops } from './my-shops';

/** The address by which the phone's own calendar shows the shop's shifts. */
export function CalendarAddress() {
  const shops = useMyShops();
  return (
    <Section title="放进手机日历">
      <Card>
        <View>复制地址，在手机日历里选“订阅日历”贴上，以后排班变了它自己会变。</View>
        {shops.map(({ merchantId, name }) => (
          <CopyAddress
            key={merchantId}
            merchantId={merchantId}
            text={shops.length > 1 ? `复制 ${name} 的地址` : '复制日历地址'}
          />
        ))}
      </Card>
    </Section>
  );
}

function CopyAddress({ merchantId, text }: { merchantId: string; text: string }) {
  const copying = useMutation({
    mutationFn: async () => {
      const { url } = await api.call('GET /v1/merchants/{merchantId}/calendar', { params: { merchantId } });
      await Taro.setClipboardData({ data: url });
    },
    onSuccess: () => notify('地址复制好了。知道地址的人都能看到店里的排班，别随便发。', 'good'),
    onError: (failure) => notify(failureWords(failure), 'alarm'),
  });
  return <Button icon="calendar" text={text} loading={copying.isPending} onTap={() => copying.mutate()} />;
}
