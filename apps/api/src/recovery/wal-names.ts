/** A position in the write-ahead log, as PostgreSQL writes it ("1/5A3F28"), in bytes since its beginning. */
export function positionOf(lsn: string): bigint {
  const [, high, low] = /^([0-9A-F]{1,8})\/([0-9A-F]{1,8})$/i.exec(lsn) ?? [];
  if (high === undefined || low === undefined) throw new RangeError(`${lsn} is no position in a log`);
  return (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`);
}

/** One file of the log: its number from the beginning, and the timeline that it was written on. */
export interface Segment {
  timeline: number;
  number: bigint;
}

const PER_LOG_ID_BYTES = 1n << 32n;

const hex = (value: bigint | number) => value.toString(16).toUpperCase().padStart(8, '0');

export function segmentName({ timeline, number }: Segment, segmentBytes: number): string {
  const perId = PER_LOG_ID_BYTES / BigInt(segmentBytes);
  return `${hex(timeline)}${hex(number / perId)}${hex(number % perId)}`;
}

/** Undefined where the name is none of a whole segment. */
export function segmentNamed(name: string, segmentBytes: number): Segment | undefined {
  const [, timeline, id, rest] = /^([0-9A-F]{8})([0-9A-F]{8})([0-9A-F]{8})$/.exec(name) ?? [];
  if (timeline === undefined || id === undefined || rest === undefined) return undefined;
  const perId = PER_LOG_ID_BYTES / BigInt(segmentBytes);
  return { timeline: Number(`0x${timeline}`), number: BigInt(`0x${id}`) * perId + BigInt(`0x${rest}`) };
}

export const historyName = (timeline: number): string => `${hex(timeline)}.history`;

/** The timeline whose history this is; each recovery begins one. */
export function historyNamed(name: string): number | undefined {
  const [, timeline] = /^([0-9A-F]{8})\.history$/.exec(name) ?? [];
  return timeline === undefined ? undefined : Number(`0x${timeline}`);
}

/** A stretch of one timeline; the last one is open. */
export interface Stretch {
  timeline: number;
  /** Of the segment in which it begins, and in which it ends. */
  from: bigint;
  until: bigint | undefined;
}

/** What came before a timeline and itself, oldest first, by its history file (of which timeline 1 has none). */
export function stretchesOf(timeline: number, history: string, segmentBytes: number): Stretch[] {
  const bytes = BigInt(segmentBytes);
  const ancestors = history
    .split('\n')
    .map((line) => /^\s*(\d+)\s+([0-9A-F]+\/[0-9A-F]+)/i.exec(line))
    .filter((match) => match !== null)
    .map(([, id, switchedAt]) => ({ id: Number(id), until: positionOf(switchedAt ?? '') / bytes }));
  const stretches: Stretch[] = [];
  let from = 0n;
  for (const { id, until } of ancestors) {
    stretches.push({ timeline: id, from, until });
    from = until;
  }
  return [...stretches, { timeline, from, until: undefined }];
}

/** Where a segment of this number may come from, best first: where a timeline ends and the next begins, from both. */
export const sourcesOf = (number: bigint, stretches: readonly Stretch[]): Segment[] =>
  stretches
    .filter(({ from, until }) => from <= number && (until === undefined || number <= until))
    .map(({ timeline }) => ({ timeline, number }))
    .toReversed();
