import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { contracts, type Endpoint } from '@shangju/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorld, type Person, type World } from '../testing/world.ts';
import {
  ADDRESS_CHARACTERS_MAX,
  BODY_BYTES_MAX,
  HEADER_BYTES_MAX,
  HEADERS_MAX,
  JSON_DEPTH_MAX,
  jsonDepth,
} from './request-limits.ts';

let world: World;
let resident: Person;
let port: number;
beforeAll(async () => {
  world = await createWorld();
  resident = await world.resident();
  port = Number(new URL(await world.app.listen({ host: '127.0.0.1', port: 0 })).port);
});
afterAll(() => world[Symbol.asyncDispose]());

const END = ['connection: close', '', ''];
const request = (...lines: string[]) => lines.join('\r\n');
const ME = ['GET /v1/me HTTP/1.1', 'host: street.example'];

/** Writes it all, whatever comes back meanwhile, and reads until the other side ends. */
async function exchange(
  ...parts: (string | Buffer)[]
): Promise<{ status: number; code: string; all: string }> {
  const socket = connect({ host: '127.0.0.1', port, allowHalfOpen: true });
  for (const part of parts) socket.write(part);
  const all = await text(socket);
  socket.destroy();
  const status = Number(/^HTTP\/1\.1 (\d+)/.exec(all)?.[1]);
  expect(all).toMatch(/content-type: application\/problem\+json/i);
  return { status, all, code: /"code":"([^"]+)"/.exec(all)?.[1] ?? '' };
}

describe('a request is refused with a problem', () => {
  test.each([
    [
      'with more headers than anybody sends',
      431,
      'headers-too-large',
      [...ME, ...Array.from({ length: HEADERS_MAX }, (_, at) => `x${at}: y`), ...END],
    ],
    [
      'with headers that are too long',
      431,
      'headers-too-large',
      [...ME, `x: ${'y'.repeat(HEADER_BYTES_MAX)}`, ...END],
    ],
    [
      'with an address that is too long',
      414,
      'address-too-long',
      [`GET /v1/me?x=${'y'.repeat(ADDRESS_CHARACTERS_MAX)} HTTP/1.1`, 'host: a', ...END],
    ],
    ['that names no host', 400, 'request-unreadable', ['GET /v1/me HTTP/1.1', ...END]],
    ['that expects what nobody knows', 417, 'expectation-failed', [...ME, 'expect: 200-ok', ...END]],
    [
      'that wants a tunnel',
      400,
      'request-unreadable',
      ['CONNECT street.example:443 HTTP/1.1', 'host: a', '', ''],
    ],
    ['that is no HTTP', 400, 'request-unreadable', ['SSH-2.0-OpenSSH', '', '']],
    [
      'that is framed in two ways',
      400,
      'request-unreadable',
      ['POST /v1/scans HTTP/1.1', 'host: a', 'content-length: 4', 'transfer-encoding: chunked', ...END],
    ],
  ])('%s', async (_, status, code, lines) => {
    expect(await exchange(request(...lines))).toMatchObject({ status, code });
  });
});

describe('a body that is too large', () => {
  const head = (...framing: string[]) =>
    request(
      'PATCH /v1/me HTTP/1.1',
      'host: a',
      `authorization: Bearer ${resident.token}`,
      'content-type: application/json',
      ...framing,
      '',
      '',
    );
  const MEGABYTE = 1024 * 1024;

  test('is refused so that its sender gets to read it, and may go on', async () => {
    const large = Buffer.alloc(4 * MEGABYTE, ' ');
    const next = request('GET /v1/nothing HTTP/1.1', 'host: a', ...END);
    const { status, code, all } = await exchange(head(`content-length: ${large.length}`), large, next);
    expect({ status, code }).toEqual({ status: 413, code: 'body-too-large' });
    expect(all).toContain('HTTP/1.1 404');
  });

  test('is refused in chunks, too, at the bound', async () => {
    const chunk = Buffer.alloc(BODY_BYTES_MAX + 1, ' ');
    const next = request('GET /v1/nothing HTTP/1.1', 'host: a', ...END);
    const sent = await exchange(
      head('transfer-encoding: chunked'),
      `${chunk.length.toString(16)}\r\n`,
      chunk,
      '\r\n0\r\n\r\n',
      next,
    );
    expect(sent).toMatchObject({ status: 413, code: 'body-too-large' });
  });

  test('is not read without end', async () => {
    const sent = await exchange(
      head(`content-length: ${1024 * MEGABYTE}`),
      ...Array.from({ length: 40 }, () => Buffer.alloc(MEGABYTE)),
    ).catch((error: NodeJS.ErrnoException) => error.code);
    // The answer, or a reset: what counts is that it ends long before all has come.
    expect(sent).toBeDefined();
  }, 15_000);
});

describe('JSON', () => {
  const send = (payload: string) =>
    world.app.inject({
      method: 'PATCH',
      url: '/v1/me',
      payload,
      headers: { authorization: `Bearer ${resident.token}`, 'content-type': 'application/json' },
    });
  const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

  test('nests as deep as it may, and no deeper', async () => {
    expect((await send(nested(JSON_DEPTH_MAX))).json()).toMatchObject({ code: 'validation-failed' });
    for (const depth of [JSON_DEPTH_MAX + 1, 10_000]) {
      expect((await send(nested(depth))).json()).toMatchObject({ status: 400, code: 'body-unreadable' });
    }
  });

  test.each([
    ['{}', 1],
    ['1', 0],
    ['[[],[[]]]', 3],
    ['{"a":[{"b":1}]}', 3],
    ['"[[["', 0],
    ['{"[":"\\"]}["}', 1],
    ['["\\\\",[]]', 2],
    ['"never ends [[', 0],
  ])('%s is %i deep', (json, depth) => {
    expect(jsonDepth(json)).toBe(depth);
  });
});

describe('what a contract lets in has an end', () => {
  test.each(Object.entries(contracts) as [string, Endpoint][])('%s', (_, { query, body }) => {
    for (const part of [query, body]) if (part) expect(unbounded(part as Told)).toEqual([]);
  });

  interface Told {
    type?: string;
    const?: unknown;
    format?: string;
    pattern?: string;
    maxLength?: number;
    maxItems?: number;
    minimum?: number;
    maximum?: number;
    anyOf?: Told[];
    items?: Told;
    properties?: Record<string, Told>;
  }

  function unbounded(told: Told, name = 'it'): string[] {
    const isText =
      told.type === 'string' &&
      told.const === undefined &&
      !told.format &&
      (!told.pattern || told.pattern === '\\S');
    const isNumber = told.type === 'integer' || told.type === 'number';
    const hasNoEnd =
      (isText && told.maxLength === undefined) ||
      (told.type === 'array' && told.maxItems === undefined) ||
      (isNumber && (told.minimum === undefined || told.maximum === undefined));
    return [
      ...(hasNoEnd ? [name] : []),
      ...(told.anyOf ?? []).flatMap((choice) => unbounded(choice, name)),
      ...(told.items ? unbounded(told.items, `${name}[]`) : []),
      ...Object.entries(told.properties ?? {}).flatMap(([member, property]) =>
        unbounded(property, `${name}.${member}`),
      ),
    ];
  }
});
