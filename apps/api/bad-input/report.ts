import type { Memory } from './api-under-test.ts';
import type { Finding } from './findings.ts';
import { memoryTrend } from './memory-trend.ts';
import type { RunResult } from './run-bad-input.ts';

const MB = 1024 ** 2;
/** Beyond noise: a hundred bytes a request that are never given back would be twice as much in a long run. */
const HEAP_RISES_MAX = 3 * MB;
/** What the allocator keeps moves more than what is in use. */
const RSS_RISES_MAX = 24 * MB;
/** Load is bounded so that no process has too much to do; a busy machine may still make it so for a moment. */
const OVERLOADED_SHARE_MAX = 0.0001;

/** Of fewer no line says anything: a short run is all warm-up. */
const SAMPLES_MIN = 20;

/** Beyond it others were at work, and a request may have waited for them. */
const QUIET_LOAD_MAX = 1;

const HELD = (memory: Memory) => memory.heapUsed + memory.external;
const RSS = (memory: Memory) => memory.rss;

/** Everything that makes a run fail, in words. */
export function failuresOf({ tally, memory, loadBefore, errors, filesOfNobody }: RunResult): string[] {
  const leaks = memory
    .filter(({ length }) => length >= SAMPLES_MIN)
    .flatMap((samples, at) => {
      const [held, rss] = [memoryTrend(samples, HELD), memoryTrend(samples, RSS)];
      return [
        ...(held.rises > HEAP_RISES_MAX
          ? [`process ${at + 1} holds ${inMb(held.rises)} MB more at the end of its second half`]
          : []),
        ...(rss.rises > RSS_RISES_MAX
          ? [`process ${at + 1} takes ${inMb(rss.rises)} MB more at the end of its second half`]
          : []),
      ];
    });
  return [
    ...tally.findings.sorts().map(({ complaint, count }) => `${count} × ${complaint}`),
    ...(tally.overloaded > OVERLOADED_SHARE_MAX * tally.sent + 1 ? [`${tally.overloaded} × overloaded`] : []),
    ...(tally.slow.atFirst > 0 && loadBefore <= QUIET_LOAD_MAX
      ? [`${tally.slow.atFirst} × over a second on a quiet machine`]
      : []),
    ...leaks,
    ...(errors.length > 0 ? [`${errors.length} errors in the log of the API`] : []),
    ...(filesOfNobody > 0 ? [`${filesOfNobody} files of pictures that no row knows of`] : []),
  ];
}

export function reportOf(result: RunResult): string {
  const { seed, durationMs, loadBefore, tally, memory, overASecondInside, errors } = result;
  const failures = failuresOf(result);
  return [
    `seed ${seed}: ${tally.sent} requests in ${Math.round(durationMs / 1000)} s, load before ${loadBefore.toFixed(1)}`,
    '',
    ...table(Object.entries(tally.byStatus).map(([status, count]) => [status, String(count)])),
    '',
    ...table([
      ['kind', 'sent', 'accepted'],
      ...Object.entries(tally.byKind).map(([kind, { sent, accepted }]) => [
        kind,
        String(sent),
        String(accepted),
      ]),
    ]),
    '',
    `refused, and seen to have changed nothing: ${tally.refusedWithoutChange}`,
    `overloaded: ${tally.overloaded}`,
    `over a second: ${tally.slow.atFirst} at first, ${tally.slow.alone} of them also alone; in the processes themselves: ${JSON.stringify(overASecondInside)}`,
    'slowest:',
    ...tally.slowest.map(
      ({ index, durationMs: ms, what }) => `  ${Math.round(ms)} ms  no. ${index}  ${what}`,
    ),
    ...memory.flatMap((samples, at) => memoryLines(samples, at)),
    '',
    ...tally.findings.sorts().flatMap((finding) => findingLines(seed, finding)),
    ...errors.slice(0, ERRORS_SHOWN),
    failures.length === 0
      ? 'nothing found'
      : `FOUND:\n${failures.map((failure) => `  ${failure}`).join('\n')}`,
    '',
  ].join('\n');
}

const ERRORS_SHOWN = 20;
const inMb = (bytes: number): string => (bytes / MB).toFixed(1);

function memoryLines(samples: RunResult['memory'][number], at: number): string[] {
  const [held, rss] = [memoryTrend(samples, HELD), memoryTrend(samples, RSS)];
  const every = Math.max(1, Math.floor(samples.length / 10));
  const shown = samples.filter((_, index) => index % every === 0 || index === samples.length - 1);
  return [
    `memory of process ${at + 1} in MB, after garbage: ${shown.map((sample) => `${inMb(HELD(sample))} of ${inMb(RSS(sample))}`).join(', ')}`,
    `  second half: holds ${inMb(held.mean)}, ${inMb(held.rises)} more at its end (at most ${inMb(HEAP_RISES_MAX)}); takes ${inMb(rss.mean)}, ${inMb(rss.rises)} more (at most ${inMb(RSS_RISES_MAX)})`,
  ];
}

const BYTES_SHOWN = 1_200;

function findingLines(
  seed: number,
  { complaint, index, request, count }: Finding & { count: number },
): string[] {
  const { bytes, kind, halfCloses } = request;
  const text = [...bytes.subarray(0, BYTES_SHOWN)].map(escaped).join('');
  return [
    `${count} × ${complaint}`,
    `  no. ${index} (${kind}), again: pnpm bad-input --seed ${seed} --only ${index}`,
    bytes.length <= BYTES_SHOWN
      ? `  printf '${text}' | nc ${halfCloses ? '-N ' : ''}127.0.0.1 8080`
      : `  ${bytes.length} bytes that begin with '${text.slice(0, 600)}'`,
    '',
  ];
}

/** As `printf` of a shell reads it within quotes. */
function escaped(byte: number): string {
  if (byte === 0x0d) return '\\r';
  if (byte === 0x0a) return '\\n';
  const isPlain = byte >= 0x20 && byte < 0x7f && byte !== 0x27 && byte !== 0x5c && byte !== 0x25;
  return isPlain ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, '0')}`;
}

function table(rows: readonly string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  '),
  );
}
