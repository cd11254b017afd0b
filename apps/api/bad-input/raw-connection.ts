import { connect, type Socket } from 'node:net';
import { type Answer, answerReader } from './answer-reader.ts';
import type { BadRequest } from './request-bytes.ts';

/** What came back of one request, and when. */
export interface Exchange {
  /** Undefined where the connection ended before there was an answer. */
  answer: Answer | undefined;
  /** What is wrong with it as HTTP; undefined where nothing is. */
  fault: string | undefined;
  durationMs: number;
}

/** One client: it keeps its connection for as long as both sides can. */
export interface RawClient {
  send(request: BadRequest): Promise<Exchange>;
  close(): void;
}

const ANSWER_LIMIT_MS = 15_000;
/** Who ends their side before is taken for gone. */
const HALF_CLOSE_AFTER_MS = 200;

export function rawClient(port: number): RawClient {
  let kept: Socket | undefined;
  return {
    async send(request) {
      const socket = (!request.endsConnection && kept) || (await opened(port));
      if (socket === kept) kept = undefined;
      const exchange = await exchangeOn(socket, request);
      const reusable = !request.endsConnection && exchange.answer?.keepsAlive && exchange.fault === undefined;
      if (reusable && !socket.destroyed) kept = socket;
      else socket.destroy();
      // The other side may have ended an idle connection just when this was sent on it.
      if (exchange.fault === ENDED_WHILE_IDLE) return this.send(request);
      return exchange;
    },
    close: () => kept?.destroy(),
  };
}

const ENDED_WHILE_IDLE = 'ended while idle';

async function opened(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
  socket.removeAllListeners('error');
  // Connections that are kept may fail while nobody listens.
  socket.on('error', () => {});
  return socket;
}

async function exchangeOn(
  socket: Socket,
  { method, bytes, endsConnection, halfCloses }: BadRequest,
): Promise<Exchange> {
  const wasUsed = socket.bytesWritten > 0;
  const begin = performance.now();
  const reader = answerReader(method, endsConnection);
  const fault = await new Promise<string | undefined>((resolve) => {
    const limit = setTimeout(() => resolve(`no answer within ${ANSWER_LIMIT_MS} ms`), ANSWER_LIMIT_MS);
    let halfClose: NodeJS.Timeout | undefined;
    const done = (why: string | undefined) => {
      clearTimeout(limit);
      clearTimeout(halfClose);
      socket.removeListener('data', read);
      socket.removeListener('end', ended);
      socket.removeListener('error', failed);
      resolve(why);
    };
    const read = (chunk: Buffer) => {
      const progress = reader.read(chunk);
      if (progress !== 'more') done(progress === 'whole' ? undefined : progress);
    };
    const ended = () => {
      const progress = reader.end();
      done(progress === 'whole' ? undefined : progress);
    };
    const failed = (error: NodeJS.ErrnoException) => done(`connection: ${error.code}`);
    socket.on('data', read);
    socket.once('end', ended);
    socket.once('error', failed);
    socket.write(bytes);
    if (halfCloses) halfClose = setTimeout(() => socket.end(), HALF_CLOSE_AFTER_MS);
  });
  const nothingCame = reader.answer() === undefined && !reader.hasBegun();
  const lost = wasUsed && nothingCame && fault !== undefined && !fault.startsWith('no answer within');
  return {
    answer: reader.answer(),
    fault: lost ? ENDED_WHILE_IDLE : fault,
    durationMs: performance.now() - begin,
  };
}
