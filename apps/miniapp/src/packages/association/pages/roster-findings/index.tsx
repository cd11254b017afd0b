import { Findings } from '@/features/duty-desk/findings';
import { ForRoster } from '@/features/duty-desk/for-roster';

export default function RosterFindingsPage() {
  return <ForRoster title="要人处理的事">{(place) => <Findings place={place} />}</ForRoster>;
}
