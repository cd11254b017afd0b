/** What one run of requests asks for; handed to the process that sends them. */
export interface LoadPlan {
  port: number;
  connections: number;
  act: Act;
  pace: Pace;
  until: { seconds: number } | { requests: number };
  /** Requests that are due before count for nothing but as work; they come before `until.seconds`. */
  settleSeconds?: number;
  /** When to begin, in ms since 1970; absent: as soon as everything is prepared. */
  beginAtMs?: number;
  /** Number of the first request: each run counts on from where the last one ended, so that no key comes twice. */
  from: number;
}

export type Act =
  /** Residents and shops by chance; at one shop, or at all. */
  | { kind: 'redeem'; residents: number; merchants: number; oneMerchant: boolean }
  /** At the first half of the shops; `from` numbers the visits. */
  | { kind: 'check-in'; residents: number; merchants: number }
  /** The n-th household votes, from 1. */
  | { kind: 'cast'; ballotId: string; units: number }
  /** Reads as one of these callers. */
  | { kind: 'read'; path: string; callers: { as: 'resident' | 'staff'; count: number } };

export type Pace =
  /** Each connection sends its next request when the last is answered. */
  | { kind: 'closed' }
  /**
   * So many a second, by chance as from people who don't know of each other (Poisson), whatever the answers
   * take. Times count from when a request was due, so that a pause is not hidden by asking less in it.
   */
  | { kind: 'open'; perSecond: number };

export interface LoadResult {
  /** Answers by status. */
  statuses: Record<string, number>;
  good: number;
  /** From the first request to the last good answer. */
  seconds: number;
  goodPerSecond: number;
  latencyMs: { p50: number; p99: number; max: number };
  /** Share of one core that sending took. */
  senderCpu: number;
  /** Of an answer that was not good: what it said. */
  refusal: string | undefined;
  /** Number of the next run's first request. */
  next: number;
}
