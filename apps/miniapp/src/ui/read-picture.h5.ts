import decodeQR from 'qr/decode.js';

/** Longer side of what is searched: enough for a code across a counter, small enough for an old phone. */
const LONGER_SIDE_PX = 1024;

/** What the code in a picture file says; undefined when none was found or it is no picture. */
export async function readPicture(file: File): Promise<string | undefined> {
  try {
    const bitmap = await createImageBitmap(file);
    const text = readPixels(bitmap, bitmap.width, bitmap.height);
    bitmap.close();
    return text;
  } catch {
    return undefined;
  }
}

/** What the code in the video's present frame says. */
export function readFrame(video: HTMLVideoElement): string | undefined {
  return readPixels(video, video.videoWidth, video.videoHeight);
}

let canvas: HTMLCanvasElement | undefined;

function readPixels(source: CanvasImageSource, width: number, height: number): string | undefined {
  if (width === 0 || height === 0) return undefined;
  const shrink = Math.min(1, LONGER_SIDE_PX / Math.max(width, height));
  canvas ??= document.createElement('canvas');
  canvas.width = Math.round(width * shrink);
  canvas.height = Math.round(height * shrink);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return undefined;
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  try {
    return decodeQR(context.getImageData(0, 0, canvas.width, canvas.height));
  } catch {
    // The decoder throws where it sees no code.
    return undefined;
  }
}
