import fc from 'fast-check';
import { type BadRequest, type Draft, type Headers, HOST, head } from './request-bytes.ts';
import { draftOf, type Parts } from './sound-request.ts';

/** What is no whole HTTP: cut, longer or shorter than it says, framed twice, or something else altogether. */
export const brokenHttp = ({ operations, ...parts }: Parts): fc.Arbitrary<BadRequest> => {
  const withBody = operations.filter(({ body }) => body);
  const draft = fc
    .constantFrom(...withBody)
    .chain((operation) => draftOf(operation, parts, { known: parts.known, edges: 0 }));
  return fc.oneof(
    {
      weight: 3,
      arbitrary: fc.tuple(draft, fc.constantFrom(...FRAMINGS)).map(([sound, frame]) => frame(sound)),
    },
    { weight: 1, arbitrary: fc.tuple(draft, fc.nat({ max: 999 })).map(([sound, at]) => cutAt(sound, at)) },
    { weight: 2, arbitrary: fc.constantFrom(...NO_HTTP).map(noHttp) },
    {
      weight: 1,
      arbitrary: fc
        .uint8Array({ minLength: 1, maxLength: 200 })
        // Empty lines before a request mean nothing (RFC 9112 section 2.2), and are answered with nothing.
        .filter((bytes) => bytes.some((byte) => byte !== 10 && byte !== 13))
        .map((bytes) => noHttp(Buffer.from(bytes))),
    },
  );
};

/** @param isWhole whether the API has all that it waits for: who ends their side meanwhile is taken for gone */
function broken(
  kind: string,
  { method, operation }: Partial<Draft>,
  bytes: Buffer,
  isWhole = false,
): BadRequest {
  return {
    kind,
    method: method ?? 'GET',
    ...(operation ? { operation } : {}),
    bytes,
    endsConnection: true,
    halfCloses: !isWhole,
  };
}

const framed = (
  draft: Draft,
  headers: Headers,
  body: Buffer | string,
  kind = 'wrong framing',
  isWhole = true,
): BadRequest =>
  broken(
    kind,
    draft,
    Buffer.concat([
      head(`${draft.method} ${draft.target} HTTP/1.1`, [['host', HOST], ...draft.headers, ...headers]),
      Buffer.from(body),
    ]),
    isWhole,
  );

const unfinished = (draft: Draft, headers: Headers, body: Buffer | string): BadRequest =>
  framed(draft, headers, body, 'unfinished', false);

const lengthOf = ({ body }: Draft, more = 0): Headers => [
  ['content-length', String((body?.length ?? 0) + more)],
];
const bodyOf = ({ body }: Draft): Buffer => body ?? Buffer.alloc(0);
const CHUNKED: Headers = [['transfer-encoding', 'chunked']];
const hex = (bytes: Buffer) => bytes.length.toString(16);
const asChunks = (body: Buffer) =>
  Buffer.concat([Buffer.from(`${hex(body)}\r\n`), body, Buffer.from('\r\n0\r\n\r\n')]);

const MEGABYTE = 1024 * 1024;

const FRAMINGS: readonly ((draft: Draft) => BadRequest)[] = [
  (draft) => unfinished(draft, lengthOf(draft, 5), bodyOf(draft)),
  (draft) => framed(draft, lengthOf(draft, -1), bodyOf(draft)),
  (draft) => unfinished(draft, lengthOf(draft, 10 * MEGABYTE), bodyOf(draft)),
  (draft) => framed(draft, [['content-length', '-1']], bodyOf(draft)),
  (draft) => framed(draft, [['content-length', '1e3']], bodyOf(draft)),
  (draft) => framed(draft, [['content-length', '0x10']], bodyOf(draft)),
  (draft) => unfinished(draft, [['content-length', '99999999999999999999']], bodyOf(draft)),
  (draft) => framed(draft, [['content-length', '']], bodyOf(draft)),
  (draft) => framed(draft, [...lengthOf(draft), ...lengthOf(draft)], bodyOf(draft)),
  (draft) => framed(draft, [...lengthOf(draft), ...lengthOf(draft, 1)], bodyOf(draft)),
  (draft) => framed(draft, [...lengthOf(draft), ...CHUNKED], asChunks(bodyOf(draft))),
  (draft) => framed(draft, CHUNKED, asChunks(bodyOf(draft)), 'in chunks'),
  (draft) => framed(draft, CHUNKED, bodyOf(draft)),
  (draft) => framed(draft, CHUNKED, `zz\r\n${bodyOf(draft)}\r\n0\r\n\r\n`),
  (draft) => unfinished(draft, CHUNKED, `ffffffffffffffffff\r\n${bodyOf(draft)}`),
  (draft) => framed(draft, CHUNKED, `5;${'x'.repeat(20_000)}\r\nhello\r\n0\r\n\r\n`),
  (draft) => unfinished(draft, CHUNKED, `${hex(bodyOf(draft))}\r\n${bodyOf(draft)}`),
  (draft) => framed(draft, CHUNKED, asChunks(Buffer.alloc(2 * MEGABYTE, 'x')), 'too large in chunks'),
  (draft) => framed(draft, [['transfer-encoding', 'gzip, chunked']], asChunks(bodyOf(draft))),
  (draft) => framed(draft, [['transfer-encoding', 'chunked, gzip']], asChunks(bodyOf(draft))),
  (draft) => framed(draft, [['transfer-encoding', 'xchunked']], asChunks(bodyOf(draft))),
  (draft) => framed(draft, [['transfer-encoding ', 'chunked']], asChunks(bodyOf(draft))),
  (draft) => framed(draft, [['expect', '100-continue'], ...lengthOf(draft)], bodyOf(draft), 'expects'),
  (draft) => framed(draft, [['expect', '200-ok'], ...lengthOf(draft)], bodyOf(draft), 'expects'),
  (draft) =>
    framed(
      { ...draft, body: Buffer.alloc(3 * MEGABYTE, 'x') },
      [['content-length', String(3 * MEGABYTE)]],
      Buffer.alloc(3 * MEGABYTE, 'x'),
      'too large',
    ),
  (draft) => framed(draft, [...lengthOf(draft), ['connection', 'close']], bodyOf(draft), 'connection: close'),
  (draft) => oldHttp(draft, '1.0'),
  (draft) => oldHttp(draft, '0.9'),
  (draft) => oldHttp(draft, '1.2'),
  (draft) => oldHttp(draft, '2.0'),
];

