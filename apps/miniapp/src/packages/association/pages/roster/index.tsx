import { ForRoster } from '@/features/duty-desk/for-roster';
import { RosterDesk } from '@/features/duty-desk/roster-desk';

export default function RosterPage() {
  return <ForRoster title="值日表">{(place) => <RosterDesk place={place} />}</ForRoster>;
}
