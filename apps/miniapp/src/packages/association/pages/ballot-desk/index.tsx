import { BallotDesk } from '@/features/ballot-desk/ballot-desk';
import { ForBallot } from '@/features/ballot-desk/for-ballot';

export default function BallotDeskPage() {
  return <ForBallot title="表决">{(ballot) => <BallotDesk ballot={ballot} />}</ForBallot>;
}
