import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api } from '@/services/api';
import { useSession, useSignedIn } from '@/services/session';

/** Keeps name and roles as the API knows them; how large letters are stays as set on this phone. */
export function useFreshPerson(): void {
  const { data } = useQuery({
    queryKey: ['mine', 'person'],
    queryFn: () => api.call('GET /v1/me', {}),
    enabled: useSignedIn(),
  });
  useEffect(() => {
    const known = useSession.getState().person;
    if (data && known?.id === data.id) useSession.setState({ person: data });
  }, [data]);
}
