import { Disk } from 'flydrive';
import { FSDriver } from 'flydrive/drivers/fs';

/** Where pictures are kept: a folder of this machine, or a bucket of anything that speaks S3. */
export type PicturePlace =
  | { kind: 'folder'; folder: string }
  | {
      kind: 's3';
      bucket: string;
      region: string;
      /** Undefined: that of Amazon for the region. */
      endpoint: string | undefined;
      accessKeyId: string;
      secretAccessKey: string;
      /** The bucket in the path of the address instead of before its host. */
      pathStyle: boolean;
    };

export async function pictureDisk(place: PicturePlace): Promise<Disk> {
  if (place.kind === 'folder')
    return new Disk(new FSDriver({ location: place.folder, visibility: 'private' }));
  // Brings Amazon's client along, which is a lot to load for those who keep a folder.
  const { S3Driver } = await import('flydrive/drivers/s3');
  return new Disk(
    new S3Driver({
      bucket: place.bucket,
      region: place.region,
      ...(place.endpoint === undefined ? {} : { endpoint: place.endpoint }),
      credentials: { accessKeyId: place.accessKeyId, secretAccessKey: place.secretAccessKey },
      forcePathStyle: place.pathStyle,
      // Others that speak S3 know neither these nor the checksums that Amazon's client adds by itself.
      supportsACL: false,
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      visibility: 'private',
    }),
  );
}
