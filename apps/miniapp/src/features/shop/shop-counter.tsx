import type { Arrival } from '@shangju/contracts';
import { useMutation } from '@tanstack/react-query';
import { View } from '@tarojs/components';
import { useEffect, useState } from 'react';
import { failureWords } from '@/services/failure-words';
import { notify } from '@/services/notices';
import { usePageShown } from '@/services/page-shown';
import { openPage } from '@/services/places';
import { scan } from '@/services/scan';
import { playArrival } from '@/services/sound';
import { Button } from '@/ui/button';
import { Page } from '@/ui/page';
import './shop-counter.scss';
import { useShopSound } from './shop-sound';
import { ShopStage } from './shop-stage';
import { SoundSwitch } from './sound-switch';
import { TodayList } from './today-list';
import { TurningCode } from './turning-code';
import { useArrivals } from './use-arrivals';
import { type Shop, shopPage } from './use-shop';

/** So long an arrival stands in the largest letters. */
const FRESH_MS = 8_000;

/** What the shop has on its counter all day: the code, what arrives, and the one button to fulfil a voucher. */
export function ShopCounter({ shop: { merchantId, name } }: { shop: Shop }) {
  const shown = usePageShown();
  const [latest, setLatest] = useState<Arrival>();
  const isFresh = useFresh(latest);
  const { today, figures, broken } = useArrivals({
    merchantId,
    shown,
    onArrival: (arrival, late) => {
      setLatest(arrival);
      // What came while nobody looked is shown, but rings no bell.
      if (!late && useShopSound.getState().wanted) playArrival();
    },
  });
  const scanning = useMutation({
    mutationFn: scan,
    onSuccess: (code) => {
      if (code !== undefined) openPage(`${shopPage('fulfil', merchantId)}&code=${encodeURIComponent(code)}`);
    },
    onError: (failure) => notify(failureWords(failure), 'alarm'),
  });

  return (
    <Page
      title={name}
      bottom={
        <Button
          kind="main"
          icon="scan"
          text="扫券核销"
          loading={scanning.isPending}
          onTap={() => scanning.mutate()}
        />
      }
    >
      <TurningCode merchantId={merchantId} shown={shown} />
      <ShopStage
        fresh={isFresh ? latest : undefined}
        last={latest}
        figures={figures.data}
        broken={broken}
        end={<SoundSwitch />}
      />
      <View className="shop-counter__links">
        <Button icon="gift" text="兑换项目" onTap={() => openPage(shopPage('offers', merchantId))} />
        <Button icon="picture" text="固定码" onTap={() => openPage(shopPage('poster', merchantId))} />
      </View>
      <TodayList today={today} />
    </Page>
  );
}

/** True for a while after the value came. */
function useFresh(arrival: Arrival | undefined): boolean {
  const [isFresh, setFresh] = useState(false);
  useEffect(() => {
    if (arrival === undefined) return;
    setFresh(true);
    const timer = setTimeout(() => setFresh(false), FRESH_MS);
    return () => clearTimeout(timer);
  }, [arrival]);
  return isFresh;
}
