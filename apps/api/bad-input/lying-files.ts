import { crc32, deflateSync } from 'node:zlib';
import { drawPicture } from '../src/testing/draw-picture.ts';
import { REGISTER_HEADING, sheetFile } from '../src/testing/sheet-file.ts';
import { zipArchive } from './zip-archive.ts';

/** Files that are not what they are sent as, or more than they look like; few take long to make. */
export async function lyingFiles(): Promise<Buffer[]> {
  const jpeg = await drawPicture();
  const sheet = await sheetFile([['鱼巷 1 号', 80, '', '']]);
  return [
    Buffer.alloc(0),
    Buffer.from('not a file'),
    ...cutOf(jpeg),
    ...cutOf(sheet),
    changedIn(jpeg),
    changedIn(sheet),
    png(60_000, 60_000),
    png(0, 0),
    png(2 ** 31 - 1, 1),
    png(8_000, 1),
    Buffer.from(
      'GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;',
      'latin1',
    ),
    Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="9999999" height="9999999"><script>alert(1)</script></svg>',
    ),
    Buffer.from(
      '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY e SYSTEM "file:///etc/passwd">]><svg>&e;</svg>',
    ),
    Buffer.from('<!doctype html><script>alert(1)</script>'),
    Buffer.from('%PDF-1.7\n%\xff\xff\n1 0 obj<<>>endobj', 'latin1'),
    Buffer.from('RIFF\xff\xff\xff\x7fWEBPVP8X\x0a\0\0\0\0\0\0\0\xff\xff\xff\xff\xff\xff', 'latin1'),
    Buffer.from('\0\0\0\x18ftypheic\0\0\0\0heicmif1', 'latin1'),
    Buffer.from('II*\0\x08\0\0\0\xff\xff', 'latin1'),
    Buffer.from('\x7fELF\x02\x01\x01', 'latin1'),
    Buffer.concat([jpeg, sheet]),
    Buffer.concat([Buffer.from('GIF89a'), jpeg]),
    Buffer.concat([jpeg, Buffer.from('<script>alert(1)</script><?php system($_GET[0]); ?>')]),
    workbook(
      `<worksheet><sheetData>${'<row><c t="inlineStr"><is><t>地址</t></is></c></row>'.repeat(30)}</sheetData></worksheet>`,
    ),
    workbook(
      `<!DOCTYPE a [<!ENTITY a "${'a'.repeat(100)}">${LAUGHS}]><worksheet><sheetData><row><c t="inlineStr"><is><t>&h;</t></is></c></row></sheetData></worksheet>`,
    ),
    workbook(
      '<worksheet><dimension ref="A1:XFD1048576"/><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>',
    ),
    workbook(`<worksheet>${'<a>'.repeat(20_000)}</worksheet>`),
    workbook('<worksheet><sheetData><row r="1e9"><c r="A-1"><f>1/0</f></c></row></sheetData></worksheet>'),
    workbook('<worksheet', 'xl/worksheets/../../../../etc/passwd'),
    zipArchive([
      { name: 'xl/worksheets/sheet1.xml', content: Buffer.alloc(60 * MEGABYTE, ' '), claimedBytes: 10 },
    ]),
    zipArchive(
      Array.from({ length: 500 }, (_, at) => ({
        name: `xl/worksheets/sheet${at}.xml`,
        content: Buffer.from('<a/>'),
      })),
    ),
    zipArchive([]),
    await sheetFile([
      ['=1+1', '=1+1', '@SUM(A1)', '\t=1'],
      ['-1', 1e308, '__proto__', '\ud800'],
      ['', -5, "'; drop table households; --", 'x'.repeat(30_000)],
    ]),
    await sheetFile([], ['地址', '地址', '地址']),
    await sheetFile(Array.from({ length: 3_000 }, (_, at) => [`鱼巷 ${at} 号`, at, '', ''])),
    await sheetFile([['鱼巷 9 号', 'NaN', '\0', '某']], REGISTER_HEADING.toReversed()),
  ];
}

const MEGABYTE = 1024 * 1024;

const LAUGHS = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
  .map((name, at) => `<!ENTITY ${'bcdefgh'[at]} "${`&${name};`.repeat(10)}">`)
  .join('');

const cutOf = (file: Buffer) =>
  [0.01, 0.3, 0.9, 0.999].map((share) => file.subarray(0, Math.floor(file.length * share)));

function changedIn(file: Buffer): Buffer {
  const copy = Buffer.from(file);
  for (let at = 100; at < copy.length; at += 97) copy[at] = (copy[at] ?? 0) ^ 0x55;
  return copy;
}

/** A few bytes that claim to be so many pixels. */
function png(widthPx: number, heightPx: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(widthPx, 0);
  header.writeUInt32BE(heightPx, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(64 * 1024))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, content: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const named = Buffer.concat([Buffer.from(name, 'latin1'), content]);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

const workbook = (sheet: string, name = 'xl/worksheets/sheet1.xml'): Buffer =>
  zipArchive([
    { name: '[Content_Types].xml', content: Buffer.from('<Types/>') },
    {
      name: 'xl/workbook.xml',
      content: Buffer.from('<workbook><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>'),
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: Buffer.from(
        '<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
      ),
    },
    { name, content: Buffer.from(sheet) },
  ]);
