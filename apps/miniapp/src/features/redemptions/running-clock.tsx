import { Text } from '@tarojs/components';
import { usePageShown } from '@/services/page-shown';
import './running-clock.scss';
import { useStreetNow } from '@/services/use-street-now';

const STREET_OFFSET_MS = 8 * 3_600_000;

/** Today's date and a time of day that visibly runs: a screenshot stands still and convinces nobody. */
export function RunningClock() {
  const now = useStreetNow(1000, usePageShown());
  // The street's time of day, whatever zone the phone thinks it is in.
  const local = new Date(now.getTime() + STREET_OFFSET_MS);
  return (
    <Text className="running-clock figures">
      {local.getUTCMonth() + 1} 月 {local.getUTCDate()} 日 {local.toISOString().slice(11, 19)}
    </Text>
  );
}
