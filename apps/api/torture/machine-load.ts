import { availableParallelism, loadavg } from 'node:os';

const EVERY_MS = 100;
/** Beyond this the machine did not get to this process, and to no other either. */
const LATE_MS = 150;
/** How long after such a moment the API may say that it has too much to do. */
const GRACE_MS = 3_000;

/** When the machine had more to do than it can: what `overloaded` may be explained by. */
export class MachineLoad implements AsyncDisposable {
  readonly #late: number[] = [];
  readonly #timer: NodeJS.Timeout;
  #due = Date.now() + EVERY_MS;

  constructor() {
    this.#timer = setInterval(() => {
      const now = Date.now();
      const [lastMinute = 0] = loadavg();
      if (now - this.#due > LATE_MS || lastMinute > availableParallelism()) this.#late.push(now);
      this.#due = now + EVERY_MS;
    }, EVERY_MS);
  }

  wasTooMuch(from: number, until: number): boolean {
    return this.#late.some((at) => at >= from - GRACE_MS && at <= until + EVERY_MS);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer);
  }
}
