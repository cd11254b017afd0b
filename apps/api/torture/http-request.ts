import { Agent, request } from 'node:http';
import type { Answer, AnswerBody } from './act-book.ts';

interface Asked {
  port: number;
  method: 'GET' | 'POST';
  path: string;
  token: string;
  key?: string;
  body?: object | undefined;
  /** How long the client has patience. */
  patienceMs: number;
  /** The client hangs up so long after it has sent. */
  hangUpAfterMs?: number | undefined;
}

/** No answer came. */
export class NoAnswer extends Error {}

const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });

/** @throws NoAnswer with why */
export function ask(asked: Asked): Promise<Answer> {
  const payload = asked.body === undefined ? undefined : JSON.stringify(asked.body);
  return new Promise((resolve, reject) => {
    const sent = request({
      agent,
      host: '127.0.0.1',
      port: asked.port,
      method: asked.method,
      path: asked.path,
      headers: {
        authorization: `Bearer ${asked.token}`,
        ...(payload === undefined
          ? {}
          : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) }),
        ...(asked.key === undefined ? {} : { 'idempotency-key': asked.key }),
      },
    });
    const lose = (why: string) => {
      clearTimeout(patience);
      clearTimeout(hangUp);
      sent.destroy();
      reject(new NoAnswer(why));
    };
    const patience = setTimeout(() => lose('no answer in time'), asked.patienceMs);
    const hangUp =
      asked.hangUpAfterMs === undefined ? undefined : setTimeout(() => lose('hung up'), asked.hangUpAfterMs);
    sent.on('error', (error) => lose(error.message));
    sent.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', (error) => lose(error.message));
      response.on('aborted', () => lose('cut in the middle of the answer'));
      response.on('end', () => {
        clearTimeout(patience);
        clearTimeout(hangUp);
        const contentType = response.headers['content-type'] ?? '';
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({ status: response.statusCode ?? 0, contentType, body: readBody(contentType, text) });
      });
    });
    sent.end(payload);
  });
}

/** What is no JSON has none of the members that are read. */
function readBody(contentType: string, text: string): AnswerBody {
  if (!contentType.includes('json')) return {};
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
