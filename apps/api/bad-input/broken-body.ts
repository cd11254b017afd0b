import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import type { Draft } from './request-bytes.ts';
import { draftOf, FORM, type Parts } from './sound-request.ts';

/** Bodies that are no JSON, say that they are something else, or are too large. */
export const brokenBody = ({ operations, ...parts }: Parts): fc.Arbitrary<Draft> =>
  fc.oneof(
    ...operations
      .filter(({ body }) => body && body.mediaType !== FORM)
      .map((operation) =>
        fc
          .tuple(draftOf(operation, parts, { known: parts.known, edges: 0 }), breaking)
          .map(([draft, breakIt]) => breakIt(draft)),
      ),
  );

type Breaking = (draft: Draft) => Draft;

const withBody =
  (kind: string, change: (body: Buffer) => Buffer): Breaking =>
  (draft) => ({ ...draft, kind, body: change(draft.body ?? Buffer.alloc(0)) });

const withType =
  (type: string | undefined, change: (body: Buffer) => Buffer = (body) => body): Breaking =>
  ({ headers, body = Buffer.alloc(0), ...draft }) => ({
    ...draft,
    kind: 'another media type',
    headers: [
      ...headers.filter(([name]) => name !== 'content-type'),
      ...(type === undefined ? [] : [['content-type', type] as const]),
    ],
    body: change(body),
  });

const withHeader =
  (kind: string, name: string, value: string, change: (body: Buffer) => Buffer = (body) => body): Breaking =>
  (draft) => ({
    ...draft,
    kind,
    headers: [...draft.headers, [name, value]],
    body: change(draft.body ?? Buffer.alloc(0)),
  });

const KILOBYTE = 1024;
const SIZES = [
  64 * KILOBYTE - 1,
  64 * KILOBYTE,
  64 * KILOBYTE + 1,
  200 * KILOBYTE,
  1024 * KILOBYTE,
  3 * 1024 * KILOBYTE,
];

const NO_JSON = [
  '',
  ' ',
  '{',
  '}',
  '[',
  '{"a"',
  '{"a":',
  '{"a":1,}',
  "{'a':1}",
  '{a:1}',
  '{"a":01}',
  '{"a":1} {"b":2}',
  'NaN',
  'Infinity',
  '\ufeff{}',
  '{"a":"\n"}',
  '{"a":"\\x"}',
  '{"a":"\\ud8"}',
  '/* */{}',
  '<a/>',
  'a=1&b=2',
  '{"__proto__":{"admin":true}}',
  '{"constructor":{"prototype":{"admin":true}}}',
  '\0',
  'null',
  '1',
  '"text"',
  'true',
  '[]',
];

const MEDIA_TYPES = [
  undefined,
  '',
  'text/plain',
  'text/html',
  'application/xml',
  'application/x-www-form-urlencoded',
  'application/octet-stream',
  'multipart/form-data',
  'multipart/form-data; boundary=x',
  'application/json-patch+json',
  'application/problem+json',
  'application/merge-patch+json',
  'application/jsonx',
  'application/json, text/plain',
  'application/json; charset=utf-16',
  'application/json; charset=gb18030',
  'application/json; charset=nonsense',
  'application/json;charset="utf-8"',
  'application/json; boundary=x; a=b',
  'APPLICATION/JSON',
  '*/*',
  'nonsense',
  ';',
  '/',
  'a'.repeat(5_000),
];

const breaking: fc.Arbitrary<Breaking> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.constantFrom(...NO_JSON).map((text) => withBody('no JSON', () => Buffer.from(text))),
  },
  {
    weight: 3,
    arbitrary: fc
      .nat({ max: 999 })
      .map((at) => withBody('cut JSON', (body) => body.subarray(0, Math.floor((at / 1_000) * body.length)))),
  },
  {
    weight: 3,
    arbitrary: fc
      .uint8Array({ minLength: 1, maxLength: 40 })
      .map((bytes) => withBody('no text', () => Buffer.from(bytes))),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.nat({ max: 999 }), fc.nat({ max: 255 })).map(([at, byte]) =>
      withBody('one byte is another', (body) => {
        const copy = Buffer.from(body);
        copy[Math.floor((at / 1_000) * body.length)] = byte;
        return copy;
      }),
    ),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom(...SIZES)
      .map((bytes) => withBody('too large', () => Buffer.from(`{"text":"${'x'.repeat(bytes - 11)}"}`))),
  },
  { weight: 5, arbitrary: fc.constantFrom(...MEDIA_TYPES).map((type) => withType(type)) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom('utf16le' as const, 'latin1' as const)
      .map((encoding) =>
        withType('application/json; charset=utf-16', (body) => Buffer.from(body.toString(), encoding)),
      ),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom('gzip', 'deflate', 'br', 'identity', 'gzip, gzip', 'nonsense')
      .map((encoding) => withHeader('packed', 'content-encoding', encoding, (body) => gzipSync(body))),
  },
  {
    weight: 1,
    arbitrary: fc.constant(
      withHeader('a bomb of gzip', 'content-encoding', 'gzip', () =>
        gzipSync(Buffer.alloc(8 * 1024 * KILOBYTE)),
      ),
    ),
  },
);
