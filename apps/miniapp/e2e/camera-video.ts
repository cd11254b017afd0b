import { writeFileSync } from 'node:fs';
import encodeQR from 'qr';

const WIDTH_PX = 640;
const HEIGHT_PX = 480;
const PIXELS_PER_MODULE = 8;
const FRAMES = 4;

/** Writes a .y4m video of a QR code held before the camera, for `launchBrowser({ cameraFile })`. */
export function writeCameraVideo(file: string, text: string): void {
  const frame = Buffer.concat([
    Buffer.from('FRAME\n'),
    lumaOf(text),
    // Both colour planes neutral: grey.
    Buffer.alloc((WIDTH_PX * HEIGHT_PX) / 2, 128),
  ]);
  const head = Buffer.from(`YUV4MPEG2 W${WIDTH_PX} H${HEIGHT_PX} F10:1 Ip A1:1 C420mpeg2\n`);
  writeFileSync(file, Buffer.concat([head, ...Array.from({ length: FRAMES }, () => frame)]));
}

/** The code in the middle of a grey counter. */
function lumaOf(text: string): Buffer {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: 4 });
  const side = rows.length * PIXELS_PER_MODULE;
  const left = Math.floor((WIDTH_PX - side) / 2);
  const top = Math.floor((HEIGHT_PX - side) / 2);
  const luma = Buffer.alloc(WIDTH_PX * HEIGHT_PX, 140);
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      const dark = rows[Math.floor(y / PIXELS_PER_MODULE)]?.[Math.floor(x / PIXELS_PER_MODULE)];
      luma[(top + y) * WIDTH_PX + left + x] = dark ? 16 : 235;
    }
  }
  return luma;
}
