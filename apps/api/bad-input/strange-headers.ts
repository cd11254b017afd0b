import fc from 'fast-check';
import type { Draft, Headers } from './request-bytes.ts';
import { draftOf, type Parts } from './sound-request.ts';
import { strangeText } from './strange-texts.ts';

/** Requests that are sound but for their headers: twice, huge, many, or of another meaning. */
export const strangeHeaders = ({ operations, ...parts }: Parts): fc.Arbitrary<Draft> =>
  fc.oneof(
    ...operations.map((operation) =>
      fc
        .tuple(draftOf(operation, parts, { known: parts.known, edges: 0 }), changeOfHeaders)
        .map(([draft, change]) => ({ ...draft, kind: 'strange headers', headers: change(draft.headers) })),
    ),
  );

type Change = (headers: Headers) => Headers;

const also =
  (...more: (readonly [string, string])[]): Change =>
  (headers) => [...headers, ...more];

const instead =
  (name: string, value: string): Change =>
  (headers) => [...headers.filter(([known]) => known !== name), [name, value]];

const twice =
  (name: string, value?: string): Change =>
  (headers) => {
    const first = headers.find(([known]) => known === name)?.[1];
    return [
      ...headers,
      [name, value ?? first ?? 'x'],
      ...(first === undefined ? [[name, value ?? 'y'] as const] : []),
    ];
  };

const TOKEN_OF_NO_ALGORITHM = `${base64url({ alg: 'none', typ: 'JWT' })}.${base64url({ sub: '01890000-0000-7000-8000-00000000dead', sid: '01890000-0000-7000-8000-00000000dead', exp: 4_000_000_000 })}.`;

function base64url(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

const AUTHORIZATIONS = [
  '',
  'Bearer',
  'Bearer ',
  'Bearer  x',
  'bearer x',
  'Bearer null',
  'Bearer a.b.c',
  'Bearer ...',
  `Bearer ${'a'.repeat(7_000)}`,
  `Bearer ${'a.'.repeat(3_000)}`,
  `Bearer ${TOKEN_OF_NO_ALGORITHM}`,
  `Bearer ${base64url({ alg: 'HS256', kid: '../../../../dev/null' })}.${base64url({})}.x`,
  'Basic YWRtaW46YWRtaW4=',
  'Negotiate',
  "Bearer ' or 1=1 --",
  'Bearer \u00ff\u00fe',
  'Bearer 令牌',
];

const KEYS = [
  '',
  ' ',
  'short',
  'x'.repeat(7),
  'x'.repeat(8),
  'x'.repeat(64),
  'x'.repeat(65),
  'x'.repeat(5_000),
  'with space',
  "' or 1=1 --",
  '../..',
  '编号编号编号',
  '{"a":1}',
];

const FOREIGN: readonly (readonly [string, string])[] = [
  ['x-forwarded-for', '127.0.0.1'],
  ['x-forwarded-for', `${'1.2.3.4, '.repeat(200)}5.6.7.8`],
  ['x-forwarded-host', 'elsewhere.example'],
  ['x-forwarded-proto', 'javascript'],
  ['forwarded', 'for=";drop table";host=elsewhere.example'],
  ['x-original-url', '/v1/me'],
  ['x-rewrite-url', '/v1/me'],
  ['x-http-method-override', 'DELETE'],
  ['x-http-method-override', 'PATCH'],
  ['x-http-method-override', 'GET'],
  ['x-request-id', "1'; drop table persons; --"],
  ['request-id', '__proto__'],
  ['accept', 'text/html'],
  ['accept', 'application/xml;q=1, */*;q=0'],
  ['accept', `${'a/b, '.repeat(500)}c/d`],
  ['accept-encoding', 'br;q=1.0, nonsense'],
  ['accept-language', '../../etc/passwd'],
  ['accept-version', '99.0.0'],
  ['range', 'bytes=0-0'],
  ['range', `bytes=${Array.from({ length: 500 }, (_, at) => `${at}-${at}`).join(',')}`],
  ['if-none-match', '*'],
  ['if-match', '"x"'],
  ['if-modified-since', 'yesterday'],
  ['origin', 'https://elsewhere.example'],
  ['origin', 'null'],
  ['referer', 'javascript:alert(1)'],
  ['cookie', `session=${'x'.repeat(3_000)}`],
  ['upgrade', 'websocket'],
  ['upgrade', 'h2c'],
  ['connection', 'upgrade'],
  ['te', 'trailers, deflate'],
  ['trailer', 'authorization'],
  ['expect', '100-continue'],
  ['user-agent', '() { :; }; echo'],
  ['__proto__', 'x'],
  ['constructor', 'x'],
  ['hasownproperty', 'x'],
  ['proxy-authorization', 'Basic x'],
  ['via', '1.1 elsewhere'],
  ['content-md5', 'x'],
  ['date', '0000'],
  ['host', 'elsewhere.example'],
];

const changeOfHeaders: fc.Arbitrary<Change> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(...AUTHORIZATIONS).map((value) => instead('authorization', value)),
  },
  { weight: 3, arbitrary: fc.constantFrom(...KEYS).map((value) => instead('idempotency-key', value)) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        fc.constantFrom(
          'authorization',
          'idempotency-key',
          'content-type',
          'accept',
          'x-http-method-override',
          'host',
        ),
        fc.constantFrom(undefined, 'other', 'application/json', 'Bearer x'),
      )
      .map(([name, value]) => twice(name, value)),
  },
  { weight: 5, arbitrary: fc.constantFrom(...FOREIGN).map((header) => also(header)) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(50, 99, 150, 1_000, 2_500)
      .map((count) => also(...Array.from({ length: count }, (_, at) => [`x${at}`, 'y'] as const))),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(4_000, 15_000, 17_000, 100_000)
      .map((length) => also(['x-long', 'x'.repeat(length)])),
  },
  {
    weight: 2,
    // What ends the line is the part of those that break HTTP itself.
    arbitrary: strangeText.map((text) => also(['x-text', text.replace(/[\r\n\0]/g, ' ')])),
  },
);
