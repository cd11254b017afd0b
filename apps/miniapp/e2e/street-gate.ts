import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

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
  readonly #server: Server = createServer((asked, answer) => {
    const { url = '/', method, headers } = asked;
    const passedOn = request(new URL(url, this.api), { method, headers }, (came) => {
      const date = new Date(Date.now() + this.aheadMs).toUTCString();
      answer.writeHead(came.statusCode ?? 502, { ...came.headers, date });
      came.pipe(answer);
    });
    passedOn.on('error', () => answer.destroy());
    answer.on('close', () => passedOn.destroy());
    asked.pipe(passedOn);
  });

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
