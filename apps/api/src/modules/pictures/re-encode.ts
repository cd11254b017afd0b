import pLimit from 'p-limit';
import type { Sharp } from 'sharp';

/** A picture in both sizes, as WebP in sRGB without anything that the camera wrote into it. */
export interface ReEncoded {
  large: Buffer;
  small: Buffer;
  /** Of the large one, upright. */
  widthPx: number;
  heightPx: number;
}

export type ReEncodeOutcome =
  | { ok: true; picture: ReEncoded }
  | { ok: false; code: 'picture-unreadable' | 'picture-too-large' };

/** Longest edges: the large one fills a phone's screen sharply, the small one a third of it. */
const LARGE_EDGE_PX = 1_600;
const SMALL_EDGE_PX = 400;

/** Phones send 12 megapixels; a file of a few kilobytes can claim thousands. */
const PIXELS_MAX = 40_000_000;

/** A picture of 40 megapixels takes up to 160 MB while it is decoded. */
const DECODED_AT_ONCE = 2;

const LIMIT_SECONDS = 15;

/**
 * Makes a new picture of what was sent, upright, in two sizes. What it is, is told by its content: JPEG,
 * PNG or WebP, whatever its name says. A few are decoded at once in one process, the others wait.
 */
export const reEncode = (sent: Buffer): Promise<ReEncodeOutcome> => decoding(() => decode(sent));

const decoding = pLimit(DECODED_AT_ONCE);

let loading: Promise<typeof import('sharp').default> | undefined;

/** Some 25 MB with libvips: loaded for the first picture. */
function loadSharp() {
  loading ??= import('sharp').then(({ default: sharp }) => {
    // One thread for each picture: they are many rather than large. Nothing is decoded twice.
    sharp.concurrency(1);
    sharp.cache(false);
    // The one wall that a file can't talk its way around: libvips has no other decoders in this process.
    sharp.block({ operation: ['VipsForeignLoad'] });
    sharp.unblock({
      operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'],
    });
    return sharp;
  });
  return loading;
}

async function decode(sent: Buffer): Promise<ReEncodeOutcome> {
  const sharp = await loadSharp();
  try {
    const large = await fitted(sharp(sent, { limitInputPixels: PIXELS_MAX, failOn: 'error' }), LARGE_EDGE_PX);
    const small = await fitted(sharp(large.data), SMALL_EDGE_PX);
    const { width: widthPx, height: heightPx } = large.info;
    return { ok: true, picture: { large: large.data, small: small.data, widthPx, heightPx } };
  } catch (error) {
    return { ok: false, code: saysTooLarge(error) ? 'picture-too-large' : 'picture-unreadable' };
  }
}

/** Metadata is dropped, as sharp does unless told otherwise; the turn it told of is made first. */
function fitted(picture: Sharp, edgePx: number) {
  return picture
    .autoOrient()
    .resize({ width: edgePx, height: edgePx, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 80 })
    .timeout({ seconds: LIMIT_SECONDS })
    .toBuffer({ resolveWithObject: true });
}

const saysTooLarge = (error: unknown): boolean =>
  error instanceof Error && error.message.includes('exceeds pixel limit');
