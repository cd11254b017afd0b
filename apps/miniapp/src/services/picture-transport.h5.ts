import type { Transport } from '@shangju/client';
import { keptPicture } from './kept-pictures.h5';
import { LostPicture } from './lost-picture';
import { NetworkFailure } from './network-failure';
import { noteStreetTime } from './street-clock';
import { parseBody, wasTimeout } from './transport';

/** 10 MB at the speed of a bad day. */
const TIMEOUT_MS = 60_000;

/** Carries a request with a kept picture as its form. */
export function pictureTransport(name: string): Transport {
  return async ({ method, path, headers }) => {
    const picture = await keptPicture(name);
    if (!picture) throw new LostPicture();
    const body = new FormData();
    body.append('picture', picture, 'picture');
    const timeout = new AbortController();
    const timer = setTimeout(() => timeout.abort(), TIMEOUT_MS);
    const sentAtMs = Date.now();
    try {
      const answer = await fetch(`${API_ORIGIN}${path}`, { method, headers, body, signal: timeout.signal });
      noteStreetTime(answer.headers.get('date'), sentAtMs);
      return { status: answer.status, body: parseBody(await answer.text()) };
    } catch (failure) {
      throw new NetworkFailure(wasTimeout(failure) ? 'timeout' : 'unreachable');
    } finally {
      clearTimeout(timer);
    }
  };
}
