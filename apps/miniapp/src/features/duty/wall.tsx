import type { StewardToday } from '@shangju/contracts';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { usePageShown } from '@/services/page-shown';
import { streetNow } from '@/services/street-clock';
import { Card } from '@/ui/card';
import { Choices } from '@/ui/choices';
import { Empty } from '@/ui/empty';
import { Loaded } from '@/ui/loaded';
import { Skeleton } from '@/ui/skeleton';
import { Tag } from '@/ui/tag';
import { sayClock, sayShiftTime } from './duty-words';
import { MonthBoard } from './month-board';
import { useStewards } from './use-stewards';
import './wall.scss';

/** Who is steward now, in the largest letters, and the month of the lane. */
export function Wall({ rosterId }: { rosterId: string | undefined }) {
  const stewards = useStewards({ watched: usePageShown() });
  return (
    <Loaded
      query={stewards}
      skeleton={
        <Card>
          <Skeleton rows={1} />
          <Skeleton shape="number" />
        </Card>
      }
    >
      {(all) =>
        all.length === 0 ? (
          <Card>
            <Empty icon="calendar" title="还没有值日表" how="商会排好班以后，这里能看到今天谁当街区管家。" />
          </Card>
        ) : (
          <Lanes all={all} asked={rosterId} />
        )
      }
    </Loaded>
  );
}

function Lanes({ all, asked }: { all: StewardToday[]; asked: string | undefined }) {
  const [chosen, setChosen] = useState(asked);
  const shown = all.find(({ roster }) => roster.id === chosen) ?? all[0];
  if (!shown) return null;
  return (
    <>
      {all.length > 1 ? (
        <Choices
          label="哪条街"
          choices={all.map(({ roster }) => ({ key: roster.id, text: roster.lane }))}
          selected={shown.roster.id}
          onSelect={setChosen}
        />
      ) : null}
      <Steward steward={shown} />
      <MonthBoard key={shown.roster.id} rosterId={shown.roster.id} />
    </>
  );
}

function Steward({ steward: { roster, onDuty, next, holderName } }: { steward: StewardToday }) {
  const now = streetNow();
  return (
    <Card>
      <View className="wall__head">
        <View>
          {roster.lane} · {roster.name}
        </View>
        {onDuty ? (
          <Tag tone="green" icon="person" text="正在值日" />
        ) : (
          <Tag tone="blue" text="眼下没有人当班" />
        )}
      </View>
      {onDuty ? (
        <>
          <View className="wall__name">{onDuty.merchantName}</View>
          <View>
            {onDuty.name} · 到 {sayClock(new Date(onDuty.endsAt))}
          </View>
        </>
      ) : (
        <View className="wall__name">{next ? `下一班 ${next.merchantName}` : `值日牌在${holderName}`}</View>
      )}
      {next ? (
        <View className="wall__soft">
          {onDuty ? `下一班 ${next.merchantName} · ` : ''}
          {sayShiftTime(next, now)} {next.name}
        </View>
      ) : null}
      {onDuty ? null : <View className="wall__soft">值日牌在{holderName}</View>}
    </Card>
  );
}
