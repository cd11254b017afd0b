import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface KeepAliveConnection {
  /** Sends one request; its answer is told to `onAnswer` before the next may be sent. */
  send(request: Buffer): void;
  close(): void;
}

/**
 * A connection that asks one thing after another and reads of an answer only what it must: its status and
 * how long it is. A client library would cost more than the server that is to be measured.
 */
export async function keepAliveConnection(
  port: number,
  { onAnswer, onLost }: { onAnswer(status: number, answer: Buffer): void; onLost(error: Error): void },
): Promise<KeepAliveConnection> {
  let begun: Buffer | undefined;
  const socket: Socket = connect({
    host: '127.0.0.1',
    port,
    noDelay: true,
    onread: {
      buffer: Buffer.allocUnsafe(READ_BYTES),
      callback(bytes, buffer) {
        const now = Buffer.from(buffer.buffer, buffer.byteOffset, bytes);
        const answer = begun ? Buffer.concat([begun, now]) : now;
        // The piece of memory is read into again: what is not yet whole is kept in another.
        if (isWhole(answer)) {
          begun = undefined;
          onAnswer(statusOf(answer), answer);
        } else begun = Buffer.from(answer);
        return true;
      },
    },
  });
  await once(socket, 'connect');
  socket.on('error', onLost);
  socket.on('close', () => onLost(new Error('the API closed a connection')));
  return {
    send: (request) => void socket.write(request),
    close() {
      socket.removeAllListeners('close');
      socket.destroy();
    },
  };
}

const READ_BYTES = 64 * 1024;

const HEAD_END = Buffer.from('\r\n\r\n');
const LENGTH_NAME = Buffer.from('\r\ncontent-length: ');

function isWhole(answer: Buffer): boolean {
  const headEnd = answer.indexOf(HEAD_END);
  if (headEnd < 0) return false;
  const lengthAt = answer.indexOf(LENGTH_NAME);
  if (lengthAt < 0 || lengthAt > headEnd) throw new Error(`an answer without a length: ${answer}`);
  return answer.length >= headEnd + HEAD_END.length + digitsAt(answer, lengthAt + LENGTH_NAME.length);
}

const ZERO = 0x30;
const NINE = 0x39;

function digitsAt(bytes: Buffer, at: number): number {
  let number = 0;
  for (let place = at; ; place += 1) {
    const digit = bytes[place] ?? 0;
    if (digit < ZERO || digit > NINE) return number;
    number = number * 10 + digit - ZERO;
  }
}

/** Behind `HTTP/1.1 `. */
const statusOf = (answer: Buffer): number => digitsAt(answer, 9);
