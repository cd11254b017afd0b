import { BallotWall } from '@/features/ballot-desk/ballot-wall';
import { ForBallot } from '@/features/ballot-desk/for-ballot';

export default function BallotWallPage() {
  return <ForBallot title="墙上的通知">{(ballot) => <BallotWall ballot={ballot} />}</ForBallot>;
}
