import { useRouter } from '@tarojs/taro';
import { LinkBroken } from '@/features/meetings/link-broken';
import { OneMeeting } from '@/features/meetings/one-meeting';
import { pageParam } from '@/services/page-param';
import { useRefreshOnReturn } from '@/services/page-shown';
import { Page } from '@/ui/page';

export default function MeetingPage() {
  const { params } = useRouter();
  const meetingId = pageParam(params, 'meetingId');
  useRefreshOnReturn();
  return (
    <Page title="会议">
      {meetingId === undefined ? (
        <LinkBroken />
      ) : (
        <OneMeeting meetingId={meetingId} scanned={pageParam(params, 'code')} />
      )}
    </Page>
  );
}
