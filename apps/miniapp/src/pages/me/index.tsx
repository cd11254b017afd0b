import { useMutation } from '@tanstack/react-query';
import { useDidHide } from '@tarojs/taro';
import { LogIn } from '@/features/identity/log-in';
import { MyPlaces } from '@/features/identity/my-places';
import { PersonCard } from '@/features/identity/person-card';
import { ReadingCard } from '@/features/identity/reading-card';
import { MyRecords } from '@/features/points/my-records';
import { api } from '@/services/api';
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
  return (
    <Page title="我的" inTab>
      {person ? (
        <>
          <PersonCard person={person} />
          <MyRecords />
          <MyPlaces />
        </>
      ) : (
        <LogIn onSignedIn={returnFromLogIn} />
      )}
      <ReadingCard />
      {person ? (
        <Button icon="logout" text="退出登录" loading={logOut.isPending} onTap={() => logOut.mutate()} />
      ) : null}
    </Page>
  );
}
