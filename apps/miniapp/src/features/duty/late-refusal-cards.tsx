import { View } from '@tarojs/components';
import { useSession } from '@/services/session';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Tag } from '@/ui/tag';
import { forgetLateRefusal, useLateRefusals } from './late-refusals';

/** What did not count when it arrived, until it was read. */
export function LateRefusalCards() {
  const personId = useSession((session) => session.person?.id);
  const refusals = useLateRefusals((state) => state.refusals).filter((one) => one.personId === personId);
  return (
    <>
      {refusals.map(({ key, about, why }) => (
        <Card key={key}>
          <Tag tone="alarm" text="没办成" />
          <View>{about}</View>
          <View>{why}</View>
          <Button text="知道了" onTap={() => forgetLateRefusal(key)} />
        </Card>
      ))}
    </>
  );
}
