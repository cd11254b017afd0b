import type { Roster } from '@shangju/contracts';
import { localDay } from '@shangju/rules';
import { View } from '@tarojs/components';
import { sayShiftTime } from '@/features/duty/duty-words';
import { useRoster } from '@/features/duty/use-shift';
import { useStewards } from '@/features/duty/use-stewards';
import { usePageShown, useRefreshOnReturn } from '@/services/page-shown';
import { openPage } from '@/services/places';
import { streetNow } from '@/services/street-clock';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { ListRow } from '@/ui/list-row';
import { Loaded } from '@/ui/loaded';
import { Page } from '@/ui/page';
import { Section } from '@/ui/section';
import { Skeleton } from '@/ui/skeleton';
import { Tag } from '@/ui/tag';
import './roster-desk.scss';
import { formOf } from './roster-form';
import { type RosterPlace, rosterPage } from './roster-pages';
import { rosterSentence, sayPublished } from './roster-words';
import { useWaiting } from './use-waiting';

/** One roster: how far it is published, what waits for the admin, and the way to everything about it. */
export function RosterDesk({ place }: { place: RosterPlace }) {
  useRefreshOnReturn();
  const roster = useRoster(place.rosterId);
  const open = (page: Parameters<typeof rosterPage>[0]) => openPage(rosterPage(page, place));
  return (
    <Page title={roster.data?.name ?? '值日表'}>
      <Loaded
        query={roster}
        skeleton={
          <Card>
            <Skeleton shape="number" />
            <Skeleton rows={2} />
          </Card>
        }
        lost="值日表还在，没有变动。"
      >
        {(found) => (
          <>
            <Published roster={found} onPublish={() => open('roster-publish')} />
            <Waiting place={place} open={open} />
            <Section title="看看">
              <Card flush>
                <ListRow
                  icon="calendar"
                  title="值日月历"
                  detail="缺班、晚到、没人值的，改派和补班"
                  onTap={() => open('roster-month')}
                />
                <ListRow
                  icon="list"
                  title="值日报表"
                  detail="每家值了几班，可以下载表格"
                  onTap={() => open('roster-report')}
                />
              </Card>
            </Section>
            <Section title="安排">
              <Card flush>
                <ListRow
                  icon="edit"
                  title="改值日表"
                  detail="名单和先后、班次、日子、巡查项"
                  onTap={() => open('roster-edit')}
                />
                <ListRow
                  icon="scan"
                  title="值日牌背面的码"
                  detail={`值日牌现在在${found.plaque.holderName}`}
                  onTap={() => open('roster-plaque')}
                />
              </Card>
            </Section>
            <Card title="现在的安排">
              <View>{rosterSentence(formOf(found))}</View>
            </Card>
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Published({ roster, onPublish }: { roster: Roster; onPublish: () => void }) {
  const now = streetNow();
  const { text, runsOut } = sayPublished(roster.publishedUntil, localDay(now));
  const steward = useStewards({ watched: usePageShown() }).data?.find((one) => one.roster.id === roster.id);
  return (
    <Card>
      <View className="roster-desk__head">
        <View className="roster-desk__until figures">{text}</View>
        {runsOut ? <Tag tone="amber" text="该发布了" /> : <Tag tone="green" text="排好了" />}
      </View>
      {steward?.onDuty ? (
        <View className="roster-desk__soft">
          {steward.onDuty.merchantName} 正在值{steward.onDuty.name}
        </View>
      ) : null}
      {steward?.next ? (
        <View className="roster-desk__soft">
          下一班 {steward.next.merchantName} · {sayShiftTime(steward.next, now)}
        </View>
      ) : null}
      <Button kind="main" icon="calendar" text="发布排班" onTap={onPublish} />
    </Card>
  );
}

function Waiting({
  place: { rosterId },
  open,
}: {
  place: RosterPlace;
  open: (page: 'roster-swaps' | 'roster-findings') => void;
}) {
  const waiting = useWaiting(rosterId).data;
  return (
    <Section title="等您处理">
      <Card flush>
        <ListRow
          icon="users"
          title="换班"
          detail={
            waiting === undefined
              ? '等您同意的、还在找人的'
              : waiting.swaps === 0
                ? '没有等您同意的'
                : `${waiting.swaps} 个等您同意`
          }
          end={waiting && waiting.swaps > 0 ? <Tag tone="amber" text={`${waiting.swaps} 个`} /> : undefined}
          onTap={() => open('roster-swaps')}
        />
        <ListRow
          icon="alert"
          title="要人处理的事"
          detail={waiting?.finding ? `最近一件：${waiting.finding}` : '管家巡查时发现、自己办不了的'}
          onTap={() => open('roster-findings')}
        />
      </Card>
    </Section>
  );
}
