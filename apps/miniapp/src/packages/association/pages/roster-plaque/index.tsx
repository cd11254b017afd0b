import { ForRoster } from '@/features/duty-desk/for-roster';
import { PlaqueSheet } from '@/features/duty-desk/plaque-sheet';

export default function RosterPlaquePage() {
  return (
    <ForRoster title="值日牌背面的码">{({ rosterId }) => <PlaqueSheet rosterId={rosterId} />}</ForRoster>
  );
}
