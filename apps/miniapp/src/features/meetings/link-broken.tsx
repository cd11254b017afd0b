import { openPage } from '@/services/places';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { Empty } from '@/ui/empty';

/** In place of a page whose address names nothing. */
export function LinkBroken() {
  return (
    <Card>
      <Empty
        icon="talk"
        title="这个链接不完整"
        how="到“议事”里，点开要看的那一项。"
        action={<Button narrow text="去议事" onTap={() => openPage('/pages/meetings/index')} />}
      />
    </Card>
  );
}
