import type { Ballot } from '@shangju/contracts';
import { useRouter } from '@tarojs/taro';
import type { ReactNode } from 'react';
import { AdminsOnly } from '@/features/association/admins-only';
import { PageOfOne } from '@/features/association/page-of-one';
import { useBallot } from '@/features/ballots/use-ballot';
import { pageParam } from '@/services/page-param';

interface ForBallotProps {
  title: string;
  /** Draws the whole page. */
  children: (ballot: Ballot) => ReactNode;
}

/** A page about the ballot that its address names, for those who run its association. */
export function ForBallot(props: ForBallotProps) {
  const ballotId = pageParam(useRouter().params, 'ballotId');
  if (ballotId !== undefined) return <ForBallotFound {...props} ballotId={ballotId} />;
  return <AdminsOnly title={props.title} how="到商会管理的“表决”里，点开要看的那一个。" />;
}

function ForBallotFound({ ballotId, ...props }: ForBallotProps & { ballotId: string }) {
  return <PageOfOne query={useBallot(ballotId)} lost="表决还在，没有丢。" {...props} />;
}
