import { once } from 'node:events';
import { createConnection, createServer, type Server, type Socket } from 'node:net';

/**
 * Stands between one API process and PostgreSQL, and breaks what goes through it: cuts connections, holds them up,
 * or lets a COMMIT through and cuts before its answer comes back.
 */
export class DatabaseProxy implements AsyncDisposable {
  readonly #server: Server;
  readonly #lines = new Set<Line>();
  readonly #state: ProxyState = { delayMs: 0, stalled: false, commitsToCut: 0, commitsCut: 0 };

  private constructor(upstream: string) {
    this.#server = createServer((client) => {
      const line = new Line(client, createConnection({ path: upstream, allowHalfOpen: true }), this.#state);
      this.#lines.add(line);
      line.onEnd(() => this.#lines.delete(line));
    });
  }

  /** @param upstream the socket that PostgreSQL listens on */
  static async start(upstream: string): Promise<DatabaseProxy> {
    const proxy = new DatabaseProxy(upstream);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get port(): number {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the proxy does not listen');
    return address.port;
  }

  /** Commits whose answer never came back. */
  get commitsCut(): number {
    return this.#state.commitsCut;
  }

  /** Cuts the connections that `which` says yes to. */
  cut(which: () => boolean): void {
    for (const line of [...this.#lines]) if (which()) line.cut();
  }

  /** From now on everything takes this much longer, each way; 0 is as ever. */
  delay(delayMs: number): void {
    this.#state.delayMs = delayMs;
  }

  /** Nothing goes through until `resume`. */
  stall(): void {
    this.#state.stalled = true;
  }

  resume(): void {
    this.#state.stalled = false;
    for (const line of this.#lines) line.flush();
  }

  /** The next so many commits happen, and whoever asked for them never hears of it. */
  cutAfterCommits(count: number): void {
    this.#state.commitsToCut = count;
  }

  /** As if nothing had ever been broken. */
  heal(): void {
    this.delay(0);
    this.cutAfterCommits(0);
    this.resume();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const line of [...this.#lines]) line.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

interface ProxyState {
  delayMs: number;
  stalled: boolean;
  commitsToCut: number;
  commitsCut: number;
}

/** The simple query `commit`, as pg sends it, and what PostgreSQL says to it (protocol 3.0, sections 53.7 and 53.8). */
const COMMIT = Buffer.from('Q\0\0\0\u000bcommit\0', 'latin1');
const COMMITTED = Buffer.from('C\0\0\0\u000bCOMMIT\0', 'latin1');
const ROLLED_BACK = Buffer.from('C\0\0\0\u000dROLLBACK\0', 'latin1');

/** One connection through the proxy. */
class Line {
  readonly #client: Socket;
  readonly #upstream: Socket;
  readonly #state: ProxyState;
  readonly #there: Lane;
  readonly #back: Lane;
  /** What came back since a commit that is to be cut was sent. */
  #withheld: Buffer | undefined;

  constructor(client: Socket, upstream: Socket, state: ProxyState) {
    this.#client = client;
    this.#upstream = upstream;
    this.#state = state;
    this.#there = new Lane(upstream, state);
    this.#back = new Lane(client, state);
    client.setNoDelay();
    client.on('data', (chunk: Buffer) => {
      if (state.commitsToCut > 0 && !this.#withheld && chunk.includes(COMMIT)) {
        state.commitsToCut -= 1;
        this.#withheld = Buffer.alloc(0);
      }
      this.#there.send(chunk);
    });
    upstream.on('data', (chunk: Buffer) => this.#takeBack(chunk));
    // Whoever ends by itself has said its last word before.
    upstream.on('end', () => this.#back.end());
    client.on('end', () => this.#there.end());
    // A reset is what the proxy is for.
    for (const socket of [client, upstream]) socket.on('error', () => this.cut());
    upstream.on('close', () => client.destroyed || this.#back.end());
    client.on('close', () => this.cut());
  }

  onEnd(listener: () => void): void {
    this.#client.once('close', listener);
  }

  cut(): void {
    this.#there.close();
    this.#back.close();
    this.#client.resetAndDestroy();
    this.#upstream.destroy();
  }

  flush(): void {
    this.#there.flush();
    this.#back.flush();
  }

  #takeBack(chunk: Buffer): void {
    if (!this.#withheld) {
      this.#back.send(chunk);
      return;
    }
    this.#withheld = Buffer.concat([this.#withheld, chunk]);
    if (this.#withheld.includes(COMMITTED)) {
      this.#state.commitsCut += 1;
      this.cut();
    } else if (this.#withheld.includes(ROLLED_BACK)) {
      this.#back.send(this.#withheld);
      this.#withheld = undefined;
    }
  }
}

/** One direction: keeps the order, whatever the delay. */
class Lane {
  readonly #to: Socket;
  readonly #state: ProxyState;
  #waiting: { chunk: Buffer; dueAt: number }[] = [];
  #timer: NodeJS.Timeout | undefined;
  #ending = false;

  constructor(to: Socket, state: ProxyState) {
    this.#to = to;
    this.#state = state;
  }

  send(chunk: Buffer): void {
    const { delayMs, stalled } = this.#state;
    if (delayMs === 0 && !stalled && this.#waiting.length === 0) {
      this.#to.write(chunk);
      return;
    }
    this.#waiting.push({ chunk, dueAt: performance.now() + delayMs });
    this.flush();
  }

  flush(): void {
    clearTimeout(this.#timer);
    if (this.#state.stalled) return;
    const now = performance.now();
    while (this.#waiting[0] && this.#waiting[0].dueAt <= now) {
      const next = this.#waiting.shift();
      if (next) this.#to.write(next.chunk);
    }
    const [first] = this.#waiting;
    if (!first && this.#ending) this.#to.end();
    if (first) this.#timer = setTimeout(() => this.flush(), Math.max(1, first.dueAt - now));
  }

  /** Once all that waits has gone through. */
  end(): void {
    this.#ending = true;
    this.flush();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#waiting = [];
  }
}
