import type { Ballot } from '@shangju/contracts';
import { useQuery } from '@tanstack/react-query';
import { useResult } from '@/features/ballots/use-result';
import { api } from '@/services/api';
import { Card } from '@/ui/card';
import { Loaded } from '@/ui/loaded';
import { Page } from '@/ui/page';
import { Skeleton } from '@/ui/skeleton';
import { BallotFact } from './ballot-fact';
import { noticeOf, resultOf } from './ballot-wall-words';
import { WallPaperSheet } from './wall-paper-sheet';

/** What is hung up of a ballot: how to vote while one can, the result afterwards. */
export function BallotWall({ ballot }: { ballot: Ballot }) {
  switch (ballot.state) {
    case 'draft':
      return (
        <Page title="墙上的通知">
          <Card>
            <BallotFact>还是草稿，发布以后再打印。</BallotFact>
          </Card>
        </Page>
      );
    case 'closed':
      return <ResultOnWall ballot={ballot} />;
    default:
      return (
        <Page title="墙上的通知">
          <WallPaperSheet paper={noticeOf(ballot)} fileName={`表决通知 ${ballot.number}`} />
        </Page>
      );
  }
}

function ResultOnWall({ ballot }: { ballot: Ballot }) {
  const result = useResult(ballot.id);
  const key = useQuery({ queryKey: ['signing-key'], queryFn: () => api.call('GET /v1/signing-key', {}) });
  const skeleton = (
    <Card>
      <Skeleton rows={6} />
    </Card>
  );
  return (
    <Page title="打印结果">
      <Loaded query={result} skeleton={skeleton} lost="结果还在，没有变。">
        {(found) => (
          <Loaded query={key} skeleton={skeleton}>
            {(present) => (
              <WallPaperSheet
                paper={resultOf(ballot, found, present)}
                fileName={`表决结果 ${ballot.number}`}
              />
            )}
          </Loaded>
        )}
      </Loaded>
    </Page>
  );
}
