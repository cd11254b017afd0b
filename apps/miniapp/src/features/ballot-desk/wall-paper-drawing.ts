import { DRAWN_INK, DRAWN_INK_SOFT, DRAWN_RED, type DrawnPicture, type Pen, setFont } from '@/ui/drawn-text';
import { qrRows } from '@/ui/qr-picture';
import type { WallPaper } from './wall-paper';
import { wrapped } from './wrapped-text';

/** A4 upright at 150 dots an inch. */
const WIDTH_PX = 1240;
const HEIGHT_PX = 1754;
const MARGIN_PX = 100;
const ROOM_PX = WIDTH_PX - 2 * MARGIN_PX;
const LABEL_PX = 210;
const CODE_PX = 420;
const LARGE_CODE_PX = 560;
const FOOT_PX = 20;

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
  // With codes to compare there is more to stand on the sheet.
  const bodyPx = paper.codes.length > 0 ? 34 : 42;
  write(paper.from, { sizePx: 32, weight: 400, colour: DRAWN_INK_SOFT, linesMax: 1 });
  write(paper.kind, { sizePx: 60, weight: 700, colour: DRAWN_RED, linesMax: 1 });
  write(paper.title, { sizePx: 80, weight: 700, colour: DRAWN_INK, linesMax: 4 });
  write(paper.sentence, { sizePx: bodyPx + 8, weight: 600, colour: DRAWN_INK, linesMax: 5 });
  if (paper.text !== '') write(paper.text, { sizePx: bodyPx, weight: 400, colour: DRAWN_INK, linesMax: 5 });
  for (const { label, words } of paper.facts) {
    write(words, { sizePx: bodyPx, weight: 400, colour: DRAWN_INK, linesMax: 4, label });
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
    setFont(pen, sizePx, weight);
    const lines = wrapped(text, (line) => pen.measureText(line).width <= roomPx, linesMax);
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
  const topPx = HEIGHT_PX - MARGIN_PX - FOOT_PX - sidePx;
  drawCode(pen, codeUrl, { leftPx: WIDTH_PX - MARGIN_PX - sidePx, topPx, sidePx });
  const roomPx = ROOM_PX - sidePx - 20;
  let besidePx = topPx;
  const put = (text: string, sizePx: number, weight: number, colour: string) => {
    setFont(pen, sizePx, weight);
    pen.fillStyle = colour;
    for (const line of wrapped(text, (part) => pen.measureText(part).width <= roomPx, 4)) {
      pen.fillText(line, MARGIN_PX, besidePx + sizePx);
      besidePx += Math.round(sizePx * LINE_HEIGHT);
    }
  };
  put(codeCall, codes.length > 0 ? 36 : 56, 700, DRAWN_RED);
  for (const { label, code } of codes) {
    besidePx += 8;
    put(label, 20, 400, DRAWN_INK_SOFT);
    put(code, 20, 400, DRAWN_INK);
  }
  besidePx = HEIGHT_PX - MARGIN_PX;
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
