import { useMutation, useQuery } from '@tanstack/react-query';
import { api, problemCode } from '@/services/api';
import { failureWords } from '@/services/failure-words';
import { notify } from '@/services/notices';
import { queryClient } from '@/services/query-client';
import { signIn } from '@/services/session';
import { Card } from '@/ui/card';
import { Empty } from '@/ui/empty';
import { ListRow } from '@/ui/list-row';
import { Loaded } from '@/ui/loaded';
import { Section } from '@/ui/section';
import { Skeleton } from '@/ui/skeleton';

/** The people of the demo street, to log in as one of them. */
export function LogIn({ onSignedIn }: { onSignedIn?: () => void }) {
  const personas = useQuery({
    queryKey: ['personas'],
    queryFn: () => api.call('GET /v1/auth/demo/personas', {}),
  });
  const logIn = useMutation({
    mutationFn: (persona: string) => api.call('POST /v1/auth/demo', { body: { persona } }),
    onSuccess: (signedIn) => {
      queryClient.clear();
      signIn(signedIn);
      onSignedIn?.();
    },
    onError: (failure) => notify(failureWords(failure), 'alarm'),
  });
  return (
    <Section title="您是哪一位？">
      <Card flush>
        {problemCode(personas.error) === 'not-found' ? (
          <Empty icon="person" title="这里不开放演示登录" how="请从微信里的小程序进入。" />
        ) : (
          <Loaded query={personas} skeleton={<Skeleton rows={8} />}>
            {({ items }) =>
              items.map(({ key, name, about }) => (
                <ListRow
                  key={key}
                  title={name}
                  detail={about}
                  {...(logIn.isPending && logIn.variables === key ? { end: '正在进入' } : {})}
                  onTap={() => !logIn.isPending && logIn.mutate(key)}
                />
              ))
            }
          </Loaded>
        )}
      </Card>
    </Section>
  );
}
