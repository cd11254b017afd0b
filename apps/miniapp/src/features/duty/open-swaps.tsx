import type { Swap } from '@shangju/contracts';
import { useState } from 'react';
import { usePageShown } from '@/services/page-shown';
import { useStreetNow } from '@/services/use-street-now';
import { Section } from '@/ui/section';
import { useMyShops } from './my-shops';
import { SwapAcceptSheet } from './swap-accept-sheet';
import { SwapCard } from './swap-card';
import { waitsForAnswer } from './swap-standing';
import { useMySwaps } from './use-my-swaps';

const CLOCK_EACH_MS = 10_000;

/** Swaps that wait for somebody: of me 接 or 不接, of others 撤回. Nothing while there are none. */
export function OpenSwaps() {
  const now = useStreetNow(CLOCK_EACH_MS, usePageShown());
  const swaps = useMySwaps();
  const mine = new Set(useMyShops().map(({ merchantId }) => merchantId));
  const [accepting, setAccepting] = useState<Swap>();
  const open = (swaps.data ?? []).filter((swap) => waitsForAnswer(swap, now));
  return (
    <>
      {open.length > 0 ? (
        <Section title="换班">
          {open.map((swap) => (
            <SwapCard key={swap.id} swap={swap} mine={mine} onAccept={() => setAccepting(swap)} />
          ))}
        </Section>
      ) : null}
      {accepting ? <SwapAcceptSheet swap={accepting} onClose={() => setAccepting(undefined)} /> : null}
    </>
  );
}
