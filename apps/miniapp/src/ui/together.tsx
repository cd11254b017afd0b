import { useIsFetching, useQueryClient } from '@tanstack/react-query';
import { View } from '@tarojs/components';
import { type PropsWithChildren, type ReactNode, useEffect, useState } from 'react';

/** Who waits longer gets what has come so far. */
const PATIENCE_MS = 1_500;

/**
 * Parts of a page of which some turn out to have nothing to say: they are read at once and shown together, so that
 * none moves away under a finger because one above it came later.
 */
export function Together({ skeleton, children }: PropsWithChildren<{ skeleton: ReactNode }>) {
  const client = useQueryClient();
  const reading = useIsFetching(FIRST_READING);
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => {
    // Effects of the parts run before: what they read is under way by now, though this was rendered without it.
    if (reading === 0 && client.isFetching(FIRST_READING) === 0) setShown(true);
  }, [reading, client]);
  return (
    <>
      {shown ? null : skeleton}
      <View className={shown ? 'together' : 'together together--waiting'}>{children}</View>
    </>
  );
}

const FIRST_READING = {
  predicate: ({ state }: { state: { data: unknown } }) => state.data === undefined,
};
