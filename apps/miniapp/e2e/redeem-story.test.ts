import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchBrowser, openElderPhone, openPhone } from './browser.ts';
import { writeCameraVideo } from './camera-video.ts';
import { confirm, sees, showScreenTo, typeCode } from './page-acts.ts';
import { Street } from './street.ts';

/** Two phones, the real pages, the real API, a real PostgreSQL: from the turning code to what the shop hands over. */

let street: Street;
let browser: Browser;
let phones: BrowserContext[] = [];

beforeAll(async () => {
  [street, browser] = await Promise.all([Street.open(), launchBrowser()]);
});
beforeEach(() => street.moveClock(0));
afterEach(async () => {
  await Promise.all(phones.map((phone) => phone.close()));
  phones = [];
});
afterAll(async () => {
  await browser?.close();
  await street?.close();
});

test('a resident scans the code on the shop’s phone, checks in and redeems; the shop sees each at once', async () => {
  const clerk = await signIn('何小满');
  const merchantId = await openShop(clerk);
  const resident = await signIn('周敏华');
  await scanScreenOf(clerk, resident);

  await resident.getByRole('button', { name: '签到 +8 分' }).click();
  await sees(resident, '签到好了');
  await sees(clerk, '尾号 0001');

  await redeemButtonOf(resident, '小面加煎蛋一个').click();
  await sees(resident, '用 12 分兑换 小面加煎蛋一个？');
  await confirm(resident, '兑换');
  await sees(resident, '已兑换');
  await sees(clerk, '收到兑换');

  const { items } = await street.get<{ items: { offerTitle: string; status: string }[] }>(
    'clerk',
    `/v1/merchants/${merchantId}/redemptions`,
  );
  expect(items[0]).toMatchObject({ offerTitle: '小面加煎蛋一个', status: 'fulfilled' });
  const points = await street.get<{ available: number }>('resident-points', '/v1/me/points');
  expect(points.available).toBe(86 + 8 - 12);

  await scanScreenOf(clerk, resident);
  await sees(resident, '今天在这家已经签到过了');
});

test('without the shop’s code a voucher is issued, shown, and fulfilled by the shop', async () => {
  const resident = await signIn('李桂芳');
  await redeemFromHome(resident, '重庆小面抵 5 元');
  // The words stand there a moment before the code does.
  await resident.getByLabel('兑换券').filter({ visible: true }).waitFor();

  const clerk = await signIn('何小满');
  const merchantId = await openShop(clerk);
  await clerk.getByRole('button', { name: '扫券核销' }).click();
  await showScreenTo(resident, clerk);
  await sees(clerk, '重庆小面抵 5 元');
  await clerk.getByRole('button', { name: '确认核销' }).click();
  await clerk.getByRole('status').getByText('已核销').waitFor();
  await sees(resident, '已兑换');
  const { items } = await street.get<{ items: { offerTitle: string; status: string }[] }>(
    'clerk',
    `/v1/merchants/${merchantId}/redemptions`,
  );
  expect(items[0]).toMatchObject({ offerTitle: '重庆小面抵 5 元', status: 'fulfilled' });
});

test('a voucher that is given back is points again', async () => {
  const resident = await signIn('周敏华');
  const before = await street.get<{ available: number }>('resident-points', '/v1/me/points');
  await redeemFromHome(resident, '重庆小面抵 5 元');
  await resident.getByRole('button', { name: '不用了，退回积分' }).click();
  await confirm(resident, '取消这张券');
  await sees(resident, '已取消');
  expect(await street.get('resident-points', '/v1/me/points')).toMatchObject({
    available: before.available,
    held: 0,
  });
});

test('a voucher that runs out says so by itself and gives everything back', async () => {
  const resident = await signIn('周敏华');
  const before = await street.get<{ available: number }>('resident-points', '/v1/me/points');
  await redeemFromHome(resident, '小面加煎蛋一个', { tomorrow: true });
  await sees(resident, '给店家扫这个码');
  await street.moveClock(24 * 60 + 31);
  await sees(resident, '过时了');
  expect(await street.get('resident-points', '/v1/me/points')).toMatchObject({
    available: before.available,
    held: 0,
  });
});

test('who has too few points reads how many are missing', async () => {
  const resident = await signIn('程子豪');
  await openOffer(resident, '重庆小面抵 5 元');
  await sees(resident, '还差 20 分');
});

