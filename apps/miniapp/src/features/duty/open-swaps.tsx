import type { Swap } from '@shangju/contracts';
import { useState } from 'react';
import { Section } from '@/ui/section';
import { useMyShops } from './my-shops';
import { SwapAcceptSheet } from './swap-accept-sheet';
import { SwapCard } from './swap-card';
import { useMySwaps, waitsForAnswer } from './use-my-swaps';

/** Swaps that wait for somebody: of me 接 or 不接, of others 撤回. Nothing while there are none. */
export function OpenSwaps() {
  const swaps = useMySwaps();
  const mine = new Set(useMyShops().map(({ merchantId }) => merchantId));
  const [accepting, setAccepting] = useState<Swap>();
  const open = (swaps.data ?? []).filter(waitsForAnswer);
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
