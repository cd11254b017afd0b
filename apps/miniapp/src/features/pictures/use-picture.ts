import { useCallback, useEffect, useState } from 'react';
import { releaseFile } from '@/services/file-transport';
import { fetchFile } from '@/services/files';

export type PictureSize = 'small' | 'large';

/** How far a picture is on its way to the phone. */
export type PictureRead =
  | { state: 'coming' }
  | { state: 'here'; address: string }
  | { state: 'failed'; failure: unknown };

/** A picture that only those see who may, at an address of this phone; let go of with its component. */
export function usePicture(pictureId: string, size: PictureSize): PictureRead & { retry: () => void } {
  const [read, setRead] = useState<PictureRead>(COMING);
  const [tries, setTries] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another try is another reading
  useEffect(() => {
    let over = false;
    let held: string | undefined;
    setRead(COMING);
    fetchPicture(pictureId, size).then(
      (address) => {
        if (over) return releaseFile(address);
        held = address;
        setRead({ state: 'here', address });
      },
      (failure: unknown) => {
        if (!over) setRead({ state: 'failed', failure });
      },
    );
    return () => {
      over = true;
      if (held !== undefined) releaseFile(held);
    };
  }, [pictureId, size, tries]);
  return { ...read, retry: useCallback(() => setTries((count) => count + 1), []) };
}

/** The address of a picture on this phone, to be released by whoever asked. */
export function fetchPicture(pictureId: string, size: PictureSize): Promise<string> {
  return fetchFile('GET /v1/pictures/{pictureId}', { params: { pictureId }, query: { size } });
}

const COMING: PictureRead = { state: 'coming' };
