import encodeQR from 'qr';

/** The white edge that a reader needs, in modules (ISO/IEC 18004, 6.3.8). */
const QUIET_MODULES = 4;

export interface QrPicture {
  /** Address of an SVG. */
  src: string;
  /** Modules along a side, with the quiet zone on both ends. */
  sideModules: number;
  /** Modules along a side of the code itself. */
  codeModules: number;
}

/** A QR code as the address of an SVG: a few kilobytes, sharp at any size, and no canvas to wait for. */
export function qrPicture(text: string): QrPicture {
  const rows = qrRows(text);
  const side = rows.length;
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${side * 8}" height="${side * 8}" viewBox="0 0 ${side} ${side}" ` +
    `shape-rendering="crispEdges"><rect width="${side}" height="${side}" fill="#fff"/>` +
    `<path fill="#000" d="${rows.map(drawnRow).join('')}"/></svg>`;
  return {
    src: `data:image/svg+xml,${encodeURIComponent(svg)}`,
    sideModules: side,
    codeModules: side - 2 * QUIET_MODULES,
  };
}

/**
 * A QR code as rows of modules, dark where true, with its quiet zone.
 * Error correction M: a thumb on the glass or a scratch leaves it readable.
 */
export function qrRows(text: string): boolean[][] {
  return encodeQR(text, 'raw', { ecc: 'medium', border: QUIET_MODULES, textEncoder: utf8 });
}

/** The dark runs of a row, each a rectangle one module high. */
function drawnRow(row: boolean[], y: number): string {
  let path = '';
  for (let x = 0; x < row.length; x += 1) {
    if (!row[x]) continue;
    let end = x + 1;
    while (row[end]) end += 1;
    path += `M${x} ${y}h${end - x}v1h-${end - x}z`;
    x = end;
  }
  return path;
}

/** WeChat's JavaScript has no TextEncoder. */
function utf8(text: string): Uint8Array {
  const characters = encodeURIComponent(text).replace(/%(..)/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Uint8Array.from(characters, (character) => character.charCodeAt(0));
}
