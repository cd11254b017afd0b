import { sayInstant } from '@shangju/rules';
import { View } from '@tarojs/components';
import { useRefreshOnReturn } from '@/services/page-shown';
import { openPage } from '@/services/places';
import { streetNow } from '@/services/street-clock';
import { BigNumber } from '@/ui/big-number';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Icon } from '@/ui/icon';
import { ListRow } from '@/ui/list-row';
import { Loaded } from '@/ui/loaded';
import { Section } from '@/ui/section';
import { Skeleton } from '@/ui/skeleton';
import { BudgetBar } from './budget-bar';
import './desk.scss';
import { associationPage } from './use-association';
import { useWaitingOffers } from './use-association-offers';
import { useEarningRules } from './use-earning-rules';

/** What waits for the admin first, then how the period's points stand, then everything else. */
export function Desk({ associationId }: { associationId: string }) {
  useRefreshOnReturn();
  const waiting = useWaitingOffers(associationId);
  const rules = useEarningRules(associationId);
  const open = (page: Parameters<typeof associationPage>[0]) =>
    openPage(associationPage(page, associationId));
  return (
    <>
      <Card>
        <Loaded query={waiting} skeleton={<Skeleton shape="number" />} lost="等您审核的都在，没有丢。">
          {({ count, isMore, longest }) =>
            longest === undefined ? (
              <View className="desk__clear">
                <Icon name="check" />
                <View>都审完了，没有等您的。</View>
              </View>
            ) : (
              <>
                <BigNumber label="等您审核的兑换项目" value={count} unit={isMore ? '个以上' : '个'} />
                <View className="desk__since">
                  最早的一个 {sayInstant(new Date(longest.updatedAt), streetNow())} 提交
                </View>
                <Button kind="main" text="去审核" onTap={() => open('offers')} />
              </>
            )
          }
        </Loaded>
      </Card>
      <Section title="积分发了多少">
        <Card>
          <Loaded query={rules} skeleton={<Skeleton rows={2} />}>
            {(read) => <BudgetBar rules={read} />}
          </Loaded>
        </Card>
      </Section>
      <Section title="办理">
        <Card flush>
          <ListRow
            icon="vote"
            title="表决"
            detail="发起、催票、录纸票、打印结果"
            onTap={() => open('ballots')}
          />
          <ListRow
            icon="users"
            title="会议"
            detail="发通知、签到、纪要、会后的事"
            onTap={() => open('meetings')}
          />
          <ListRow icon="gift" title="发积分" detail="给出了力的居民" onTap={() => open('grant')} />
          <ListRow
            icon="settings"
            title="积分规则"
            detail="签到得几分，一期发多少"
            onTap={() => open('earning-rules')}
          />
          <ListRow
            icon="calendar"
            title="值日"
            detail="排班、月历、报表、换班和发现的事"
            onTap={() => open('rosters')}
          />
          <ListRow icon="list" title="兑换项目" detail="审核、下架、看退回的" onTap={() => open('offers')} />
        </Card>
      </Section>
    </>
  );
}
