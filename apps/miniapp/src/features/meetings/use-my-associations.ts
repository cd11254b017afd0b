import { useQueries, useQuery } from '@tanstack/react-query';
import { useMyShops } from '@/features/duty/my-shops';
import { api } from '@/services/api';
import { useSession } from '@/services/session';

/** The associations that I look after or that my shops belong to; for everybody else those of the street. */
export function useMyAssociations(): { id: string; name: string }[] {
  const roles = useSession((session) => session.person?.roles) ?? [];
  const shops = useMyShops();
  const ofShops = useQueries({
    queries: shops.map(({ merchantId }) => ({
      queryKey: ['merchant', merchantId],
      queryFn: () => api.call('GET /v1/merchants/{merchantId}', { params: { merchantId } }),
    })),
  });
  const looksAfter = roles.filter(({ role }) => role === 'association.admin');
  const street = useQuery({
    queryKey: ['associations'],
    queryFn: () => api.call('GET /v1/associations', { query: { limit: 100 } }),
    enabled: looksAfter.length === 0 && shops.length === 0,
  });
  const mine = new Map([
    ...looksAfter.map(({ placeId, placeName }) => [placeId, placeName] as const),
    ...ofShops.flatMap(({ data }) => (data ? [[data.associationId, data.associationName] as const] : [])),
  ]);
  if (mine.size > 0) return [...mine].map(([id, name]) => ({ id, name }));
  return (street.data?.items ?? []).map(({ id, name }) => ({ id, name }));
}
