import { useQuery } from '@tanstack/react-query';
import { api } from '@/services/api';
import { useSignedIn } from '@/services/session';

export const MY_UNITS_KEY = ['mine', 'units'];

/** The households and shops that I vote for, or will once it is confirmed. */
export function useMyUnits() {
  return useQuery({
    queryKey: MY_UNITS_KEY,
    queryFn: async () => (await api.call('GET /v1/me/units', {})).items,
    enabled: useSignedIn(),
  });
}
