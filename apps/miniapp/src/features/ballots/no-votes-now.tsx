import { HowToGetAVote } from '@/features/registers/how-to-get-a-vote';
import { useMyUnits } from '@/features/registers/use-my-units';
import { openLogIn } from '@/services/places';
import { useSignedIn } from '@/services/session';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Empty } from '@/ui/empty';

/** Nothing waits for my vote; for those who have none yet, how one gets one. */
export function NoVotesNow() {
  const signedIn = useSignedIn();
  const units = useMyUnits().data;
  if (!signedIn) {
    return (
      <Card>
        <Empty
          icon="vote"
          title="街上的事，大家定"
          how="一户一票、一店一票。登录以后，有要您投票的会排在这里。"
          action={<Button kind="main" narrow text="登录" onTap={openLogIn} />}
        />
      </Card>
    );
  }
  if (units && !units.some(({ mayVote }) => mayVote)) return <HowToGetAVote title="您还没有票" />;
  return (
    <Card>
      <Empty icon="check" title="没有等您投的票" how="有新的表决，会排在这里，也会给您发消息。" />
    </Card>
  );
}
