import { streetNow } from '@/services/street-clock';
import { Card } from '@/ui/card';
import { Empty } from '@/ui/empty';
import { Loaded } from '@/ui/loaded';
import { Section } from '@/ui/section';
import { Skeleton } from '@/ui/skeleton';
import { BallotRow } from './ballot-row';
import { useBallots } from './use-ballots';

const SHOWN_MAX = 3;

/** How the last ballots ended. */
export function RecentResults() {
  const results = useBallots({ state: 'closed', limit: SHOWN_MAX });
  const now = streetNow();
  return (
    <Section title="最近的结果">
      <Card flush>
        <Loaded query={results} skeleton={<Skeleton rows={2} />}>
          {(ballots) =>
            ballots.length === 0 ? (
              <Empty
                icon="vote"
                title="还没有表决结果"
                how="表决一结束，结果和理由就写在这里，谁都能核对。"
              />
            ) : (
              ballots.map((ballot) => <BallotRow key={ballot.id} ballot={ballot} now={now} />)
            )
          }
        </Loaded>
      </Card>
    </Section>
  );
}
