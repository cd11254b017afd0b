import { openPage } from '@/services/places';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Empty } from '@/ui/empty';
import { MY_UNITS_PAGE } from './register-pages';
import { useMyUnits } from './use-my-units';

/** Why there is no vote here, and how one gets one: by the community's register, or from the shop's owner. */
export function HowToGetAVote({ title, why }: { title: string; why?: string }) {
  const units = useMyUnits().data ?? [];
  const waiting = units
    .filter(({ mayVote }) => !mayVote)
    .map(({ kind, name }) => `${name} 还等${kind === 'household' ? '社区核实' : '店主开通'}。`);
  const how = units.length === 0 ? '住户先登记住在哪，社区核实了就有票；店员请店主开通。' : waiting.join('');
  return (
    <Card>
      <Empty
        icon="vote"
        title={title}
        how={[why, how].filter(Boolean).join('')}
        action={<Button narrow text="看我代表谁投票" onTap={() => openPage(MY_UNITS_PAGE)} />}
      />
    </Card>
  );
}
