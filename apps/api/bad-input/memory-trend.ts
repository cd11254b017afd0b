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
 * through the samples, as steep as the median of the slopes between any two (Theil and Sen): a leak rises between
 * nearly all of them, and one sample that was taken while a large body was still held tips nothing.
 */
export function memoryTrend(samples: readonly MemorySample[], of: (memory: Memory) => number): Trend {
  const half = samples.slice(Math.floor(samples.length / 2));
  const points = half.map((sample) => ({ x: sample.sent, y: of(sample) }));
  const mean = points.reduce((sum, { y }) => sum + y, 0) / Math.max(1, points.length);
  const slopes = points.flatMap((one, index) =>
    points
      .slice(index + 1)
      .filter(({ x }) => x !== one.x)
      .map((other) => (other.y - one.y) / (other.x - one.x)),
  );
  const slope = slopes.toSorted((one, other) => one - other)[Math.floor(slopes.length / 2)] ?? 0;
  return { rises: slope * ((points.at(-1)?.x ?? 0) - (points[0]?.x ?? 0)), mean };
}
