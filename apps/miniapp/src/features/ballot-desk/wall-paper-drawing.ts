import {
  brokenLines,
  DRAWN_INK,
  DRAWN_INK_SOFT,
  DRAWN_RED,
  type DrawnPicture,
  type Pen,
} from '@/ui/drawn-text';
import { qrRows } from '@/ui/qr-picture';
import type { WallPaper } from './wall-paper';

/** A4 upright at 150 dots an inch. */
const WIDTH_PX = 1240;
const HEIGHT_PX = 1754;
const MARGIN_PX = 100;
const ROOM_PX = WIDTH_PX - 2 * MARGIN_PX;
const LABEL_PX = 210;
const CODE_PX = 400;
const LARGE_CODE_PX = 560;

/** The sheet as a picture, to be printed from anywhere. */
export function wallPaperPicture(paper: WallPaper): DrawnPicture {
  return { widthPx: WIDTH_PX, heightPx: HEIGHT_PX, draw: (pen) => drawWallPaper(pen, paper) };
}

function drawWallPaper(pen: Pen, paper: WallPaper): void {
  pen.fillStyle = '#ffffff';
  pen.fillRect(0, 0, WIDTH_PX, HEIGHT_PX);
  pen.fillStyle = DRAWN_RED;
  pen.fillRect(0, 0, WIDTH_PX, 24);
  pen.textBaseline = 'alphabetic';
  pen.textAlign = 'left';

  const write = writerFrom(pen, 72);
  write(paper.from, { sizePx: 32, weight: 400, colour: DRAWN_INK_SOFT, linesMax: 1 });
  write(paper.kind, { sizePx: 60, weight: 700, colour: DRAWN_RED, linesMax: 1 });
  write(paper.title, { sizePx: 76, weight: 700, colour: DRAWN_INK, linesMax: 4 });
  write(paper.sentence, { sizePx: 42, weight: 600, colour: DRAWN_INK, linesMax: 5 });
  if (paper.text !== '') write(paper.text, { sizePx: 34, weight: 400, colour: DRAWN_INK, linesMax: 6 });
  for (const { label, words } of paper.facts) {
    write(words, { sizePx: 34, weight: 400, colour: DRAWN_INK, linesMax: 4, label });
  }
  drawFoot(pen, paper);
}

interface Written {
  sizePx: number;
  weight: number;
  colour: string;
  linesMax: number;
  label?: string;
}

const LINE_HEIGHT = 1.4;

/** Writes paragraphs below each other. */
function writerFrom(pen: Pen, firstTopPx: number): (text: string, how: Written) => void {
  let topPx = firstTopPx;
  return (text, { sizePx, weight, colour, linesMax, label }) => {
    const leftPx = MARGIN_PX + (label === undefined ? 0 : LABEL_PX);
    const roomPx = ROOM_PX - (label === undefined ? 0 : LABEL_PX);
    const lines = brokenLines(pen, text, { sizePx, weight, roomPx, linesMax });
    if (label !== undefined) {
      pen.fillStyle = DRAWN_INK_SOFT;
      pen.fillText(label, MARGIN_PX, topPx + sizePx);
    }
    pen.fillStyle = colour;
    for (const line of lines) {
      pen.fillText(line, leftPx, topPx + sizePx);
      topPx += Math.round(sizePx * LINE_HEIGHT);
    }
    topPx += Math.round(sizePx * 0.35);
  };
}

/** The code as large as what stands beside it leaves room for: it is scanned over the heads of others. */
function drawFoot(pen: Pen, { codeUrl, codeCall, codes, foot }: WallPaper): void {
  const sidePx = codes.length > 0 ? CODE_PX : LARGE_CODE_PX;
  const topPx = HEIGHT_PX - MARGIN_PX - sidePx;
  drawCode(pen, codeUrl, { leftPx: WIDTH_PX - MARGIN_PX - sidePx, topPx, sidePx });
  const roomPx = ROOM_PX - sidePx - 40;
  let besidePx = topPx;
  const put = (text: string, sizePx: number, weight: number, colour: string) => {
    for (const line of brokenLines(pen, text, { sizePx, weight, roomPx, linesMax: 4 })) {
      pen.fillStyle = colour;
      pen.fillText(line, MARGIN_PX, besidePx + sizePx);
      besidePx += Math.round(sizePx * LINE_HEIGHT);
    }
  };
  put(codeCall, codes.length > 0 ? 36 : 56, 700, DRAWN_RED);
  for (const { label, code } of codes) {
    besidePx += 10;
    put(label, 20, 400, DRAWN_INK_SOFT);
    put(code, 20, 400, DRAWN_INK);
  }
  besidePx = HEIGHT_PX - MARGIN_PX + 24;
  put(foot, 26, 400, DRAWN_INK_SOFT);
}

/** Whole pixels for each module, so that edges stay sharp. */
function drawCode(
  pen: Pen,
  url: string,
  { leftPx, topPx, sidePx }: { leftPx: number; topPx: number; sidePx: number },
): void {
  const rows = qrRows(url);
  const modulePx = Math.floor(sidePx / rows.length);
  pen.fillStyle = '#000000';
  rows.forEach((row, y) => {
    row.forEach((dark, x) => {
      if (dark) pen.fillRect(leftPx + x * modulePx, topPx + y * modulePx, modulePx, modulePx);
    });
  });
}
