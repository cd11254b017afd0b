import { useRouter } from '@tarojs/taro';
import { AssociationPage } from '@/features/association/association-page';
import { RosterAsItStands } from '@/features/duty-desk/roster-as-it-stands';
import { RosterEditor } from '@/features/duty-desk/roster-editor';
import { pageParam } from '@/services/page-param';

const TITLE = '值日表';

export default function RosterEditPage() {
  const rosterId = pageParam(useRouter().params, 'rosterId');
  return (
    <AssociationPage title={TITLE}>
      {({ associationId }) =>
        rosterId === undefined ? (
          <RosterEditor associationId={associationId} before={undefined} />
        ) : (
          <RosterAsItStands title={TITLE} rosterId={rosterId}>
            {(roster) => <RosterEditor associationId={associationId} before={roster} />}
          </RosterAsItStands>
        )
      }
    </AssociationPage>
  );
}
