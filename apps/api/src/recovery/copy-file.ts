import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import path from 'node:path';

/** A file as a manifest knows it. */
export interface FileDigest {
  bytes: number;
  /** In hex. */
  sha256: string;
}

interface Owner {
  uid: number;
  gid: number;
}

const CHUNK_BYTES = 256 * 1024;

/**
 * Copies what is in a file, never over one that is there.
 * @param options.sync whether it is on the disk when this ends
 * @returns what was written
 */
export async function copyFile(
  from: string,
  to: string,
  { owner, sync = false }: { owner?: Owner | undefined; sync?: boolean },
): Promise<FileDigest> {
  await using source = await open(from, 'r');
  await using copy = await open(to, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600);
  const digest = await digestOf(source, (chunk) => copy.writeFile(chunk));
  if (owner) await copy.chown(owner.uid, owner.gid);
  if (sync) await copy.sync();
  return digest;
}

export async function digestOfFile(file: string): Promise<FileDigest> {
  await using source = await open(file, 'r');
  // Awaited here: the handle is closed when this ends.
  return await digestOf(source);
}

async function digestOf(
  source: FileHandle,
  onChunk: (chunk: Buffer) => Promise<unknown> = async () => {},
): Promise<FileDigest> {
  const hash = createHash('sha256');
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  let bytes = 0;
  for (;;) {
    const { bytesRead } = await source.read(chunk, 0, CHUNK_BYTES);
    if (bytesRead === 0) break;
    const read = chunk.subarray(0, bytesRead);
    hash.update(read);
    await onChunk(read);
    bytes += bytesRead;
  }
  return { bytes, sha256: hash.digest('hex') };
}

/** Brings names to the disk, as `sync` of a handle brings what is in a file. */
export async function syncFolder(folder: string): Promise<void> {
  await using handle = await open(folder, 'r');
  await handle.sync();
}

/** Makes a folder and those above it, for whoever is to own them. */
export async function makeFolder(top: string, below: string, owner?: Owner): Promise<void> {
  let folder = top;
  for (const name of ['', ...below.split(path.sep).filter((part) => part !== '')]) {
    folder = path.join(folder, name);
    const made = await mkdir(folder, { recursive: true, mode: 0o700 });
    if (made === undefined || !owner) continue;
    await using handle = await open(folder, 'r');
    await handle.chown(owner.uid, owner.gid);
  }
}
