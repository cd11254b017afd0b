/** What happens, in order of time; what happens may put later things on it. */
export class Agenda {
  readonly #entries: { atMs: number; happen: () => void }[] = [];
  readonly #untilMs: number;

  /** @param until what lies after it has not happened yet and is left out */
  constructor(until: Date) {
    this.#untilMs = until.getTime();
  }

  /** Whether a thing of that time would still come to pass. */
  reaches(at: Date): boolean {
    return at.getTime() <= this.#untilMs;
  }

  /** Behind everything that is there for the same moment. */
  add(at: Date, happen: () => void): void {
    if (!this.reaches(at)) return;
    const atMs = at.getTime();
    const before = this.#entries.findLastIndex((entry) => entry.atMs <= atMs);
    this.#entries.splice(before + 1, 0, { atMs, happen });
  }

  run(): void {
    // Sees what is added behind the entry that is happening.
    for (const { happen } of this.#entries) happen();
  }
}
