import {
  DRAWN_INK,
  DRAWN_INK_SOFT,
  DRAWN_RED,
  type DrawnLine,
  type DrawnPicture,
  drawLine,
  type Pen,
} from '@/ui/drawn-text';
import { qrRows } from '@/ui/qr-picture';

/** A5 upright at 150 dots an inch: sharp enough for a code to be read at arm's length. */
const WIDTH_PX = 874;
const HEIGHT_PX = 1240;
const MARGIN_PX = 72;

export interface Poster {
  shopName: string;
  /** What the code says. */
  url: string;
}

export const POSTER_CALL = '扫一扫，看看能换什么';
export const POSTER_NOTE = '签到攒积分，请扫店家手机上会变的码';

/** The poster: the shop, its code, and what it is for. */
export function posterPicture(poster: Poster): DrawnPicture {
  return { widthPx: WIDTH_PX, heightPx: HEIGHT_PX, draw: (pen) => drawPoster(pen, poster) };
}

function drawPoster(pen: Pen, { shopName, url }: Poster): void {
  pen.fillStyle = '#ffffff';
  pen.fillRect(0, 0, WIDTH_PX, HEIGHT_PX);
  pen.fillStyle = DRAWN_RED;
  pen.fillRect(0, 0, WIDTH_PX, 20);
  write(pen, shopName, { baselinePx: 180, sizePx: 88, weight: 700, colour: DRAWN_INK });
  write(pen, POSTER_CALL, { baselinePx: 262, sizePx: 44, weight: 600, colour: DRAWN_RED });
  drawCode(pen, url, { topPx: 290, sidePx: 800 });
  write(pen, POSTER_NOTE, { baselinePx: 1116, sizePx: 34, weight: 400, colour: DRAWN_INK_SOFT });
  write(pen, '商居共治', { baselinePx: 1178, sizePx: 30, weight: 400, colour: DRAWN_INK_SOFT });
}

function write(pen: Pen, text: string, line: DrawnLine): void {
  drawLine(pen, text, line, { widthPx: WIDTH_PX, marginPx: MARGIN_PX });
}

/** Whole pixels for each module, so that edges stay sharp. */
function drawCode(pen: Pen, url: string, { topPx, sidePx }: { topPx: number; sidePx: number }): void {
  const rows = qrRows(url);
  const modulePx = Math.floor(sidePx / rows.length);
  const leftPx = Math.round((WIDTH_PX - modulePx * rows.length) / 2);
  pen.fillStyle = '#000000';
  rows.forEach((row, y) => {
    row.forEach((dark, x) => {
      if (dark) pen.fillRect(leftPx + x * modulePx, topPx + y * modulePx, modulePx, modulePx);
    });
  });
}
