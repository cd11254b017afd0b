export const FAULT_KINDS = [
  'api-killed',
  'database-killed',
  'backend-killed',
  'connections-cut',
  'connections-delayed',
  'cut-after-commit',
  'rows-locked',
  'connections-used-up',
  'jobs-twice',
  'clock-moved',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** Of what is broken a process may say so for this long: until its connections are new. */
const GRACE_MS = 4_000;

interface Window {
  kind: FaultKind;
  from: number;
  until: number;
}

/** When what was broken: what a 503 may be explained by. */
export class FaultLog {
  readonly #windows: Window[] = [];

  /** Notes a fault that lasts until the returned function is called. */
  begin(kind: FaultKind): () => void {
    const window = { kind, from: Date.now(), until: Number.POSITIVE_INFINITY };
    this.#windows.push(window);
    return () => {
      window.until = Date.now();
    };
  }

  /** Which fault may be why a request between these instants was not attended to. */
  explains(from: number, until: number): FaultKind | undefined {
    return this.#windows.find(
      (window) => BREAKS.has(window.kind) && window.from <= until && from <= window.until + GRACE_MS,
    )?.kind;
  }

  counts(): Record<string, number> {
    return Object.fromEntries(
      FAULT_KINDS.map((kind) => [kind, this.#windows.filter((window) => window.kind === kind).length]),
    );
  }
}

/** Jobs that run twice and a clock that moves are no reason to turn anybody away. */
const BREAKS: ReadonlySet<FaultKind> = new Set(
  FAULT_KINDS.filter((kind) => kind !== 'jobs-twice' && kind !== 'clock-moved'),
);
