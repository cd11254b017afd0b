import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Empty } from './empty';
import { Failed } from './failed';

/**
 * What a read brings, or what stands in its place: the shape of what comes, that the phone is offline, or what
 * went wrong. What was read before stays on show while a newer reading fails.
 */
export function Loaded<Data>({
  query,
  skeleton,
  lost,
  children,
}: {
  query: Pick<UseQueryResult<Data>, 'data' | 'error' | 'fetchStatus' | 'refetch'>;
  skeleton: ReactNode;
  /** What did not get lost by the failure; said where a read fails. */
  lost?: string;
  children: (data: Data) => ReactNode;
}) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.fetchStatus === 'paused') {
    return <Empty icon="offline" title="没有网络" how="连上网，这里会自己出来。" />;
  }
  // While it tries again, the shape of what comes, not the old failure.
  if (query.error === null || query.fetchStatus === 'fetching') return <>{skeleton}</>;
  return (
    <Failed
      failure={query.error}
      onRetry={() => void query.refetch()}
      {...(lost === undefined ? {} : { lost })}
    />
  );
}
