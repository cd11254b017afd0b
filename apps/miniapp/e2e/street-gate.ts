import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/**
 * Stands before the API as a reverse proxy does, and is the street's clock on the line: phones tell the time by the
 * `Date` of answers, which has to go with the database's clock when a test moves that.
 */
export class StreetGate {
  static async open(): Promise<StreetGate> {
    const gate = new StreetGate();
    gate.#server.listen(0, '127.0.0.1');
    await once(gate.#server, 'listening');
    return gate;
  }

  /** How far the street's clock is ahead of this machine's. */
  aheadMs = 0;
  /** Where the API answers. */
  api = '';
  /** What is wrong with the line; what changes something goes over it so. */
  trouble: 'none' | 'answers get lost' | 'everything comes twice' = 'none';
  readonly #server: Server = createServer((asked, answer) => {
    this.#pass(asked, answer).catch(() => answer.destroy());
  });

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async #pass(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const trouble = asked.method === 'GET' ? 'none' : this.trouble;
    const body = asked.method === 'GET' ? undefined : await buffer(asked);
    if (trouble === 'everything comes twice') (await this.#ask(asked, body, answer)).resume();
    const came = await this.#ask(asked, body, answer);
    if (trouble === 'answers get lost') {
      came.resume();
      answer.destroy();
      return;
    }
    const date = new Date(Date.now() + this.aheadMs).toUTCString();
    answer.writeHead(came.statusCode ?? 502, { ...came.headers, date });
    came.pipe(answer);
  }

  #ask(
    { url = '/', method, headers }: IncomingMessage,
    body: Buffer | undefined,
    answer: ServerResponse,
  ): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const asking = request(new URL(url, this.api), { method, headers }, resolve);
      asking.on('error', reject);
      // A phone that hangs up lets go of its stream.
      answer.on('close', () => asking.destroy());
      asking.end(body);
    });
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
