import { ForRoster } from '@/features/duty-desk/for-roster';
import { RosterSwaps } from '@/features/duty-desk/roster-swaps';

export default function RosterSwapsPage() {
  return <ForRoster title="换班">{({ rosterId }) => <RosterSwaps rosterId={rosterId} />}</ForRoster>;
}
