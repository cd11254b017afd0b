import { openPage } from '@/services/places';
import { Card } from '@/ui/card';
import { ListRow } from '@/ui/list-row';
import { wallPage } from './duty-pages';
import { useStewards } from './use-stewards';

/** Who is steward today, lane by lane; nothing on a street without rosters. */
export function StewardsRow({ watched }: { watched: boolean }) {
  const stewards = useStewards({ watched }).data ?? [];
  if (stewards.length === 0) return null;
  return (
    <Card flush>
      {stewards.map(({ roster, onDuty, next, holderName }) => (
        <ListRow
          key={roster.id}
          icon="calendar"
          title={`今日管家 · ${roster.lane}`}
          detail={
            onDuty
              ? `${onDuty.merchantName} 正在值日`
              : next
                ? `下一班 ${next.merchantName}`
                : `值日牌在 ${holderName}`
          }
          onTap={() => openPage(wallPage(roster.id))}
        />
      ))}
    </Card>
  );
}
