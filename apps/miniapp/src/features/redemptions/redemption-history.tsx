import { openPage } from '@/services/places';
import { streetNow } from '@/services/street-clock';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Empty } from '@/ui/empty';
import { PagedList } from '@/ui/paged-list';
import { Section } from '@/ui/section';
import { RedemptionRow } from './redemption-row';
import { usePastRedemptions } from './use-redemptions';

/** What I have redeemed before; what still waits stands in HeldVouchers. */
export function RedemptionHistory() {
  return (
    <Section title="换过的">
      <Card flush>
        <PagedList
          query={usePastRedemptions()}
          row={(redemption) => <RedemptionRow redemption={redemption} now={streetNow()} />}
          skeletonRows={5}
          lost="您的券和积分都在。"
          empty={
            <Empty
              icon="ticket"
              title="还没有换过"
              how="攒够了分，挑一样喜欢的。用掉的券都记在这里。"
              action={<Button narrow text="看看能换什么" onTap={() => openPage('/pages/home/index')} />}
            />
          }
        />
      </Card>
    </Section>
  );
}
