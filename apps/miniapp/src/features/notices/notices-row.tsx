import { usePageShown } from '@/services/page-shown';
import { openPage } from '@/services/places';
import { Card } from '@/ui/card';
import { ListRow } from '@/ui/list-row';
import { useUnreadNotices } from './use-notices';

const NOTICES_PAGE = '/packages/duty/pages/notices/index';
const COUNTED_MAX = 99;

/** The way to what I was told, with how much of it is new. Use inside `<Card flush>`. */
export function NoticesRow() {
  const count = useUnreadNotices({ watched: usePageShown() }).data ?? 0;
  return (
    <ListRow
      icon="bell"
      title="消息"
      end={count > 0 ? `${count >= COUNTED_MAX ? `${COUNTED_MAX} 多` : count} 条没看` : undefined}
      onTap={() => openPage(NOTICES_PAGE)}
    />
  );
}

/** On the first page, only while something is new. */
export function UnreadNoticesCard() {
  const count = useUnreadNotices({ watched: usePageShown() }).data ?? 0;
  if (count === 0) return null;
  return (
    <Card flush>
      <NoticesRow />
    </Card>
  );
}
