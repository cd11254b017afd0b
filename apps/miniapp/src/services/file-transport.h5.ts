import type { Transport } from '@shangju/client';
import { NetworkFailure } from './network-failure';
import { noteStreetTime } from './street-clock';
import { parseBody, wasTimeout } from './transport';

/** A large picture at the speed of a bad day. */
const TIMEOUT_MS = 30_000;

/** Carries a request for a file: what was answered is then its address in this browser, until it is released. */
export const fileTransport: Transport = async ({ method, path, headers }) => {
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(), TIMEOUT_MS);
  const sentAtMs = Date.now();
  try {
    const answer = await fetch(`${API_ORIGIN}${path}`, { method, headers, signal: timeout.signal });
    noteStreetTime(answer.headers.get('date'), sentAtMs);
    const { status } = answer;
    return answer.ok
      ? { status, body: URL.createObjectURL(await answer.blob()) }
      : { status, body: parseBody(await answer.text()) };
  } catch (failure) {
    throw new NetworkFailure(wasTimeout(failure) ? 'timeout' : 'unreachable');
  } finally {
    clearTimeout(timer);
  }
};

/** Frees the memory that a file holds; its address leads nowhere from then on. */
export function releaseFile(address: string): void {
  URL.revokeObjectURL(address);
}
