import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import fastifyPlugin from 'fastify-plugin';
import { newId } from '../new-id.ts';
import { Refusal, toProblem } from './problem.ts';

/** What Node's parser could not read gets a problem too, before the connection ends. */
export function answerUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  endWith(socket, BY_NODE_CODE[error.code ?? ''] ?? 'request-unreadable');
}

/** What Node hands to nobody: a tunnel, and expectations that it does not know. */
export const unroutable = fastifyPlugin(
  async (app: FastifyInstance) => {
    app.server.on('connect', (_request: IncomingMessage, socket: Duplex) =>
      endWith(socket, 'request-unreadable'),
    );
    app.server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
      const { status, body } = problemOf('expectation-failed');
      response.writeHead(status, {
        'content-type': 'application/problem+json; charset=utf-8',
        'content-length': Buffer.byteLength(body),
        connection: 'close',
      });
      response.end(request.method === 'HEAD' ? undefined : body);
    });
  },
  { name: 'unroutable' },
);

const BY_NODE_CODE: Record<string, Refusal['code']> = {
  HPE_HEADER_OVERFLOW: 'headers-too-large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 'body-too-large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request-timeout',
};

function endWith(socket: Duplex, code: Refusal['code']): void {
  const { status, body } = problemOf(code);
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: application/problem+json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

function problemOf(code: Refusal['code']): { status: number; body: string } {
  const problem = toProblem(new Refusal(code, undefined), newId());
  return { status: problem.status, body: JSON.stringify(problem) };
}
