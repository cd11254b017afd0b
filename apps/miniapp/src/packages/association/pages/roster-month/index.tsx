import { DutyMonth } from '@/features/duty-desk/duty-month';
import { ForRoster } from '@/features/duty-desk/for-roster';

export default function RosterMonthPage() {
  return <ForRoster title="值日月历">{(place) => <DutyMonth place={place} />}</ForRoster>;
}
