import { streetNow } from '@/services/street-clock';
import { Card } from '@/ui/card';
import { Section } from '@/ui/section';
import { BallotRow } from './ballot-row';
import { useBallots } from './use-ballots';

const SHOWN_MAX = 10;

/** What others vote on, and what I have voted already. Nothing where there is none. */
export function OpenBallots() {
  const ballots = useBallots({ state: 'open', limit: SHOWN_MAX }).data ?? [];
  const rest = ballots.filter(({ myUnitCount, myCastCount }) => myCastCount === myUnitCount);
  return <Rows title="正在投的" ballots={rest} />;
}

/** What will be voted on. */
export function ComingBallots() {
  return (
    <Rows title="就要开始的表决" ballots={useBallots({ state: 'published', limit: SHOWN_MAX }).data ?? []} />
  );
}

function Rows({ title, ballots }: { title: string; ballots: Parameters<typeof BallotRow>[0]['ballot'][] }) {
  if (ballots.length === 0) return null;
  const now = streetNow();
  return (
    <Section title={title}>
      <Card flush>
        {ballots.map((ballot) => (
          <BallotRow key={ballot.id} ballot={ballot} now={now} />
        ))}
      </Card>
    </Section>
  );
}
