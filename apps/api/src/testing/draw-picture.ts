import sharp, { type Sharp } from 'sharp';

/** A picture of two halves, red on the left and blue on the right, as sharp would go on with it. */
export function halves({ widthPx = 640, heightPx = 480 } = {}): Sharp {
  const left = Math.ceil(widthPx / 2);
  const red = { width: left, height: heightPx, channels: 3, background: 'red' } as const;
  return sharp({ create: { width: widthPx, height: heightPx, channels: 3, background: 'blue' } }).composite([
    { input: { create: red }, left: 0, top: 0 },
  ]);
}

/** A JPEG, as phones send them. */
export const drawPicture = (size: { widthPx?: number; heightPx?: number } = {}): Promise<Buffer> =>
  halves(size).jpeg().toBuffer();
