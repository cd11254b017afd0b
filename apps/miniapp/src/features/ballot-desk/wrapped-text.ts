/** What may not be parted: a number or word, and a character with the signs that cling to it. */
const PIECES = /[“（《【]*(?:[\dA-Za-z:.%]+|[^“（《【])[，。；：、！？”）》】…]*/gu;

/**
 * A text broken into lines as Chinese is set: no line begins with a closing sign or ends with an opening one, and
 * numbers stay whole. What does not fit into `linesMax` ends with ….
 */
export function wrapped(text: string, fits: (line: string) => boolean, linesMax: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of text.match(PIECES) ?? []) {
    if (line !== '' && !fits(line + piece)) {
      lines.push(line);
      line = piece.trimStart();
    } else {
      line += piece;
    }
  }
  if (line !== '') lines.push(line);
  if (lines.length <= linesMax) return lines;
  return lines.slice(0, linesMax).map((one, at) => (at === linesMax - 1 ? `${one.slice(0, -1)}…` : one));
}
