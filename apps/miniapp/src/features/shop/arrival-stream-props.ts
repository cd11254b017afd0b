import type { Arrival } from '@shangju/contracts';

/** `unsupported`: this phone can't listen, ever; the page asks again and again instead. */
export type ArrivalStreamEnd = 'unauthorized' | 'lost' | 'unsupported';

export interface ArrivalStreamProps {
  merchantId: string;
  accessToken: string;
  onOpen: () => void;
  /** Whenever anything came, also only a sign of life. */
  onHeard: () => void;
  onArrival: (arrival: Arrival) => void;
  /** Once, unless it was closed before. */
  onEnd: (how: ArrivalStreamEnd) => void;
}

/** Opens the line on which the shop's arrivals come; returns how to close it. */
export type OpenArrivalStream = (props: ArrivalStreamProps) => () => void;
