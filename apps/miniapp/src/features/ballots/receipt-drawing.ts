import type { Ballot } from '@shangju/contracts';
import {
  brokenLines,
  DRAWN_INK,
  DRAWN_INK_SOFT,
  DRAWN_RED,
  type DrawnLine,
  type DrawnPicture,
  drawLine,
  type Pen,
} from '@/ui/drawn-text';

const WIDTH_PX = 750;
const HEIGHT_PX = 1000;
const MARGIN_PX = 60;

type Drawn = Pick<Ballot, 'number' | 'question' | 'associationName'> & { receipt: string };

/**
 * The receipt as a picture. It names neither the unit nor the time: who finds it among the phone's pictures learns
 * from the list what was voted, and should not learn by whom.
 */
export function receiptPicture(drawn: Drawn): DrawnPicture {
  return { widthPx: WIDTH_PX, heightPx: HEIGHT_PX, draw: (pen) => drawReceipt(pen, drawn) };
}

function drawReceipt(pen: Pen, { number, question, associationName, receipt }: Drawn): void {
  pen.fillStyle = '#ffffff';
  pen.fillRect(0, 0, WIDTH_PX, HEIGHT_PX);
  pen.fillStyle = DRAWN_RED;
  pen.fillRect(0, 0, WIDTH_PX, 16);
  write(pen, '投票回执', { baselinePx: 130, sizePx: 64, weight: 700, colour: DRAWN_INK });
  write(pen, `${associationName} · 第 ${number} 号表决`, {
    baselinePx: 190,
    sizePx: 30,
    weight: 400,
    colour: DRAWN_INK_SOFT,
  });
  const font = { sizePx: 38, weight: 600 };
  brokenLines(pen, question, { ...font, roomPx: WIDTH_PX - 2 * MARGIN_PX, linesMax: 4 }).forEach(
    (line, at) => {
      write(pen, line, { baselinePx: 280 + at * 54, ...font, colour: DRAWN_INK });
    },
  );
  const groups = receipt.split('-');
  [groups.slice(0, 2), groups.slice(2)].forEach((line, at) => {
    write(pen, line.join('   '), { baselinePx: 590 + at * 120, sizePx: 84, weight: 700, colour: DRAWN_RED });
  });
  write(pen, '结束后在公布的名单里，凭码查到自己的票', {
    baselinePx: 830,
    sizePx: 32,
    weight: 400,
    colour: DRAWN_INK,
  });
  write(pen, '码别给人看：有码就查得到投了什么', {
    baselinePx: 880,
    sizePx: 32,
    weight: 400,
    colour: DRAWN_INK,
  });
  write(pen, '商居共治', { baselinePx: 950, sizePx: 28, weight: 400, colour: DRAWN_INK_SOFT });
}

function write(pen: Pen, text: string, line: DrawnLine): void {
  drawLine(pen, text, line, { widthPx: WIDTH_PX, marginPx: MARGIN_PX });
}
