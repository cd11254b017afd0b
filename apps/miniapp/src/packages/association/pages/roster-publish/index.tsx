import { useRouter } from '@tarojs/taro';
import { ForRoster } from '@/features/duty-desk/for-roster';
import { askedDays, PublishRoster } from '@/features/duty-desk/publish-roster';
import { RosterAsItStands } from '@/features/duty-desk/roster-as-it-stands';
import { pageParam } from '@/services/page-param';

const TITLE = '发布排班';

export default function RosterPublishPage() {
  const { params } = useRouter();
  const asked =
    askedDays(pageParam(params, 'from'), pageParam(params, 'to')) ??
    (pageParam(params, 'days') === 'anew' ? 'anew' : undefined);
  return (
    <ForRoster title={TITLE}>
      {({ rosterId }) => (
        <RosterAsItStands title={TITLE} rosterId={rosterId}>
          {(roster) => <PublishRoster roster={roster} asked={asked} />}
        </RosterAsItStands>
      )}
    </ForRoster>
  );
}
