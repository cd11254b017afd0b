import type { RedemptionStatus } from '@shangju/contracts';
import { sayInstant } from '@shangju/rules';
import { streetNow } from '@/services/street-clock';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Empty } from '@/ui/empty';
import { Failed } from '@/ui/failed';
import { ListRow } from '@/ui/list-row';
import { PointsChange } from '@/ui/points-change';
import { Section } from '@/ui/section';
import { Skeleton } from '@/ui/skeleton';
import { Tag, type TagTone } from '@/ui/tag';
import type { TodayItem, useToday } from './today-lists';

/** Who came and what was redeemed today, newest first. */
export function TodayList({ today }: { today: ReturnType<typeof useToday> }) {
  return (
    <Section title="今天">
      <Card flush>
        {today.isRead ? (
          today.items.length === 0 ? (
            <Empty icon="users" title="今天还没有人来" how="客人扫上面的码签到、兑换，马上出现在这里。" />
          ) : (
            today.items.map((item) => <TodayRow key={item.id} item={item} />)
          )
        ) : today.failure ? (
          <Failed failure={today.failure} lost="今天的记录都在，没有丢。" onRetry={today.retry} />
        ) : (
          <Skeleton rows={4} />
        )}
      </Card>
      {today.hasMore ? <Button text="看更早的" loading={today.isReadingMore} onTap={today.readMore} /> : null}
    </Section>
  );
}

function TodayRow({ item }: { item: TodayItem }) {
  const when = sayInstant(new Date(item.at), streetNow());
  if (item.kind === 'check-in') {
    const { points, residentTail } = item.checkIn;
    return (
      <ListRow
        title={`签到 · 尾号 ${residentTail}`}
        detail={when}
        end={points > 0 ? <PointsChange points={points} /> : '不计分'}
      />
    );
  }
  const { offerTitle, residentTail, points, status } = item.redemption;
  const { tone, text } = STATUS_TAGS[status];
  return (
    <ListRow
      title={offerTitle}
      detail={`尾号 ${residentTail} · ${points} 分 · ${when}`}
      end={<Tag tone={tone} text={text} />}
    />
  );
}

const STATUS_TAGS: Record<RedemptionStatus, { tone: TagTone; text: string }> = {
  held: { tone: 'amber', text: '等核销' },
  fulfilled: { tone: 'green', text: '已核销' },
  cancelled: { tone: 'blue', text: '已取消' },
  lapsed: { tone: 'blue', text: '已过期' },
};
