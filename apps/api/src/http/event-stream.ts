import { once } from 'node:events';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** So often a line keeps the connection alive through proxies, and so often it is asked who still may listen. */
export const HEARTBEAT_MS = 20_000;

/**
 * Answers with server-sent events, one for each value, until either side ends it.
 * @param stream.gone aborts when the other side is gone, or this one is closing
 * @param stream.stillMay asked at each heartbeat: a stream ends with the session or the role that it was opened with
 */
export async function sendEvents(
  request: FastifyRequest,
  reply: FastifyReply,
  values: AsyncIterable<unknown>,
  stream: { gone: AbortController; heartbeatMs: number; stillMay(): Promise<boolean> },
): Promise<FastifyReply> {
  const { gone, heartbeatMs, stillMay } = stream;
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    connection: 'close',
    'x-accel-buffering': 'no',
  });
  raw.write(': ready\n\n');
  const heartbeat = setInterval(() => {
    raw.write(': still here\n\n');
    // Who can't be asked about is not let listen on: the page comes again when the database does.
    stillMay().then(
      (may) => may || gone.abort(),
      () => gone.abort(),
    );
  }, heartbeatMs);
  try {
    for await (const value of values) {
      if (gone.signal.aborted) break;
      if (!raw.write(`data: ${JSON.stringify(value)}\n\n`)) await once(raw, 'drain', { signal: gone.signal });
    }
  } catch (error) {
    if (!gone.signal.aborted) request.log.warn({ err: error }, 'event stream ended');
  } finally {
    clearInterval(heartbeat);
    raw.end();
  }
  return reply;
}