const oldHttp = (draft: Draft, version: string): BadRequest =>
  broken(
    `HTTP/${version}`,
    draft,
    Buffer.concat([
      head(`${draft.method} ${draft.target} HTTP/${version}`, [...draft.headers, ...lengthOf(draft)]),
      bodyOf(draft),
    ]),
    true,
  );

function cutAt(draft: Draft, at: number): BadRequest {
  const { bytes } = unfinished(draft, lengthOf(draft), bodyOf(draft));
  return broken('cut', draft, bytes.subarray(0, Math.max(1, Math.floor((at / 1_000) * bytes.length))));
}

const noHttp = (bytes: Buffer | string): BadRequest => broken('no HTTP', {}, Buffer.from(bytes));

const NO_HTTP: readonly string[] = [
  'GET\r\n\r\n',
  'GET /v1/me\r\n\r\n',
  'GET /v1/me HTTP/1.1\r\n\r\n',
  'GET /v1/me HTTP/1.1\r\nhost: a\r\nhost: b\r\n\r\n',
  `GET /v1/me HTTP/1.1\r\nhost: ${HOST}\r\nno colon\r\n\r\n`,
  `GET /v1/me HTTP/1.1\r\nhost: ${HOST}\r\n: no name\r\n\r\n`,
  `GET /v1/me HTTP/1.1\r\nhost: ${HOST}\r\na b: c\r\n\r\n`,
  `GET /v1/me HTTP/1.1\r\nhost: ${HOST}\r\nx: a\0b\r\n\r\n`,
  `GET /v1/me HTTP/1.1\r\nhost: ${HOST}\r\nx: a\r\n folded\r\n\r\n`,
  `GET /v1/me HTTP/1.1\nhost: ${HOST}\n\n`,
  `GET /v1/me HTTP/1.1\rhost: ${HOST}\r\r`,
  `GET  /v1/me HTTP/1.1\r\nhost: ${HOST}\r\n\r\n`,
  `GET /v1/me HTTP/1.1 \r\nhost: ${HOST}\r\n\r\n`,
  `GET /v1/m e HTTP/1.1\r\nhost: ${HOST}\r\n\r\n`,
  `GET /v1/\u0001 HTTP/1.1\r\nhost: ${HOST}\r\n\r\n`,
  `GET /v1/店 HTTP/1.1\r\nhost: ${HOST}\r\n\r\n`,
  `get /v1/me HTTP/1.1\r\nhost: ${HOST}\r\n\r\n`,
  `FROB /v1/me HTTP/1.1\r\nhost: ${HOST}\r\n\r\n`,
  `${'A'.repeat(20_000)} / HTTP/1.1\r\nhost: ${HOST}\r\n\r\n`,
  `CONNECT street.example:443 HTTP/1.1\r\nhost: ${HOST}\r\n\r\n`,
  `GET /v1/me HTTPS/1.1\r\nhost: ${HOST}\r\n\r\n`,
  `GET /v1/me HTTP/11\r\nhost: ${HOST}\r\n\r\n`,
  `GET /v1/me HTTP/9.9\r\nhost: ${HOST}\r\n\r\n`,
  'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  'SSH-2.0-OpenSSH_9.2\r\n',
  '\u0016\u0003\u0001\u0002\u0000\u0001\u0000',
  '\0\0\0\0',
  'HTTP/1.1 200 OK\r\n\r\n',
];
