import { useMutation } from '@tanstack/react-query';
import { LogIn } from '@/features/identity/log-in';
import { ReadingCard } from '@/features/identity/reading-card';
import { roleWords } from '@/features/identity/role-words';
import { api } from '@/services/api';
import { queryClient } from '@/services/query-client';
import { signOut, useSession } from '@/services/session';
import { Button } from '@/ui/button';
import { Card } from '@/ui/card';
import { ListRow } from '@/ui/list-row';
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
  return (
    <Page title="我的" inTab>
      {person ? (
        <Card flush>
          <ListRow icon="person" title={person.name} detail={`尾号 ${String(person.number).slice(-4)}`} />
          {person.roles.map(({ role, placeId, placeName }) => (
            <ListRow key={`${role} ${placeId}`} title={roleWords[role]} end={placeName} />
          ))}
        </Card>
      ) : (
        <LogIn />
      )}
      <ReadingCard />
      {person ? <Button text="退出登录" loading={logOut.isPending} onTap={() => logOut.mutate()} /> : null}
    </Page>
  );
}
