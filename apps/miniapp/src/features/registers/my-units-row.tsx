import { openPage } from '@/services/places';
import { Card } from '@/ui/card';
import { ListRow } from '@/ui/list-row';
import { MY_UNITS_PAGE } from './register-pages';
import { useMyUnits } from './use-my-units';

/** On 我的: for whom I vote, and what is missing. */
export function MyUnitsRow() {
  const units = useMyUnits().data;
  return (
    <Card flush>
      <ListRow
        icon="vote"
        title="我代表谁投票"
        detail={units && saysWhom(units)}
        onTap={() => openPage(MY_UNITS_PAGE)}
      />
    </Card>
  );
}

/** 鱼巷口小面 · 鱼巷 12 号（等核实）. */
function saysWhom(units: readonly { name: string; mayVote: boolean }[]): string {
  if (units.length === 0) return '还没有票，看看怎么登记';
  return units.map(({ name, mayVote }) => (mayVote ? name : `${name}（还不能投）`)).join(' · ');
}
