/** What both platforms' canvases have. */
export type Pen = Pick<
  CanvasRenderingContext2D,
  'fillStyle' | 'font' | 'textAlign' | 'textBaseline' | 'fillRect' | 'fillText' | 'measureText'
>;

/** A picture that is drawn to be saved. */
export interface DrawnPicture {
  widthPx: number;
  heightPx: number;
  draw: (pen: Pen) => void;
}

/** Of the light theme: what is saved is looked at on paper and elsewhere. */
export const DRAWN_INK = '#1d1b1a';
export const DRAWN_INK_SOFT = '#5c5651';
export const DRAWN_RED = '#b4231a';

const FONT = '"PingFang SC", "HarmonyOS Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif';

export interface DrawnLine {
  baselinePx: number;
  sizePx: number;
  weight: number;
  colour: string;
}

/** One line in the middle, smaller where it would not fit. */
export function drawLine(
  pen: Pen,
  text: string,
  { baselinePx, sizePx, weight, colour }: DrawnLine,
  { widthPx, marginPx }: { widthPx: number; marginPx: number },
): void {
  const roomPx = widthPx - 2 * marginPx;
  setFont(pen, sizePx, weight);
  const textPx = pen.measureText(text).width;
  if (textPx > roomPx) setFont(pen, Math.floor((sizePx * roomPx) / textPx), weight);
  pen.fillStyle = colour;
  pen.textAlign = 'center';
  pen.textBaseline = 'alphabetic';
  pen.fillText(text, widthPx / 2, baselinePx);
}

/** A text broken into lines that fit; what does not fit into `linesMax` ends with …. */
export function brokenLines(
  pen: Pen,
  text: string,
  { sizePx, weight, roomPx, linesMax }: { sizePx: number; weight: number; roomPx: number; linesMax: number },
): string[] {
  setFont(pen, sizePx, weight);
  const lines: string[] = [];
  let line = '';
  for (const character of text) {
    if (line !== '' && pen.measureText(line + character).width > roomPx) {
      lines.push(line);
      line = '';
    }
    line += character;
  }
  if (line !== '') lines.push(line);
  if (lines.length <= linesMax) return lines;
  return lines.slice(0, linesMax).map((one, at) => (at === linesMax - 1 ? `${one.slice(0, -1)}…` : one));
}

export function setFont(pen: Pen, sizePx: number, weight: number): void {
  pen.font = `${weight} ${sizePx}px ${FONT}`;
}
