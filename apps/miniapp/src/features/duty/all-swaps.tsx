import type { Swap } from '@shangju/contracts';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Empty } from '@/ui/empty';
import { PagedList } from '@/ui/paged-list';
import './all-swaps.scss';
import { useMyShops } from './my-shops';
import { SwapAcceptSheet } from './swap-accept-sheet';
import { SwapCard } from './swap-card';
import { useAllMySwaps } from './use-my-swaps';

/** Every swap of my shops, those that wait and those that are over. */
export function AllSwaps() {
  const mine = new Set(useMyShops().map(({ merchantId }) => merchantId));
  const [accepting, setAccepting] = useState<Swap>();
  return (
    <>
      <View className="all-swaps">
        <PagedList
          query={useAllMySwaps()}
          row={(swap) => <SwapCard swap={swap} mine={mine} onAccept={() => setAccepting(swap)} />}
          lost="您的班都在，没有变动。"
          empty={
            <Empty
              icon="users"
              title="还没有换班"
              how="有事来不了，在“我的值日”里点“请人换班”。邻居请您帮忙时，也在这里回话。"
            />
          }
        />
      </View>
      {accepting ? <SwapAcceptSheet swap={accepting} onClose={() => setAccepting(undefined)} /> : null}
    </>
  );
}
