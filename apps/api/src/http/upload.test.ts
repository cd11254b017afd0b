import { once } from 'node:events';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { formOf } from '../testing/form.ts';
import { problems } from './problems.ts';
import { boundedUploads, readForms } from './upload.ts';

const UPLOAD = {
  field: 'picture',
  bytesMax: 800,
  missing: 'picture-missing',
  tooLarge: 'picture-too-large',
} as const;
const HELD_MAX = 1_000;

let app: FastifyInstance;
/** What holds an upload until the test lets go of it. */
let letGo: (() => void)[];

beforeEach(async () => {
  letGo = [];
  app = Fastify();
  await app.register(problems);
  await app.register(async (scope) => {
    await readForms(scope, UPLOAD);
    const withUpload = boundedUploads(HELD_MAX);
    scope.post('/at-once', (request) => withUpload(request, UPLOAD, async ({ length }) => ({ length })));
    scope.post('/held', (request) =>
      withUpload(
        request,
        UPLOAD,
        ({ length }) => new Promise((resolve) => letGo.push(() => resolve({ length }))),
      ),
    );
    scope.post('/failing', (request) => withUpload(request, UPLOAD, () => Promise.reject(new Error('no'))));
  });
});
afterEach(() => app.close());

const fileOf = (bytes: number) => formOf([{ field: 'picture', content: Buffer.alloc(bytes, 'x') }]);

async function send(url: string, bytes: number) {
  const response = await app.inject({ method: 'POST', url, ...(await fileOf(bytes)) });
  return { status: response.statusCode, ...response.json() };
}

describe('uploads', () => {
  test('are handed on whole', async () => {
    expect(await send('/at-once', 800)).toMatchObject({ status: 200, length: 800 });
  });

  test('together hold no more than the bound: one more is asked to come again', async () => {
    const held = send('/held', 600);
    await expect.poll(() => letGo.length).toBe(1);
    expect(await send('/at-once', 401)).toMatchObject({ status: 503, code: 'overloaded' });
    expect(await send('/at-once', 400)).toMatchObject({ status: 200 });
    letGo[0]?.();
    expect(await held).toMatchObject({ status: 200 });
    expect(await send('/at-once', 800)).toMatchObject({ status: 200 });
  });

  test('hold nothing any more once they failed, were refused or too large', async () => {
    for (let round = 0; round < 5; round++) {
      expect(await send('/failing', 700)).toMatchObject({ status: 500, code: 'internal' });
      expect(await send('/at-once', 900)).toMatchObject({ status: 413, code: 'picture-too-large' });
    }
    expect(await send('/at-once', 800)).toMatchObject({ status: 200 });
  });

  test('that come slowly stand in nobody’s way, and hold nothing once they break off', async () => {
    await app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = app.server.address() as AddressInfo;
    const { payload, headers } = await fileOf(800);
    const slow = request({
      port,
      host: '127.0.0.1',
      method: 'POST',
      path: '/at-once',
      headers: { ...headers, 'content-length': payload.length },
    });
    slow.on('error', () => {});
    slow.write(payload.subarray(0, payload.length - 750));
    await once(app.server, 'request').catch(() => {});
    expect(await send('/at-once', 700)).toMatchObject({ status: 200 });
    slow.destroy();
    await expect.poll(async () => (await send('/at-once', 800)).status).toBe(200);
  });
});
