import type { UseQueryResult } from '@tanstack/react-query';
import { useRef } from 'react';

/**
 * What a form starts from: how it stands, not what was read some time ago. Undefined until a reading that has grown
 * old was tried anew; from then on it stays, whatever is read later.
 */
export function useAsItStands<Data>(
  query: Pick<UseQueryResult<Data>, 'data' | 'isStale' | 'isFetchedAfterMount' | 'fetchStatus'>,
): Data | undefined {
  const ready = useRef(false);
  const isPresent = !query.isStale || query.isFetchedAfterMount || query.fetchStatus === 'paused';
  if (query.data !== undefined && isPresent) ready.current = true;
  return ready.current ? query.data : undefined;
}
