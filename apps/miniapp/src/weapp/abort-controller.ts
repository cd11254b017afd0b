/**
 * WeChat's JavaScript has no AbortController, and query-core makes one for every read. This is the part of
 * https://dom.spec.whatwg.org/#aborting-ongoing-activities that such libraries use; the build puts it in place of the
 * global (config/index.ts).
 */
export class AbortController {
  readonly signal = new AbortSignal();

  abort(reason?: unknown): void {
    this.signal.abort(reason ?? new Error('Aborted'));
  }
}

class AbortSignal {
  aborted = false;
  reason: unknown;
  onabort: (() => void) | null = null;
  readonly #listeners = new Set<() => void>();

  addEventListener(type: string, listener: () => void): void {
    if (type === 'abort') this.#listeners.add(listener);
  }

  removeEventListener(_type: string, listener: () => void): void {
    this.#listeners.delete(listener);
  }

  throwIfAborted(): void {
    if (this.aborted) throw this.reason;
  }

  /** For the controller only. */
  abort(reason: unknown): void {
    if (this.aborted) return;
    this.aborted = true;
    this.reason = reason;
    this.onabort?.();
    for (const listener of this.#listeners) listener();
    this.#listeners.clear();
  }
}
