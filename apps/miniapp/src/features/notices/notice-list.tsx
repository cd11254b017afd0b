import type { Notice } from '@shangju/contracts';
import { sayInstant } from '@shangju/rules';
import { View } from '@tarojs/components';
import { useEffect } from 'react';
import { send } from '@/services/pending-sends';
import { openPage } from '@/services/places';
import { queryClient } from '@/services/query-client';
import { streetNow } from '@/services/street-clock';
import { Card } from '@/ui/card';
import { Empty } from '@/ui/empty';
import { Icon } from '@/ui/icon';
import { PagedList } from '@/ui/paged-list';
import { Tag } from '@/ui/tag';
import { Tappable } from '@/ui/tappable';
import './notice-list.scss';
import { UNREAD_KEY, useNotices } from './use-notices';

/** What I was told; who opens it has read it. */
export function NoticeList() {
  const notices = useNotices();
  useMarkRead(notices.data?.pages[0]?.items[0]);
  return (
    <Card flush>
      <PagedList
        query={notices}
        row={(notice) => <NoticeRow notice={notice} />}
        skeletonRows={6}
        empty={
          <Empty icon="bell" title="还没有消息" how="轮到值日、邻居想换班、有新安排时，会在这里告诉您。" />
        }
      />
    </Card>
  );
}

function useMarkRead(newest: Notice | undefined): void {
  const unread = newest && !newest.read ? newest.id : undefined;
  useEffect(() => {
    if (unread === undefined) return;
    send('POST /v1/me/notices/read', { body: { upTo: unread } }, '看过消息').then(
      ({ count }) => queryClient.setQueryData(UNREAD_KEY, count),
      // They stay unread; nothing else hangs on it.
      () => undefined,
    );
  }, [unread]);
}

function NoticeRow({ notice: { title, text, at, page, read } }: { notice: Notice }) {
  const content = (
    <>
      <View className="notice-row__words">
        <View className="notice-row__head">
          <View className={read ? 'notice-row__title' : 'notice-row__title notice-row__title--new'}>
            {title}
          </View>
          {read ? null : <Tag tone="blue" icon="bell" text="新" />}
        </View>
        <View>{text}</View>
        <View className="notice-row__when">{sayInstant(new Date(at), streetNow())}</View>
      </View>
      {page === null ? null : <Icon name="forward" size="small" />}
    </>
  );
  return page === null ? (
    <View className="notice-row">{content}</View>
  ) : (
    <Tappable className="notice-row" role="link" onTap={() => openPage(page)}>
      {content}
    </Tappable>
  );
}
