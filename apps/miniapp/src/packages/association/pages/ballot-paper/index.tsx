import { useRouter } from '@tarojs/taro';
import { ForBallot } from '@/features/ballot-desk/for-ballot';
import { PaperEntry } from '@/features/ballot-desk/paper-entry';
import { pageParam } from '@/services/page-param';

export default function BallotPaperPage() {
  const unitId = pageParam(useRouter().params, 'unitId');
  return <ForBallot title="录一张票">{(ballot) => <PaperEntry ballot={ballot} unitId={unitId} />}</ForBallot>;
}
