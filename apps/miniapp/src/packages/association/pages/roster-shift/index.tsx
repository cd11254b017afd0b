import { useRouter } from '@tarojs/taro';
import { LinkIncomplete } from '@/features/duty/link-incomplete';
import { ForRoster } from '@/features/duty-desk/for-roster';
import { ShiftDesk } from '@/features/duty-desk/shift-desk';
import { pageParam } from '@/services/page-param';
import { Page } from '@/ui/page';

export default function RosterShiftPage() {
  const shiftId = pageParam(useRouter().params, 'shiftId');
  return (
    <ForRoster title="班次">
      {() =>
        shiftId === undefined ? (
          <Page title="班次">
            <LinkIncomplete />
          </Page>
        ) : (
          <ShiftDesk shiftId={shiftId} />
        )
      }
    </ForRoster>
  );
}
