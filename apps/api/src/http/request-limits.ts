import type { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import fastifyPlugin from 'fastify-plugin';
import { refuse } from './problem.ts';

/** A body of JSON: the longest that a contract allows is a third of it. Files have bounds of their own. */
export const BODY_BYTES_MAX = 64 * 1024;
/** Of the first line and all headers together. */
export const HEADER_BYTES_MAX = 16 * 1024;
/** Browsers and proxies send some thirty. */
export const HEADERS_MAX = 100;
/** As RFC 9110 section 4.1 recommends at the least. */
export const ADDRESS_CHARACTERS_MAX = 8_000;
/** Contracts nest six deep. */
export const JSON_DEPTH_MAX = 32;
/**
 * A connection that is closed while a body still comes in is reset, and the sender never reads why: so the rest is
 * read and dropped, up to this much and no longer than this.
 */
const DROPPED_BYTES_MAX = 16 * 1024 * 1024;
const DROPPING_MS_MAX = 5_000;
const LOOK_EVERY_MS = 100;

/** Bounds what a request may be before any route looks at it. Node itself bounds the bytes of headers. */
export const requestLimits = fastifyPlugin(
  async (app: FastifyInstance) => {
    // Node drops what is beyond, so that one more is let in to be seen.
    app.server.maxHeadersCount = HEADERS_MAX + 1;
    app.addHook('onRequest', async ({ raw }) => {
      if (raw.rawHeaders.length / 2 > HEADERS_MAX) refuse('headers-too-large');
      if ((raw.url?.length ?? 0) > ADDRESS_CHARACTERS_MAX) refuse('address-too-long');
      // RFC 9112 section 3.2.
      if (raw.httpVersion === '1.1' && raw.headers.host === undefined) refuse('request-unreadable');
    });
    app.addHook('onResponse', async ({ raw }) => dropRest(raw));
    const parse = app.getDefaultJsonParser('error', 'error');
    app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
      if (jsonDepth(body) > JSON_DEPTH_MAX) refuse('body-unreadable');
      parse(request, body, done);
    });
  },
  { name: 'request-limits' },
);

function dropRest(request: IncomingMessage): void {
  const { socket } = request;
  // Requests that are put in without a network have all there is of them.
  if (!(socket instanceof Socket) || request.complete || socket.destroyed) return;
  const begin = { ms: performance.now(), bytes: socket.bytesRead };
  const look = setInterval(() => {
    if (request.complete || socket.destroyed) return clearInterval(look);
    const isBeyond =
      socket.bytesRead - begin.bytes > DROPPED_BYTES_MAX || performance.now() - begin.ms > DROPPING_MS_MAX;
    if (isBeyond) socket.destroy();
  }, LOOK_EVERY_MS);
  look.unref();
}

/** How deep arrays and objects nest in a text of JSON; what is no JSON has some depth too. */
export function jsonDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case QUOTE:
        at = endOfString(text, at);
        break;
      case OPEN_BRACKET:
      case OPEN_BRACE:
        depth += 1;
        deepest = Math.max(deepest, depth);
        break;
      case CLOSE_BRACKET:
      case CLOSE_BRACE:
        depth -= 1;
        break;
    }
  }
  return deepest;
}

const [QUOTE, BACKSLASH, OPEN_BRACKET, CLOSE_BRACKET, OPEN_BRACE, CLOSE_BRACE] = [34, 92, 91, 93, 123, 125];

function endOfString(text: string, begin: number): number {
  for (let at = begin + 1; at < text.length; at += 1) {
    const character = text.charCodeAt(at);
    if (character === QUOTE) return at;
    if (character === BACKSLASH) at += 1;
  }
  return text.length;
}
