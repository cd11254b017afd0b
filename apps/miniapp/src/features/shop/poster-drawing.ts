import { qrRows } from '@/ui/qr-picture';

/** A5 upright at 150 dots an inch: sharp enough for a code to be read at arm's length. */
export const POSTER_WIDTH_PX = 874;
export const POSTER_HEIGHT_PX = 1240;

export interface Poster {
  shopName: string;
  /** What the code says. */
  url: string;
}

export const POSTER_CALL = '扫一扫，看看能换什么';
export const POSTER_NOTE = '签到攒积分，请扫店家手机上会变的码';

/** What both platforms' canvases have. */
type Pen = Pick<
  CanvasRenderingContext2D,
  'fillStyle' | 'font' | 'textAlign' | 'textBaseline' | 'fillRect' | 'fillText' | 'measureText'
>;

const INK = '#1d1b1a';
const INK_SOFT = '#5c5651';
const RED = '#b4231a';
const MARGIN_PX = 72;
const FONT = '"PingFang SC", "HarmonyOS Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif';

/** Draws the poster on a canvas of POSTER_WIDTH_PX × POSTER_HEIGHT_PX: the shop, its code, and what it is for. */
export function drawPoster(pen: Pen, { shopName, url }: Poster): void {
  pen.fillStyle = '#ffffff';
  pen.fillRect(0, 0, POSTER_WIDTH_PX, POSTER_HEIGHT_PX);
  pen.fillStyle = RED;
  pen.fillRect(0, 0, POSTER_WIDTH_PX, 20);
  write(pen, shopName, { baselinePx: 180, sizePx: 88, weight: 700, colour: INK });
  write(pen, POSTER_CALL, { baselinePx: 262, sizePx: 44, weight: 600, colour: RED });
  drawCode(pen, url, { topPx: 290, sidePx: 800 });
  write(pen, POSTER_NOTE, { baselinePx: 1116, sizePx: 34, weight: 400, colour: INK_SOFT });
  write(pen, '商居共治', { baselinePx: 1178, sizePx: 30, weight: 400, colour: INK_SOFT });
}

interface Line {
  baselinePx: number;
  sizePx: number;
  weight: number;
  colour: string;
}

/** One centred line, smaller where it would not fit. */
function write(pen: Pen, text: string, { baselinePx, sizePx, weight, colour }: Line): void {
  const setSize = (px: number) => {
    pen.font = `${weight} ${px}px ${FONT}`;
  };
  const roomPx = POSTER_WIDTH_PX - 2 * MARGIN_PX;
  setSize(sizePx);
  const widthPx = pen.measureText(text).width;
  if (widthPx > roomPx) setSize(Math.floor((sizePx * roomPx) / widthPx));
  pen.fillStyle = colour;
  pen.textAlign = 'center';
  pen.textBaseline = 'alphabetic';
  pen.fillText(text, POSTER_WIDTH_PX / 2, baselinePx);
}

/** Whole pixels for each module, so that edges stay sharp. */
function drawCode(pen: Pen, url: string, { topPx, sidePx }: { topPx: number; sidePx: number }): void {
  const rows = qrRows(url);
  const modulePx = Math.floor(sidePx / rows.length);
  const leftPx = Math.round((POSTER_WIDTH_PX - modulePx * rows.length) / 2);
  pen.fillStyle = '#000000';
  rows.forEach((row, y) => {
    row.forEach((dark, x) => {
      if (dark) pen.fillRect(leftPx + x * modulePx, topPx + y * modulePx, modulePx, modulePx);
    });
  });
}
