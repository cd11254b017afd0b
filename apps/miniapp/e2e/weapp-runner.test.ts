import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Phone } from './weapp-runner/phone.ts';

const bundle = fileURLToPath(new URL('../dist/weapp', import.meta.url));

describe('the compiled mini-program on a phone', () => {
  let server: Server;
  let apiOrigin: string;
  let phone: Phone;
  let requests: { method: string; path: string; headers: IncomingMessage['headers']; body: string }[];

  // Stands in for the API just as far as the runner's own parts need an answer; the stories run against the real one.
  beforeAll(async () => {
    server = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += String(chunk);
      requests.push({
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        body,
      });
      const [status, answer] = answerTo(
        `${request.method} ${request.url}`,
        request.headers.authorization,
        body,
      );
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    apiOrigin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  beforeEach(async () => {
    requests = [];
    phone = await Phone.start({ bundle, apiOrigin });
  });
  afterEach(() => {
    expect(phone.errors).toEqual([]);
    phone.stop();
  });

  test('mounts the first page and shows its words', async () => {
    await phone.waitForText('登录');
    expect(phone.route).toBe('pages/home/index');
    expect(phone.title).toBe('商居共治');
    expect(phone.texts()).toContain('街坊的店，街坊一起管');
  });

  test('keeps the first setData of both tabs small', async () => {
    await phone.waitForText('登录');
    expect(phone.firstSetDataBytes()).toBeLessThan(64 * 1024);
    await phone.open('pages/me/index');
    await phone.waitForText('大字模式');
    expect(phone.firstSetDataBytes()).toBeLessThan(64 * 1024);
  });

  test('a tap leads to the log-in, and a person can be chosen there', async () => {
    await phone.tap('登录');
    await phone.waitForRoute('pages/me/index');
    await phone.tap('陈桂芳');
    await phone.waitForText('退出登录');
    await phone.open('pages/home/index');
    await phone.waitForText('1,128');
    expect(requests.at(-1)?.headers.authorization).toBe('Bearer token-1');
  });

  test('stays signed in through a restart', async () => {
    await signIn();
    await phone.restart();
    await phone.waitForText('1,128');
  });

  test('ARIA attributes reach the templates', async () => {
    await phone.waitForText('登录');
    expect(phone.attribute('登录', 'aria-role')).toBe('button');
    await phone.open('pages/me/index');
    await phone.waitForText('大字模式');
    expect(phone.attribute('大字模式', 'aria-role')).toBe('switch');
    expect(phone.attribute('大字模式', 'aria-checked')).toBe('false');
  });

  test('elder mode changes the page, and is sent as a POST that stands for PATCH', async () => {
    await signIn();
    await phone.open('pages/me/index');
    await phone.tap('大字模式');
    await phone.waitForText('字的大小');
    await phone.waitUntil(() => requests.some(({ path }) => path === '/v1/me'), 'the request');
    const sent = requests.find(({ path }) => path === '/v1/me');
    expect(sent).toMatchObject({ method: 'POST', body: '{"elderMode":true}' });
    expect(sent?.headers['x-http-method-override']).toBe('PATCH');
    await phone.tap('字的大小，加');
    await phone.waitForText('160%');
  });

  test('a scanned code goes to the API, a closed scanner does not', async () => {
    await signIn();
    await phone.tap('扫一扫');
    await phone.cancelScan();
    await phone.tap('扫一扫');
    await phone.answerScan('https://example.invalid/s/abcd');
    await phone.waitForText('这是老街面馆的码。');
    expect(requests.filter(({ path }) => path === '/v1/scans')).toHaveLength(1);
  });

  test('says so when there is no network, and recovers', async () => {
    await signIn();
    phone.offline = true;
    await phone.waitForText('没有网络');
    phone.offline = false;
    await phone.waitForNoText('没有网络');
  });

  test('renews an expired token once for all requests and repeats them', async () => {
    await signIn();
    expired.add('token-1');
    await phone.restart();
    await phone.waitForText('1,128');
    expect(requests.filter(({ path }) => path === '/v1/auth/refresh')).toHaveLength(1);
    expect(requests.at(-1)?.headers.authorization).toBe('Bearer token-2');
  });

  test('opens the log-in when the session has ended', async () => {
    await signIn();
    ended.add('token-1');
    await phone.restart();
    await phone.waitForRoute('pages/me/index');
    await phone.waitForText('您是哪一位？');
  });

  async function signIn(): Promise<void> {
    await phone.open('pages/me/index');
    await phone.tap('陈桂芳');
    await phone.waitForText('退出登录');
    await phone.open('pages/home/index');
    await phone.waitForText('1,128');
  }

  const expired = new Set<string>();
  const ended = new Set<string>();
  afterEach(() => {
    expired.clear();
    ended.clear();
  });

  function answerTo(request: string, authorization = '', body: string): [status: number, body: object] {
    const token = authorization.replace('Bearer ', '');
    if (expired.has(token)) return [401, problem('token-expired', 401)];
    if (ended.has(token)) return [401, problem('session-ended', 401)];
    switch (request) {
      case 'GET /v1/auth/demo/personas':
        return [200, { items: [{ key: 'resident', name: '陈桂芳', about: '居民', roles: [] }] }];
      case 'POST /v1/auth/demo':
        return [200, signedIn('token-1')];
      case 'POST /v1/auth/refresh':
        return [200, signedIn('token-2')];
      case 'GET /v1/me/points':
        return [200, { available: 1128, held: 0, earned: 1128, spent: 0 }];
      case 'POST /v1/scans':
        return [200, { kind: 'merchant', merchant: { name: '老街面馆' }, redemption: null, actions: [] }];
      case 'POST /v1/me':
        return [200, { ...person, ...(JSON.parse(body) as object) }];
      default:
        return [404, problem('not-found', 404)];
    }
  }

  const person = { id: 'p1', number: 3471, name: '陈桂芳', elderMode: false, textScale: 1.4, roles: [] };
  const signedIn = (accessToken: string) => ({
    accessToken,
    refreshToken: 'r'.repeat(24),
    expiresInSeconds: 900,
    person,
  });
  const problem = (code: string, status: number) => ({
    type: 'about:blank',
    title: code,
    status,
    code,
    detail: code,
    requestId: '',
  });
});
