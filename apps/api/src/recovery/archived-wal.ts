import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createGunzip, gunzip } from 'node:zlib';
import { archiveFolder } from './archive.ts';
import { copyFile } from './copy-file.ts';
import { type Manifest, RecoveryError } from './manifest.ts';
import {
  historyName,
  historyNamed,
  positionOf,
  type Segment,
  type Stretch,
  segmentName,
  segmentNamed,
  sourcesOf,
  stretchesOf,
} from './wal-names.ts';

/** How far the archive goes on from a backup, without a gap. */
export interface ArchivedWal {
  timeline: number;
  segments: number;
  /** What ends it before its end: a sentence about the segment that is missing or damaged. */
  brokenBy: string | undefined;
}

/**
 * Copies into a folder what a recovery of this backup can read: each segment once it was found to be whole,
 * up to the end of the archive or the first that is missing or damaged.
 * @param asked.timeline which of several to follow; the newest that goes on from the backup, if undefined
 */
export async function copyArchivedWal(asked: {
  from: string;
  manifest: Manifest;
  to: string;
  timeline: number | undefined;
  owner: { uid: number; gid: number } | undefined;
}): Promise<ArchivedWal> {
  const { manifest, owner } = asked;
  const { segmentBytes } = manifest;
  const archive = archiveFolder(asked.from);
  const there = await namesIn(archive);
  const { timeline, stretches } = await wayFrom(archive, there, manifest, asked.timeline);
  for (const name of there) {
    if (historyNamed(name) !== undefined)
      await copyFile(fileOf(archive, name), fileOf(asked.to, name), { owner });
  }
  let number = positionOf(manifest.startLsn) / BigInt(segmentBytes);
  const last = (positionOf(manifest.stopLsn) - 1n) / BigInt(segmentBytes);
  let segments = 0;
  let brokenBy: string | undefined;
  for (; ; number += 1n) {
    const sources = sourcesOf(number, stretches);
    const name = sources
      .map((source) => segmentName(source, segmentBytes))
      .find((source) => there.has(source));
    if (name === undefined) {
      if (goesOnBeyond(number, there, stretches, segmentBytes) || number <= last) {
        brokenBy = `The segment ${segmentName(sources[0] ?? { timeline, number }, segmentBytes)} of the archive is missing.`;
      }
      break;
    }
    const wrong = await wrongWith(fileOf(archive, name), name, manifest);
    if (wrong !== undefined) {
      brokenBy = `The segment ${name} of the archive is damaged: ${wrong}.`;
      break;
    }
    await copyFile(fileOf(archive, name), fileOf(asked.to, name), { owner });
    segments += 1;
  }
  if (number <= last) {
    throw new RecoveryError(
      `${brokenBy} The backup of ${manifest.endedAt} can't be used without it; take another one.`,
    );
  }
  return { timeline, segments, brokenBy };
}

const fileOf = (folder: string, name: string) => path.join(folder, `${name}.gz`);

async function namesIn(archive: string): Promise<Set<string>> {
  const files = await readdir(archive).catch(() => {
    throw new RecoveryError(`There is no archive in ${archive}: it belongs to the backup.`);
  });
  return new Set(files.filter((file) => file.endsWith('.gz')).map((file) => file.slice(0, -'.gz'.length)));
}

interface Way {
  timeline: number;
  stretches: Stretch[];
}

async function wayFrom(
  archive: string,
  there: ReadonlySet<string>,
  { timeline: own, startLsn, segmentBytes }: Manifest,
  wanted: number | undefined,
): Promise<Way> {
  const start = positionOf(startLsn) / BigInt(segmentBytes);
  const ways: Way[] = [];
  for (const timeline of new Set([own, ...timelinesIn(there)])) {
    const stretches = await stretchesTo(timeline, archive, there, segmentBytes);
    const goesOn = stretches.some(
      (stretch) => stretch.timeline === own && (stretch.until === undefined || stretch.until >= start),
    );
    if (goesOn) ways.push({ timeline, stretches });
  }
  const way = ways
    .filter(({ timeline }) => wanted === undefined || timeline === wanted)
    .toSorted((one, other) => other.timeline - one.timeline)[0];
  if (way) return way;
  const known = ways.map(({ timeline }) => timeline).join(', ');
  throw new RecoveryError(`Timeline ${wanted} does not go on from this backup; those that do: ${known}.`);
}

function timelinesIn(there: ReadonlySet<string>): number[] {
  return [...there].map(historyNamed).filter((timeline) => timeline !== undefined);
}

async function stretchesTo(
  timeline: number,
  archive: string,
  there: ReadonlySet<string>,
  segmentBytes: number,
): Promise<Stretch[]> {
  const name = historyName(timeline);
  if (!there.has(name)) return stretchesOf(timeline, '', segmentBytes);
  const history = await promisify(gunzip)(await readFile(fileOf(archive, name))).catch((error: Error) => {
    throw new RecoveryError(`The history ${name} of the archive is damaged: ${error.message}.`);
  });
  return stretchesOf(timeline, history.toString('utf8'), segmentBytes);
}

function goesOnBeyond(
  number: bigint,
  there: ReadonlySet<string>,
  stretches: readonly Stretch[],
  segmentBytes: number,
): boolean {
  return [...there].some((name) => {
    const segment: Segment | undefined = segmentNamed(name, segmentBytes);
    return (
      segment !== undefined &&
      segment.number > number &&
      sourcesOf(segment.number, stretches).some(({ timeline }) => timeline === segment.timeline)
    );
  });
}

/** Of the head of each segment (XLogLongPageHeaderData in xlog_internal.h), which is in the order of bytes of this machine. */
const HEAD_BYTES = 40;
const POSITION_AT = 8;
const SYSTEM_AT = 24;

/** What is wrong with an archived segment: gzip keeps a checksum over it, PostgreSQL where and whose it is. */
async function wrongWith(file: string, name: string, manifest: Manifest): Promise<string | undefined> {
  const { segmentBytes, systemIdentifier } = manifest;
  const head = Buffer.alloc(HEAD_BYTES);
  let bytes = 0;
  try {
    await pipeline(createReadStream(file), createGunzip(), async (chunks: AsyncIterable<Buffer>) => {
      for await (const chunk of chunks) {
        if (bytes < HEAD_BYTES) chunk.copy(head, bytes);
        bytes += chunk.length;
      }
    });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  if (bytes !== segmentBytes) return `it has ${bytes} bytes instead of ${segmentBytes}`;
  if (head.readBigUInt64LE(SYSTEM_AT).toString() !== systemIdentifier) return 'it is of another database';
  const number = head.readBigUInt64LE(POSITION_AT) / BigInt(segmentBytes);
  if (number !== segmentNamed(name, segmentBytes)?.number) return 'it is another segment under this name';
  return undefined;
}
