import { useMutation } from '@tanstack/react-query';
import { useDidHide } from '@tarojs/taro';
import { MyDutyRows } from '@/features/duty/my-duty-rows';
import { LogIn } from '@/features/identity/log-in';
import { MyPlaces } from '@/features/identity/my-places';
import { PersonCard } from '@/features/identity/person-card';
import { ReadingCard } from '@/features/identity/reading-card';
import { MyRecords } from '@/features/points/my-records';
import { MyUnitsRow } from '@/features/registers/my-units-row';
import { api } from '@/services/api';
import { useRefreshOnReturn } from '@/services/page-shown';
import { forgetLogInPlace, returnFromLogIn } from '@/services/places';
import { queryClient } from '@/services/query-client';
import { signOut, useSession } from '@/services/session';
import { Button } from '@/ui/button';
import { Page } from '@/ui/page';

export default function MePage() {
  const person = useSession((session) => session.person);
  const logOut = useMutation({
    mutationFn: () => api.call('POST /v1/auth/logout', {}),
    // Without an answer this phone forgets the person all the same; the token runs out by itself.
    onSettled: () => {
      signOut();
      queryClient.clear();
    },
  });
  useDidHide(forgetLogInPlace);
  useRefreshOnReturn();
  if (!person) {
    return (
      <Page title="我的" inTab>
        {/* Who reads with trouble finds this before a list of names. */}
        <ReadingCard />
        <LogIn onSignedIn={returnFromLogIn} />
      </Page>
    );
  }
  return (
    <Page title="我的" inTab>
      <PersonCard person={person} />
      <MyRecords />
      <MyDutyRows />
      <MyUnitsRow />
      <MyPlaces />
      <ReadingCard />
      <Button icon="logout" text="退出登录" loading={logOut.isPending} onTap={() => logOut.mutate()} />
    </Page>
  );
}
