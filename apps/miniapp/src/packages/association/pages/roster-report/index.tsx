import { DutyReport } from '@/features/duty-desk/duty-report';
import { ForRoster } from '@/features/duty-desk/for-roster';

export default function RosterReportPage() {
  return <ForRoster title="值日报表">{({ rosterId }) => <DutyReport rosterId={rosterId} />}</ForRoster>;
}
