import { endOnSignal } from '../bench/end-on-signal.ts';

/** What was started, to be ended in the opposite order: at the end, when something fails, or on Ctrl-C. */
export class ClosingOrder implements AsyncDisposable {
  readonly #ends: (() => Promise<unknown>)[] = [];
  readonly #forget = endOnSignal(() => this.#endAll());

  use<Started extends AsyncDisposable>(started: Started): Started {
    this.defer(async () => started[Symbol.asyncDispose]());
    return started;
  }

  defer(end: () => Promise<unknown>): void {
    this.#ends.push(end);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#forget();
    await this.#endAll();
  }

  async #endAll(): Promise<void> {
    for (let end = this.#ends.pop(); end; end = this.#ends.pop()) await end();
  }
}
