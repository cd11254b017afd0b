const ends = new Set<() => Promise<unknown>>();

/**
 * What is started outlives the bench that is interrupted, unless it is ended on the way: in the opposite order.
 * @returns forgets it, once it was ended in the ordinary way
 */
export function endOnSignal(end: () => Promise<unknown>): () => void {
  if (ends.size === 0) for (const signal of SIGNALS) process.once(signal, endAll);
  ends.add(end);
  return () => {
    ends.delete(end);
    if (ends.size === 0) for (const signal of SIGNALS) process.removeListener(signal, endAll);
  };
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;
/** As shells tell of a command that was interrupted. */
const INTERRUPTED = 130;

async function endAll(): Promise<void> {
  for (const end of [...ends].toReversed()) await end().catch(() => undefined);
  process.exit(INTERRUPTED);
}
