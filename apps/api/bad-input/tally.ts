import { collectFindings, type Findings } from './findings.ts';
import type { Exchange } from './raw-connection.ts';
import type { BadRequest } from './request-bytes.ts';

export interface Sent {
  /** Of the request in the run, counted from 0. */
  index: number;
  request: BadRequest;
  exchange: Exchange;
}

/** What a run counts. */
export interface Tally {
  sent: number;
  /** By status, and by how connections ended where there was none. */
  byStatus: Record<string, number>;
  byKind: Record<string, { sent: number; accepted: number }>;
  slowest: { index: number; durationMs: number; what: string }[];
  /** Those over a second: how many at first, and how many again when they were asked alone. */
  slow: { atFirst: number; alone: number };
  /** Refused ones of which it was seen that they changed nothing. */
  refusedWithoutChange: number;
  /** Of processes that say that they have too much to do. */
  overloaded: number;
  findings: Findings;
}

const SLOWEST_KEPT = 8;

export const newTally = (): Tally => ({
  sent: 0,
  byStatus: {},
  byKind: {},
  slowest: [],
  slow: { atFirst: 0, alone: 0 },
  refusedWithoutChange: 0,
  overloaded: 0,
  findings: collectFindings(),
});

export function count(tally: Tally, { index, request, exchange }: Sent): void {
  const { answer, durationMs, fault } = exchange;
  tally.sent += 1;
  const status = answer ? String(answer.status) : (fault ?? 'none');
  tally.byStatus[status] = (tally.byStatus[status] ?? 0) + 1;
  const kind = tally.byKind[request.kind] ?? { sent: 0, accepted: 0 };
  tally.byKind[request.kind] = {
    sent: kind.sent + 1,
    accepted: kind.accepted + (isAccepted(exchange) ? 1 : 0),
  };
  if (durationMs > (tally.slowest.at(-1)?.durationMs ?? 0) || tally.slowest.length < SLOWEST_KEPT) {
    tally.slowest.push({ index, durationMs, what: whatItIs(request) });
    tally.slowest.sort((one, other) => other.durationMs - one.durationMs);
    tally.slowest.length = Math.min(tally.slowest.length, SLOWEST_KEPT);
  }
}

export const isAccepted = ({ answer }: Exchange): boolean => answer !== undefined && answer.status < 400;

const whatItIs = ({ kind, method, operation, bytes }: BadRequest): string =>
  `${kind}: ${operation ? `${operation.method} ${operation.path}` : `${method} ${bytes.toString('latin1', 0, 60).split(/[\r\n]/)[0]}`}, ${bytes.length} bytes`;
