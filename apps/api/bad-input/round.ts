import type { ChangeLog } from './change-log.ts';
import { codeOf, complaintsOf, OVERLOADED } from './judge-answer.ts';
import type { Exchange, RawClient } from './raw-connection.ts';
import type { BadRequest } from './request-bytes.ts';
import { count, isAccepted, type Sent, type Tally } from './tally.ts';

export interface Numbered {
  index: number;
  request: BadRequest;
}

export interface RoundParts {
  clients: readonly RawClient[];
  changes: ChangeLog;
  tally: Tally;
}

/**
 * Sends requests and sees that what was refused changed nothing. Those that may well be accepted are sent one
 * by one with a look at the changes after each; all others at once, as many as there are clients. Where
 * some of these were accepted after all, the refused ones are sent again without them.
 */
export async function sendRound(requests: readonly Numbered[], parts: RoundParts): Promise<void> {
  const single = requests.filter(({ request }) => MAY_BE_ACCEPTED.has(request.kind));
  const many = requests.filter(({ request }) => !MAY_BE_ACCEPTED.has(request.kind));
  await sendTogether(many, parts);
  await sendOneByOne(single, parts);
}

const MAY_BE_ACCEPTED: ReadonlySet<string> = new Set(['sound', 'edges', 'strange upload']);

async function sendTogether(requests: readonly Numbered[], parts: RoundParts): Promise<void> {
  const sent = await inLanes(requests, parts);
  for (const one of sent) await look(one, parts);
  let refused = sent.filter(({ exchange }) => !isAccepted(exchange));
  let changed = await parts.changes.take();
  let explained = sent.length > refused.length;
  for (let again = 0; changed.length > 0 && explained && again < AGAIN_MAX; again += 1) {
    const resent = await inLanes(refused, parts);
    changed = await parts.changes.take();
    refused = resent.filter(({ exchange }) => !isAccepted(exchange));
    explained = resent.length > refused.length;
  }
  if (changed.length === 0) parts.tally.refusedWithoutChange += refused.length;
  else await findChanging(refused, parts);
}

const AGAIN_MAX = 3;

/** What refusals and looks may change nevertheless: this, and all of this. */
const MAY_CHANGE: Record<string, readonly string[]> = {
  // A refresh token that comes a second time was copied, so the session ends (RFC 9700 section 4.14.2).
  'POST /v1/auth/refresh': ['update sessions'],
  // A shop has its secret address from the first time that it looks at it.
  'GET /v1/merchants/{merchantId}/calendar': ['insert calendar_feeds'],
  // The row of a picture is there before its files, and gone again when it is refused.
  'POST /v1/pictures': ['delete pictures', 'insert pictures', 'update pictures'],
};

function isUnchanged(changed: readonly string[], { operation }: BadRequest): boolean {
  if (changed.length === 0) return true;
  const allowed = operation ? (MAY_CHANGE[`${operation.method} ${operation.path}`] ?? []) : [];
  return changed.join() === allowed.join();
}

async function findChanging(refused: readonly Numbered[], parts: RoundParts): Promise<void> {
  for (const { index, request } of refused) {
    const exchange = await sendBy(request, parts, 0);
    const changed = await parts.changes.take();
    if (isAccepted(exchange)) continue;
    if (isUnchanged(changed, request)) parts.tally.refusedWithoutChange += 1;
    else
      parts.tally.findings.add({ complaint: `refused, and changed: ${changed.join(', ')}`, index, request });
  }
}

async function sendOneByOne(requests: readonly Numbered[], parts: RoundParts): Promise<void> {
  const { tally, changes } = parts;
  for (const { index, request } of requests) {
    const exchange = await sendBy(request, parts, index);
    const changed = await changes.take();
    await look({ index, request, exchange }, parts);
    const isReading = request.method === 'GET' && isAccepted(exchange);
    if (isAccepted(exchange) && !isReading) continue;
    if (isUnchanged(changed, request)) tally.refusedWithoutChange += isReading ? 0 : 1;
    else
      tally.findings.add({
        complaint: `${isReading ? 'only read' : 'refused'}, and changed: ${changed.join(', ')}`,
        index,
        request,
      });
  }
}

const SLOW_MS = 1_000;
const ALONE_TIMES = 3;

/** Judges an answer; one that took long is asked for again when nothing else is. */
async function look(sent: Sent, parts: RoundParts): Promise<void> {
  const { index, request, exchange } = sent;
  const { tally } = parts;
  count(tally, sent);
  if (exchange.answer?.status === 503 && codeOf(exchange.answer) === OVERLOADED) {
    tally.overloaded += 1;
  } else {
    for (const complaint of complaintsOf(request, exchange))
      tally.findings.add({ complaint, index, request });
  }
  if (exchange.durationMs <= SLOW_MS) return;
  tally.slow.atFirst += 1;
  let shortestMs = Number.POSITIVE_INFINITY;
  for (let time = 0; time < ALONE_TIMES; time += 1) {
    shortestMs = Math.min(shortestMs, (await sendBy(request, parts, index)).durationMs);
  }
  if (shortestMs <= SLOW_MS) return;
  tally.slow.alone += 1;
  tally.findings.add({
    complaint: `takes over a second: ${Math.round(shortestMs)} ms alone`,
    index,
    request,
  });
}

async function inLanes(requests: readonly Numbered[], parts: RoundParts): Promise<Sent[]> {
  const waiting = [...requests];
  const sent: Sent[] = [];
  await Promise.all(
    parts.clients.map(async (client) => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        sent.push({ ...next, exchange: await client.send(next.request) });
      }
    }),
  );
  return sent;
}

function sendBy(request: BadRequest, { clients }: RoundParts, at: number): Promise<Exchange> {
  const client = clients[at % clients.length];
  if (!client) throw new Error('no client');
  return client.send(request);
}