test('a code that is not of this street is refused with what to do next', async () => {
  const resident = await signIn('程子豪');
  await resident.getByRole('button', { name: '扫一扫' }).click();
  await typeCode(resident, 'A'.repeat(32));
  await sees(resident, '这不是本街区的码');
  await resident.getByRole('button', { name: '再扫一次' }).waitFor();
});

test('the camera reads the code of a shop from its screen', async () => {
  const { url } = await street.get<{ url: string }>('clerk', `/v1/merchants/${await merchantOfClerk()}/code`);
  const folder = mkdtempSync(join(tmpdir(), 'shangju-camera-'));
  const video = join(folder, 'shop.y4m');
  writeCameraVideo(video, url);
  const withCamera = await launchBrowser({ cameraFile: video });
  try {
    const phone = await openPhone(withCamera);
    const resident = await signIn('程子豪', phone);
    await resident.getByRole('button', { name: '扫一扫' }).click();
    await resident.getByRole('button', { name: '签到 +8 分' }).click({ timeout: 20_000 });
    await sees(resident, '签到好了');
  } finally {
    await withCamera.close();
    rmSync(folder, { recursive: true });
  }
});

test('in elder mode the same can be done, with three large actions', async () => {
  const phone = await openElderPhone(browser);
  phones.push(phone);
  const resident = await signIn('李桂芳', phone);
  for (const action of ['扫一扫', '我的积分', '我的兑换']) {
    const box = await resident.getByRole('button', { name: action }).first().boundingBox();
    expect(box?.height).toBeGreaterThanOrEqual(60);
  }
  const size = await resident
    .getByRole('button', { name: '扫一扫' })
    .evaluate((node) => getComputedStyle(node).fontSize);
  expect(Number.parseFloat(size)).toBeGreaterThanOrEqual(20);
  await openOffer(resident, '早起豆浆一杯');
  await resident.getByRole('button', { name: '用 10 分兑换' }).click();
  await confirm(resident, '兑换');
  await sees(resident, '给店家扫这个码');
});

async function signIn(name: string, phone?: BrowserContext): Promise<Page> {
  const context = phone ?? (await openPhone(browser));
  if (!phone) phones.push(context);
  const page = await context.newPage();
  await page.goto(`${street.origin}/#/pages/me/index`);
  await page.getByText(name, { exact: true }).click();
  await sees(page, '退出登录');
  await page.goto(`${street.origin}/#/pages/home/index`);
  return page;
}

async function merchantOfClerk(): Promise<string> {
  const { roles } = await street.get<{ roles: { role: string; placeId: string }[] }>('clerk', '/v1/me');
  return roles.find(({ role }) => role === 'merchant.clerk')?.placeId ?? '';
}

async function openShop(page: Page): Promise<string> {
  const merchantId = await merchantOfClerk();
  await page.goto(`${street.origin}/#/packages/merchant/pages/shop/index?merchantId=${merchantId}`);
  await sees(page, '秒后换新码');
  return merchantId;
}

/** The resident photographs the shop's screen. */
async function scanScreenOf(shown: Page, scanning: Page): Promise<void> {
  await scanning.goto(`${street.origin}/#/pages/home/index`);
  await scanning.getByRole('button', { name: '扫一扫' }).click();
  await showScreenTo(shown, scanning);
}

function redeemButtonOf(page: Page, title: string) {
  return page.locator('.card', { hasText: title }).getByRole('button', { name: '兑换' }).last();
}

async function openOffer(page: Page, title: string): Promise<void> {
  const merchantId = await merchantOfClerk();
  const { items } = await street.get<{ items: { id: string; title: string }[] }>(
    'clerk',
    `/v1/merchants/${merchantId}/offers`,
  );
  const offer = items.find((one) => one.title === title);
  await page.goto(`${street.origin}/#/packages/resident/pages/offer/index?offerId=${offer?.id}`);
  await sees(page, title);
}

async function redeemFromHome(page: Page, title: string, { tomorrow = false } = {}): Promise<void> {
  if (tomorrow) await street.moveClock(24 * 60);
  await openOffer(page, title);
  await page.getByRole('button', { name: /^用 \d+ 分兑换$/ }).click();
  await confirm(page, '兑换');
}
