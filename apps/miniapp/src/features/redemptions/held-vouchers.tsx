import { usePageShown } from '@/services/page-shown';
import { useStreetNow } from '@/services/use-street-now';
import { Card } from '@/ui/card';
import { Section } from '@/ui/section';
import { HeldRow } from './held-row';
import { useHeldRedemptions } from './use-redemptions';

const EACH_MS = 10_000;

/** What waits for me in the shops; nothing where nothing waits. */
export function HeldVouchers() {
  const shown = usePageShown();
  const held = useHeldRedemptions({ watched: shown });
  const now = useStreetNow(EACH_MS, shown);
  if (!held.data?.length) return null;
  return (
    <Section title="等您到店用">
      <Card flush>
        {held.data.map((redemption) => (
          <HeldRow key={redemption.id} redemption={redemption} now={now} />
        ))}
      </Card>
    </Section>
  );
}
