import { phoneStorage } from '@/services/phone-storage';
import { useSession } from '@/services/session';

/**
 * A read whose last answer stays on the phone: who walks the lane without a network still sees their shift and
 * its checklist, also after the app was closed. Spread into `useQuery`.
 * @param name unlike that of any other read
 */
export function keptRead<Data>(name: string, read: () => Promise<Data>) {
  const personId = useSession.getState().person?.id;
  const storageName = `shangju-kept-${name}`;
  return {
    queryFn: async (): Promise<Data> => {
      const data = await read();
      phoneStorage.setItem(storageName, JSON.stringify({ personId, data }));
      return data;
    },
    initialData: () => kept<Data>(storageName, personId),
    initialDataUpdatedAt: 0,
  };
}

/** What another person of this phone has read is not shown. */
function kept<Data>(storageName: string, personId: string | undefined): Data | undefined {
  const text = phoneStorage.getItem(storageName);
  if (text === null) return undefined;
  try {
    const stored = JSON.parse(text) as { personId?: string; data: Data };
    return stored.personId === personId ? stored.data : undefined;
  } catch {
    return undefined;
  }
}
