import type { CallOptions, CallResult } from '@shangju/client';
import type { Contracts, EndpointKey } from '@shangju/contracts';
import { focusManager, onlineManager } from '@tanstack/react-query';
import { create } from 'zustand';
import { ApiProblem, api } from './api';
import { newIdempotencyKey } from './idempotency-key';
import { dropOldPictures, dropPicture } from './kept-pictures';
import { LostPicture } from './lost-picture';
import { phoneStorage } from './phone-storage';
import { uploadPicture } from './picture-upload';
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
  /** Tries that brought no answer, of this or of what goes before it; above 0 the page says that it waits. */
  failedTries: number;
  /** Pictures that go ahead, and whose ids it then names as `pictureIds` of its body. */
  pictures?: PendingPicture[];
}

export interface PendingPicture {
  /** Its own idempotency key. */
  key: string;
  /** Its name among the pictures kept on the phone. */
  file: string;
  /** Once it has arrived; null when it never will: refused, or gone from the phone. */
  id?: string | null;
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
export async function send<K extends SendKey>(
  endpoint: K,
  options: SendOptions<K>,
  about: string,
): Promise<CallResult<K>> {
  return enqueue<K>(await newPending(endpoint, options, about));
}

/** The answer, or that none came yet: then it waits on the phone, and whoever asked can go on. */
export type SentOrKept<K extends SendKey> = { kept: false; answer: CallResult<K> } | { kept: true };

/**
 * As `send`, for acts that must not hold up their person where there is no network: tells after the first try
 * without an answer that it waits. `onSendAnswered` hears what becomes of it.
 * @param pictures names of kept pictures; they arrive before it, once each, and leave the phone with its answer
 */
export async function sendOrKeep<K extends SendKey>(
  endpoint: K,
  options: SendOptions<K>,
  about: string,
  pictures: readonly string[] = [],
): Promise<SentOrKept<K>> {
  const pending = await newPending(endpoint, options, about, pictures);
  const answered = enqueue<K>(pending).then((answer): SentOrKept<K> => ({ kept: false, answer }));
  const kept = new Promise<SentOrKept<K>>((resolve) => {
    const stop = usePendingSends.subscribe(({ waiting }) => {
      const mine = waiting.find(({ key }) => key === pending.key);
      if (mine && mine.failedTries === 0) return;
      stop();
      if (mine) resolve({ kept: true });
    });
  });
  return Promise.race([answered, kept]);
}

async function newPending(
  endpoint: SendKey,
  options: object,
  about: string,
  pictures: readonly string[] = [],
): Promise<PendingSend> {
  const personId = useSession.getState().person?.id;
  const [key, ...pictureKeys] = await Promise.all([newIdempotencyKey(), ...pictures.map(newIdempotencyKey)]);
  return {
    key,
    endpoint,
    options,
    about,
    personId,
    failedTries: 0,
    ...(pictures.length > 0
      ? { pictures: pictures.map((file, place) => ({ key: pictureKeys[place] as string, file })) }
      : {}),
  };
}

function enqueue<K extends SendKey>(pending: PendingSend): Promise<CallResult<K>> {
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

/** Drops pictures that were kept for something never sent. Call where new ones are about to be taken. */
export function dropUnneededPictures(): void {
  const needed = usePendingSends.getState().waiting.flatMap(({ pictures = [] }) => pictures);
  void dropOldPictures(new Set(needed.map(({ file }) => file)));
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
    const ready = await uploadPictures(pending);
    const result: unknown = await api.call(ready.endpoint, {
      ...withPictureIds(ready),
      idempotencyKey: ready.key,
    } as CallOptions<SendKey>);
    settle(ready, { send: ready, result });
    for (const { file } of ready.pictures ?? []) void dropPicture(file);
    return true;
  } catch (failure) {
    if (failure instanceof ApiProblem && isAnswer(failure.problem)) {
      settle(pending, { send: pending, problem: failure.problem }, failure);
      return true;
    }
    // What stands behind it waits for the same network.
    change((waiting) =>
      waiting.map((send) =>
        send.personId === pending.personId ? { ...send, failedTries: send.failedTries + 1 } : send,
      ),
    );
    return false;
  }
}

/** Brings those over that have not arrived yet; what came of each is noted at once, for the next run of the app. */
async function uploadPictures(pending: PendingSend): Promise<PendingSend> {
  if (!pending.pictures) return pending;
  const pictures: PendingPicture[] = [];
  for (const picture of pending.pictures) {
    const id = picture.id === undefined ? await pictureId(picture) : picture.id;
    pictures.push({ ...picture, id });
    const known = [...pictures, ...pending.pictures.slice(pictures.length)];
    change((waiting) =>
      waiting.map((send) => (send.key === pending.key ? { ...send, pictures: known } : send)),
    );
  }
  return { ...pending, pictures };
}

async function pictureId({ key, file }: PendingPicture): Promise<string | null> {
  try {
    return (await uploadPicture(file, key)).id;
  } catch (failure) {
    if (failure instanceof LostPicture) return null;
    if (failure instanceof ApiProblem && isAnswer(failure.problem)) return null;
    throw failure;
  }
}

function withPictureIds({ options, pictures }: PendingSend): object {
  if (!pictures) return options;
  const { body } = options as { body?: object };
  return { ...options, body: { ...body, pictureIds: pictures.flatMap(({ id }) => id ?? []) } };
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
