import type { Memory } from './api-under-test.ts';

/** What one process holds after so many requests to all of them. */
export interface MemorySample extends Memory {
  sent: number;
}

export interface Trend {
  /** By how many bytes the line through the second half of the samples rises from its beginning to its end. */
  rises: number;
  /** Their mean. */
  mean: number;
}

/**
 * The first half of a run warms up: code is compiled, pools and caches fill. From then on a line is laid
 * through the samples (least squares); one that keeps rising is a leak.
 */
export function memoryTrend(samples: readonly MemorySample[], of: (memory: Memory) => number): Trend {
  const half = samples.slice(Math.floor(samples.length / 2));
  const points = half.map((sample) => ({ x: sample.sent, y: of(sample) }));
  const mean = meanOf(points.map(({ y }) => y));
  const meanX = meanOf(points.map(({ x }) => x));
  const spread = points.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0);
  if (spread === 0) return { rises: 0, mean };
  const slope = points.reduce((sum, { x, y }) => sum + (x - meanX) * (y - mean), 0) / spread;
  return { rises: slope * ((points.at(-1)?.x ?? 0) - (points[0]?.x ?? 0)), mean };
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
