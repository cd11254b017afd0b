import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { StandInApi } from './stand-in-api.ts';
import { Phone } from './weapp-runner/phone.ts';

const bundle = fileURLToPath(new URL('../dist/weapp', import.meta.url));

describe('the compiled mini-program on a phone', () => {
  let api: StandInApi;
  let phone: Phone;

  beforeAll(async () => {
    api = await StandInApi.start();
  });
  afterAll(() => api.stop());

  beforeEach(async () => {
    api.reset();
    phone = await Phone.start({ bundle, apiOrigin: api.origin });
  });
  afterEach(() => {
    phone.stop();
    expect(phone.errors).toEqual([]);
  });

  test('mounts the first page and shows its words', async () => {
    await phone.waitForText('登录');
    expect(phone.route).toBe('pages/home/index');
    expect(phone.texts().join('')).not.toBe('');
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
    await phone.waitForText('1,128');
    expect(api.requestsTo('/v1/me/points').at(-1)?.headers.authorization).toBe('Bearer token-1');
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
    const sends = () => api.requestsTo('/v1/me').filter(({ method }) => method !== 'GET');
    await phone.waitUntil(() => sends().length > 0, 'the request');
    const [sent] = sends();
    expect(sent).toMatchObject({ method: 'POST', body: '{"elderMode":true}' });
    expect(sent?.headers['x-http-method-override']).toBe('PATCH');
  });

  test('a scanned code goes to the API, a closed scanner sends nothing', async () => {
    await signIn();
    await phone.tap('扫一扫');
    await phone.cancelScan();
    await phone.tap('扫一扫');
    await phone.answerScan(`https://example.invalid/s/${'a'.repeat(32)}`);
    await phone.waitUntil(() => api.requestsTo('/v1/scans').length > 0, 'the request');
    expect(api.requestsTo('/v1/scans')).toHaveLength(1);
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
    api.expiredTokens.add('token-1');
    await phone.restart();
    await phone.waitForText('1,128');
    expect(api.requestsTo('/v1/auth/refresh')).toHaveLength(1);
    expect(api.requestsTo('/v1/me/points').at(-1)?.headers.authorization).toBe('Bearer token-2');
  });

  test('opens the log-in when the session has ended', async () => {
    await signIn();
    api.endedTokens.add('token-1');
    await phone.restart();
    await phone.waitForRoute('pages/me/index');
    await phone.waitForText('陈桂芳');
  });

  test('a package of pages is loaded when one of them is opened, not before', async () => {
    const page = 'packages/merchant/pages/shop/index';
    expect(phone.loadedFiles.filter((file) => file.startsWith('packages/'))).toEqual([]);
    await phone.open(page);
    expect(phone.loadedFiles).toContain(`${page}.js`);
  });

  async function signIn(): Promise<void> {
    await phone.tap('登录');
    await phone.tap('陈桂芳');
    await phone.waitForRoute('pages/home/index');
    await phone.waitForText('1,128');
  }
});
