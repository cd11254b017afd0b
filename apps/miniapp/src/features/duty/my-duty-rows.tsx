import { NoticesRow } from '@/features/notices/notices-row';
import { openPage } from '@/services/places';
import { streetNow } from '@/services/street-clock';
import { Card } from '@/ui/card';
import { ListRow } from '@/ui/list-row';
import { MY_SHIFTS_PAGE } from './duty-pages';
import { sayShiftTime } from './duty-words';
import { useWorksAtShop } from './my-shops';
import { currentShift } from './next-act';
import { useMyShifts } from './use-my-shifts';

/** On 我的: my turns, for those who take any, and what I was told. */
export function MyDutyRows() {
  const worksAtShop = useWorksAtShop();
  const now = streetNow();
  const shift = currentShift(useMyShifts({ watched: false }).data ?? [], now);
  return (
    <Card flush>
      {worksAtShop ? (
        <ListRow
          icon="calendar"
          title="我的值日"
          detail={shift && sayShiftTime(shift, now)}
          onTap={() => openPage(MY_SHIFTS_PAGE)}
        />
      ) : null}
      <NoticesRow />
    </Card>
  );
}
