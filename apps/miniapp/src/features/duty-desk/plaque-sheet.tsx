import { useQuery } from '@tanstack/react-query';
import { View } from '@tarojs/components';
import { useRoster } from '@/features/duty/use-shift';
import { api } from '@/services/api';
import { Card } from '@/ui/card';
import { Loaded } from '@/ui/loaded';
import { Page } from '@/ui/page';
import { QrCode } from '@/ui/qr-code';
import { Skeleton } from '@/ui/skeleton';
import './plaque-sheet.scss';

/** The code for the back of the plaque, and how it gets there. */
export function PlaqueSheet({ rosterId }: { rosterId: string }) {
  const roster = useRoster(rosterId).data;
  const plaque = useQuery({
    queryKey: ['duty', 'plaque', rosterId],
    queryFn: () => api.call('GET /v1/rosters/{rosterId}/plaque', { params: { rosterId } }),
    staleTime: 60 * 60_000,
  });
  return (
    <Page title="值日牌背面的码">
      <Card className="plaque-sheet">
        <View className="plaque-sheet__name">{roster ? `${roster.name}值日牌` : '值日牌'}</View>
        <Loaded query={plaque} skeleton={<Skeleton shape="code" />} lost="码没有变。">
          {({ url }) => <QrCode text={url} label="值日牌背面的码" />}
        </Loaded>
        <View>上一班不在时，扫这个码接班</View>
      </Card>
      <View className="plaque-sheet__how">
        这个码一直不变。截图打印，贴在值日牌背面。
        {roster?.location
          ? `扫的时候要人在${roster.lane}中间 ${roster.fenceRadiusM} 米以内才算，拍下来带走没有用。`
          : '现在不看位置，拍下来在哪里都能扫。想放心些，到“改值日表”里定个位置。'}
      </View>
    </Page>
  );
}
