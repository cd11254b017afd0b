import { buffer } from 'node:stream/consumers';
import type { Disk } from 'flydrive';
import type { ReEncoded } from './re-encode.ts';

export const PICTURE_SIZES = ['large', 'small'] as const;
export type PictureSize = (typeof PICTURE_SIZES)[number];

/** Where the files of pictures lie; which pictures there are is the database's to know. */
export interface PictureStorage {
  put(id: string, picture: Pick<ReEncoded, PictureSize>): Promise<void>;
  get(id: string, size: PictureSize): Promise<Buffer>;
  /** Nothing where there is nothing: it can be done twice. */
  remove(id: string): Promise<void>;
}

export function pictureStorage(disk: Disk): PictureStorage {
  return {
    async put(id, picture) {
      await Promise.all(PICTURE_SIZES.map((size) => disk.put(fileOf(id, size), picture[size])));
    },
    // By its stream: flydrive hands out the bytes of a local file with what lies around them in memory.
    get: async (id, size) => buffer(await disk.getStream(fileOf(id, size))),
    async remove(id) {
      await Promise.all(PICTURE_SIZES.map((size) => disk.delete(fileOf(id, size))));
    },
  };
}

/** Below the folder or in the bucket: all that is there of a picture. */
export const filesOfPicture = (id: string): string[] => PICTURE_SIZES.map((size) => fileOf(id, size));

/** Spread over 256 folders by the end of the id, which is random; its beginning is the time. */
const fileOf = (id: string, size: PictureSize): string => `${id.slice(-2)}/${id}-${size}.webp`;
