import { useQuery } from '@tanstack/react-query';
import { View } from '@tarojs/components';
import { api } from '@/services/api';
import { Loaded } from '@/ui/loaded';
import { QrCode } from '@/ui/qr-code';
import { Skeleton } from '@/ui/skeleton';
import { PosterActions } from './poster-actions';
import { POSTER_CALL, POSTER_NOTE } from './poster-drawing';
import './poster-sheet.scss';
import type { Shop } from './use-shop';

/** The poster as it will hang on the wall, what it is for, and how to get it there. */
export function PosterSheet({ shop: { merchantId, name } }: { shop: Shop }) {
  const poster = useQuery({
    queryKey: ['shop', merchantId, 'poster'],
    queryFn: () => api.call('GET /v1/merchants/{merchantId}/poster', { params: { merchantId } }),
    staleTime: 60 * 60_000,
  });
  return (
    <Loaded query={poster} skeleton={<Skeleton shape="code" />}>
      {({ url }) => (
        <>
          <View className="poster">
            <View className="poster__name">{name}</View>
            <View className="poster__call">{POSTER_CALL}</View>
            <QrCode text={url} label={`${name}的固定码`} />
            <View className="poster__note">{POSTER_NOTE}</View>
          </View>
          <View className="poster-page__around">
            <View className="poster-page__what">
              这张码一直不变，贴在墙上、柜台、菜单上都行。客人扫了就进您店的页面，看得到兑换项目。它只认店，不证明人在店里，所以签到要扫“我的店”里会变的码。
            </View>
            <PosterActions shopName={name} url={url} />
          </View>
        </>
      )}
    </Loaded>
  );
}
