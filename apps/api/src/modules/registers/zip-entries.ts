import { constants, inflateRawSync } from 'node:zlib';

export interface ZipEntry {
  name: string;
  content: Buffer;
}

export interface ZipBounds {
  entriesMax: number;
  /** Of all entries together, unpacked. */
  bytesMax: number;
}

/**
 * Unpacks a ZIP archive (APPNOTE.TXT 6.3) in memory, never beyond its bounds: what an archive says of its own
 * sizes is not believed, every entry is unpacked against what is left.
 * @returns 'too-large' beyond the bounds, undefined where it is no archive of the plain kind
 */
export function unpackZip(
  archive: Buffer,
  { entriesMax, bytesMax }: ZipBounds,
): ZipEntry[] | 'too-large' | undefined {
  try {
    const directory = readDirectory(archive);
    if (!directory) return undefined;
    if (directory.entries > entriesMax) return 'too-large';
    const entries: ZipEntry[] = [];
    let at = directory.offset;
    let bytesLeft = bytesMax;
    for (let count = 0; count < directory.entries; count += 1) {
      const header = readHeader(archive, at);
      if (!header) return undefined;
      const content = unpack(header, bytesLeft);
      bytesLeft -= content.length;
      entries.push({ name: header.name, content });
      at = header.next;
    }
    return entries;
  } catch (error) {
    if (error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE')
      return 'too-large';
    // Offsets beyond the file and streams that are none: zlib and Buffer say so by throwing.
    return undefined;
  }
}

const END_OF_DIRECTORY = Buffer.from('PK\x05\x06', 'latin1');
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_ENTRY = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 1;

function readDirectory(archive: Buffer): { entries: number; offset: number } | undefined {
  const end = archive.lastIndexOf(END_OF_DIRECTORY);
  if (end < 0) return undefined;
  return { entries: archive.readUInt16LE(end + 10), offset: archive.readUInt32LE(end + 16) };
}

interface Header {
  name: string;
  method: number;
  packed: Buffer;
  next: number;
}

function readHeader(archive: Buffer, at: number): Header | undefined {
  if (archive.readUInt32LE(at) !== DIRECTORY_ENTRY) return undefined;
  const flags = archive.readUInt16LE(at + 8);
  const method = archive.readUInt16LE(at + 10);
  const packedBytes = archive.readUInt32LE(at + 20);
  const nameBytes = archive.readUInt16LE(at + 28);
  const local = archive.readUInt32LE(at + 42);
  if ((flags & ENCRYPTED) !== 0 || archive.readUInt32LE(local) !== LOCAL_ENTRY) return undefined;
  const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  if (start + packedBytes > archive.length) return undefined;
  return {
    name: archive.toString('utf8', at + 46, at + 46 + nameBytes),
    method,
    packed: archive.subarray(start, start + packedBytes),
    next: at + 46 + nameBytes + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32),
  };
}

function unpack({ method, packed }: Header, bytesLeft: number): Buffer {
  if (method === STORED && packed.length <= bytesLeft) return packed;
  if (method === STORED) throw tooLarge();
  if (method !== DEFLATED) throw new Error('a way of packing that spreadsheets do not use');
  if (bytesLeft === 0 && packed.length > 0) throw tooLarge();
  return inflateRawSync(packed, { maxOutputLength: bytesLeft, finishFlush: constants.Z_FINISH });
}

const tooLarge = () => Object.assign(new RangeError('beyond the bounds'), { code: 'ERR_BUFFER_TOO_LARGE' });
