import { SignInFirst } from '@/features/identity/sign-in-first';
import { NoticeList } from '@/features/notices/notice-list';
import { Page } from '@/ui/page';

export default function NoticesPage() {
  return (
    <Page title="消息">
      <SignInFirst why="登录后，这里是告诉您的事：轮到值日、邻居想换班。">
        <NoticeList />
      </SignInFirst>
    </Page>
  );
}
