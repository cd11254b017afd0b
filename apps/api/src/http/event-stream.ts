import { once } from 'node:events';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** So often a line keeps the connection alive through proxies. */
const HEARTBEAT_MS = 20_000;

/**
 * Answers with server-sent events, one for each value, until either side ends it.
 * @param signal aborts when the other side is gone, or this one is closing
 */
export async function sendEvents(
  request: FastifyRequest,
  reply: FastifyReply,
  values: AsyncIterable<unknown>,
  signal: AbortSignal,
): Promise<FastifyReply> {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    connection: 'close',
    'x-accel-buffering': 'no',
  });
  raw.write(': ready\n\n');
  const heartbeat = setInterval(() => raw.write(': still here\n\n'), HEARTBEAT_MS);
  try {
    for await (const value of values) {
      if (signal.aborted) break;
      if (!raw.write(`data: ${JSON.stringify(value)}\n\n`)) await once(raw, 'drain', { signal });
    }
  } catch (error) {
    if (!signal.aborted) request.log.warn({ err: error }, 'event stream ended');
  } finally {
    clearInterval(heartbeat);
    raw.end();
  }
  return reply;
}
