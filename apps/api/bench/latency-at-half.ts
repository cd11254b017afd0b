import type { ApiProcess } from './api-process.ts';
import type { LoadGenerator } from './load-generator.ts';
import type { Act } from './load-plan.ts';
import type { Goal, Line } from './report.ts';
import { figuresOf } from './rounds.ts';

/** Below these, at half of what the process can do at most. */
const P99_MS = 25;
const EVENT_LOOP_DELAY_MS = 20;
const MEMORY_MB = 200;

/**
 * A process that stood idle while requests were got ready is slow for a moment, and what queued up meanwhile takes
 * longer to be gone: that is a start, not half of the top rate.
 */
export const SETTLE_SECONDS = 2;

/** How long answers take at half the top rate, and what the process needs for it. */
export async function latencyAtHalf(
  { api, load, connections }: { api: ApiProcess; load: LoadGenerator; connections: number },
  topPerSecond: number,
  rounds: number,
  each: () => Promise<{ act: Act; until: { seconds: number } | { requests: number } }>,
): Promise<{ lines: Line[]; goals: Goal[] }> {
  const perSecond = topPerSecond / 2;
  const p50s: number[] = [];
  const p99s: number[] = [];
  const delays: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const { act, until } = await each();
    await api.eventLoopDelayP99Ms();
    const result = await load.run({
      port: api.port,
      connections,
      act,
      until,
      pace: { kind: 'open', perSecond },
      settleSeconds: SETTLE_SECONDS,
    });
    delays.push(await api.eventLoopDelayP99Ms());
    if (result.refusal !== undefined) throw new Error(`refused: ${result.refusal}`);
    p50s.push(result.latencyMs.p50);
    p99s.push(result.latencyMs.p99);
  }
  const memory = await api.peakMemoryMb();
  const [p50, p99, delay] = [figuresOf(p50s), figuresOf(p99s), figuresOf(delays)];
  const at = `at ${Math.round(perSecond).toLocaleString('en')}/s`;
  return {
    lines: [
      { what: `p50 ${at}`, figures: p50, unit: 'ms' },
      { what: `p99 ${at}`, figures: p99, unit: 'ms' },
      { what: `event loop delay p99 ${at}`, figures: delay, unit: 'ms' },
      ...(memory === undefined
        ? []
        : [{ what: 'memory of the API process, at most', figures: figuresOf([memory]), unit: 'MB' }]),
    ],
    goals: [
      { what: 'p99 at half the top rate, ms', figure: p99.median, below: P99_MS },
      { what: 'event loop delay p99, ms', figure: delay.median, below: EVENT_LOOP_DELAY_MS },
      ...(memory === undefined
        ? []
        : [{ what: 'memory of one API process, MB', figure: memory, below: MEMORY_MB }]),
    ],
  };
}
