import type { CallOptions, CallResult } from '@shangju/client';
import type { Contracts, EndpointKey } from '@shangju/contracts';
import { focusManager, onlineManager } from '@tanstack/react-query';
import { create } from 'zustand';
import { ApiProblem, api } from './api';
import { phoneStorage } from './phone-storage';
import { useSession } from './session';

/** The endpoints that change something, which are sent under a key. */
export type SendKey = {
  [K in EndpointKey]: Contracts[K] extends { idempotent: true } ? K : never;
}[EndpointKey];

export type SendOptions<K extends SendKey> = Omit<CallOptions<K>, 'idempotencyKey'>;

/** Something said but not yet answered. */
export interface PendingSend {
  /** The idempotency key: the same at every try, so that it can happen once only. */
  key: string;
  endpoint: SendKey;
  options: object;
  /** In the person's words: 兑换 重庆小面抵 5 元. */
  about: string;
  personId: string | undefined;
  /** Tries that brought no answer; above 0 the page says 还没发出去…正在重试. */
  failedTries: number;
}

/** What became of a send whose page may be gone by now. */
export type SendAnswer = { send: PendingSend } & ({ result: unknown } | { problem: ApiProblem['problem'] });

const STORAGE_NAME = 'shangju-pending-sends';
const RETRY_FIRST_MS = 1_000;
const RETRY_MAX_MS = 30_000;
/** Answers that say nothing about the outcome: the server is still at it, or could not attend to it. */
const TRY_AGAIN_CODES = new Set(['request-in-progress', 'rate-limited']);

/** What waits to be answered, oldest first. `usePendingSends((s) => s.waiting)` */
export const usePendingSends = create<{ waiting: PendingSend[] }>()(() => ({ waiting: [] }));

/**
 * Sends under a key that stays on the phone until the API has answered, through lost networks and restarts.
 * Resolves with the answer, however late; rejects with ApiProblem when the API refuses. Sends go out one by one,
 * in the order in which they were said.
 * @param about what it is in the person's words, for the page that shows what waits
 */
export function send<K extends SendKey>(
  endpoint: K,
  options: SendOptions<K>,
  about: string,
): Promise<CallResult<K>> {
  const personId = useSession.getState().person?.id;
  const pending: PendingSend = {
    key: newIdempotencyKey(),
    endpoint,
    options,
    about,
    personId,
    failedTries: 0,
  };
  const answer = new Promise<CallResult<K>>((resolve, reject) => {
    askers.set(pending.key, { resolve: resolve as (result: unknown) => void, reject });
  });
  change((waiting) => [...waiting, pending]);
  wake();
  return answer;
}

/** Takes up what an earlier run of the app left unanswered. Call once, at the start. */
export function resumePendingSends(): void {
  change((waiting) => waiting);
  onlineManager.subscribe((online) => online && wake());
  focusManager.subscribe((focused) => focused && wake());
  useSession.subscribe((now, before) => now.person?.id !== before.person?.id && wake());
  wake();
}

/** Hears of every answer, also of sends whose page is gone. Returns how to stop hearing. */
export function onSendAnswered(listener: (answer: SendAnswer) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const askers = new Map<string, { resolve(result: unknown): void; reject(failure: unknown): void }>();
const listeners = new Set<(answer: SendAnswer) => void>();
let working = false;
let retryTimer: ReturnType<typeof setTimeout> | undefined;

function wake(): void {
  clearTimeout(retryTimer);
  if (!working) void work();
}

async function work(): Promise<void> {
  working = true;
  try {
    for (let next = nextToSend(); next; next = nextToSend()) {
      if (!(await attempt(next))) {
        retryTimer = setTimeout(wake, retryDelayMs(next.failedTries));
        return;
      }
    }
  } finally {
    working = false;
  }
}

/** What was said by another person waits until they are back on this phone. */
function nextToSend(): PendingSend | undefined {
  const personId = useSession.getState().person?.id;
  return usePendingSends.getState().waiting.find((send) => send.personId === personId);
}

/** True when it was answered, for good or ill. */
async function attempt(pending: PendingSend): Promise<boolean> {
  try {
    const result: unknown = await api.call(pending.endpoint, {
      ...pending.options,
      idempotencyKey: pending.key,
    } as CallOptions<SendKey>);
    settle(pending, { send: pending, result });
    return true;
  } catch (failure) {
    if (failure instanceof ApiProblem && isAnswer(failure.problem)) {
      settle(pending, { send: pending, problem: failure.problem }, failure);
      return true;
    }
    change((waiting) =>
      waiting.map((send) =>
        send.key === pending.key ? { ...send, failedTries: send.failedTries + 1 } : send,
      ),
    );
    return false;
  }
}

/** A lost session (401) is no answer either: the send goes out when the person has signed in again. */
function isAnswer({ status, code }: ApiProblem['problem']): boolean {
  return status < 500 && status !== 401 && !TRY_AGAIN_CODES.has(code);
}

function settle(pending: PendingSend, answer: SendAnswer, failure?: ApiProblem): void {
  change((waiting) => waiting.filter((send) => send.key !== pending.key));
  const asker = askers.get(pending.key);
  askers.delete(pending.key);
  if (failure) asker?.reject(failure);
  else asker?.resolve('result' in answer ? answer.result : undefined);
  for (const listener of listeners) listener(answer);
}

/** Reads, changes and stores again: in a browser another tab may have written meanwhile. */
function change(next: (waiting: PendingSend[]) => PendingSend[]): void {
  const waiting = next(stored());
  phoneStorage.setItem(STORAGE_NAME, JSON.stringify(waiting));
  usePendingSends.setState({ waiting });
}

function stored(): PendingSend[] {
  const text = phoneStorage.getItem(STORAGE_NAME);
  if (text === null) return usePendingSends.getState().waiting;
  try {
    return JSON.parse(text) as PendingSend[];
  } catch {
    return [];
  }
}

function retryDelayMs(failedTries: number): number {
  return Math.min(RETRY_FIRST_MS * 2 ** failedTries, RETRY_MAX_MS);
}

/** Needs to be unlike any other, not hard to guess: a key works for its own person only. */
function newIdempotencyKey(): string {
  const random = () => Math.random().toString(36).slice(2, 12).padEnd(10, '0');
  return `${Date.now().toString(36)}-${random()}${random()}`;
}
