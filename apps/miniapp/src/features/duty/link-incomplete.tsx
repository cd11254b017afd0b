import { openPage } from '@/services/places';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Empty } from '@/ui/empty';
import { MY_SHIFTS_PAGE } from './duty-pages';

/** In place of a page whose address names no shift. */
export function LinkIncomplete() {
  return (
    <Card>
      <Empty
        icon="calendar"
        title="这个链接不完整"
        how="到“我的值日”里，点开要看的那一班。"
        action={<Button narrow text="我的值日" onTap={() => openPage(MY_SHIFTS_PAGE)} />}
      />
    </Card>
  );
}
