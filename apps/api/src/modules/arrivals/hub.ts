import { setTimeout as sleep } from 'node:timers/promises';
import type { Arrival } from '@shangju/contracts';
import { Client, type ClientConfig } from 'pg';
import { ARRIVALS_CHANNEL, type ArrivalAt } from './announce.ts';

/** Hands arrivals from the database to whoever watches a merchant, whichever process took them in. */
export interface ArrivalsHub {
  /** Ends when the signal aborts or the hub closes. A watcher who is too slow loses the oldest. */
  watch(merchantId: string, signal: AbortSignal): AsyncIterable<Arrival>;
  close(): Promise<void>;
}

const RECONNECT_MS = 1_000;
const BACKLOG_MAX = 100;

/**
 * @param connect how to reach the database itself: LISTEN does not pass through a transaction pooler
 * @param onLost the line was lost; it is taken up again by itself
 */
export function arrivalsHub(connect: ClientConfig, onLost: (error: unknown) => void): ArrivalsHub {
  const watchers = new Map<string, Set<(arrival: Arrival) => void>>();
  const closing = new AbortController();
  const listening = keepListening(connect, onLost, closing.signal, ({ merchantId, ...arrival }) => {
    for (const tell of watchers.get(merchantId) ?? []) tell(arrival);
  });

  return {
    async *watch(merchantId, signal) {
      const backlog: Arrival[] = [];
      let wake = () => {};
      const tell = (arrival: Arrival) => {
        if (backlog.push(arrival) > BACKLOG_MAX) backlog.shift();
        wake();
      };
      const ended = AbortSignal.any([signal, closing.signal]);
      ended.addEventListener('abort', () => wake(), { once: true });
      const here = watchers.get(merchantId) ?? new Set();
      watchers.set(merchantId, here.add(tell));
      try {
        while (!ended.aborted) {
          yield* backlog.splice(0);
          if (backlog.length > 0 || ended.aborted) continue;
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      } finally {
        here.delete(tell);
        if (here.size === 0) watchers.delete(merchantId);
      }
    },
    async close() {
      closing.abort();
      await listening;
    },
  };
}

async function keepListening(
  connect: ClientConfig,
  onLost: (error: unknown) => void,
  closing: AbortSignal,
  onArrival: (arrival: ArrivalAt) => void,
): Promise<void> {
  while (!closing.aborted) {
    try {
      await listenOnce(connect, closing, onArrival);
    } catch (error) {
      if (closing.aborted) return;
      onLost(error);
      await sleep(RECONNECT_MS, undefined, { signal: closing }).catch(() => undefined);
    }
  }
}

async function listenOnce(
  connect: ClientConfig,
  closing: AbortSignal,
  onArrival: (arrival: ArrivalAt) => void,
): Promise<void> {
  const client = new Client({ ...connect, application_name: 'shangju-arrivals', keepAlive: true });
  const lost = new Promise<never>((_, reject) => {
    client.on('error', reject);
    client.on('end', () => reject(new Error('connection ended')));
    closing.addEventListener('abort', () => reject(new Error('closing')), { once: true });
  });
  lost.catch(() => undefined);
  try {
    await client.connect();
    client.on('notification', ({ payload }) => payload && onArrival(JSON.parse(payload)));
    await client.query(`listen ${ARRIVALS_CHANNEL}`);
    await lost;
  } finally {
    await client.end().catch(() => undefined);
  }
}
