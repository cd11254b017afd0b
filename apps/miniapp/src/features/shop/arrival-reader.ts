import type { Arrival } from '@shangju/contracts';
import { eventStreamReader } from './event-stream-reader';

/** Reads arrivals out of the bytes of the shop's stream; what is no arrival (a later version's) is passed over. */
export function arrivalReader(onArrival: (arrival: Arrival) => void): (chunk: Uint8Array) => void {
  return eventStreamReader((data) => {
    const arrival = parse(data);
    if (isArrival(arrival)) onArrival(arrival);
  });
}

function parse(data: string): unknown {
  try {
    return JSON.parse(data) as unknown;
  } catch {
    return undefined;
  }
}

function isArrival(value: unknown): value is Arrival {
  return typeof value === 'object' && value !== null && 'id' in value && 'kind' in value && 'at' in value;
}
