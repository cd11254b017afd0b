import { once } from 'node:events';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** So often a line keeps the connection alive through proxies. */
const HEARTBEAT_MS = 20_000;

/** Answers with server-sent events, one for each value, until either side ends it. */
export async function sendEvents(
  request: FastifyRequest,
  reply: FastifyReply,
  values: AsyncIterable<unknown>,
): Promise<FastifyReply> {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  raw.write(': ready\n\n');
  const heartbeat = setInterval(() => raw.write(': still here\n\n'), HEARTBEAT_MS);
  try {
    for await (const value of values) {
      if (raw.destroyed) break;
      if (!raw.write(`data: ${JSON.stringify(value)}\n\n`)) await once(raw, 'drain');
    }
  } catch (error) {
    request.log.warn({ err: error }, 'event stream ended');
  } finally {
    clearInterval(heartbeat);
    raw.end();
  }
  return reply;
}
