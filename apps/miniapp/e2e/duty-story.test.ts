import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { launchBrowser, openPhone } from './browser.ts';
import { DutyLane } from './duty-lane.ts';
import { confirm, sees, showScreenTo, typeCode } from './page-acts.ts';
import { Street } from './street.ts';

/** Days of duty on two merchants' phones: the real pages, the real API, a real PostgreSQL. */

const MY_SHIFTS = 'packages/duty/pages/my-shifts/index';

let street: Street;
let browser: Browser;
let lane: DutyLane;
let phones: BrowserContext[] = [];

beforeAll(async () => {
  [street, browser] = await Promise.all([Street.open(), launchBrowser()]);
  lane = await DutyLane.open(street);
}, 120_000);
afterEach(async () => {
  await Promise.all(phones.map((phone) => phone.close()));
  phones = [];
});
afterAll(async () => {
  await browser?.close();
  await street?.close();
});

test('a day of duty, from the published roster to the report', async () => {
  await lane.publish(0);
  const [morning, evening] = await lane.shifts(0);
  if (!morning || !evening) throw new Error('the day has no two shifts');
  const [first, second] = [lane.shopOf(morning), lane.shopOf(evening)];
  const pointsBefore = await pointsOf(first.persona);

  await street.setClock(lane.at(-1, '19:30'));
  const early = await signIn(first.ownerName);
  await open(early, MY_SHIFTS);
  await sees(early, '明天');
  await sees(early, '08:00–14:00');
  await sees(early, '明早 7:45 起可以接班');

  await street.setClock(lane.at(0, '07:50'));
  await early.reload();
  await early.getByRole('button', { name: '接班打卡' }).click();
  await typeCode(early, await lane.backCode());
  await sees(early, '正在值日');

  await street.setClock(lane.at(0, '09:00'));
  await early.reload();
  await sees(early, '还没有巡查');
  await early.getByRole('button', { name: '巡查' }).click();
  await early.getByRole('switch', { name: '门前干净：正常' }).click();
  await early.getByLabel('门前干净怎么了').fill('菜市口下水井返水');
  await addPicture(early);
  await early.getByRole('switch', { name: '需要有人来处理' }).click();
  await early.getByRole('button', { name: '发出去（1 处有问题）' }).click();
  await sees(early, '巡查记好了，已经告诉商会。');
  await sees(early, '巡查过 1 次');
  const [finding] = await lane.patrols(morning.id);
  expect(finding).toMatchObject({
    needsSomeone: true,
    results: [
      { item: '消防通道畅通', ok: true },
      { item: '门前干净', ok: false, note: '菜市口下水井返水' },
      { item: '没有占道', ok: true },
    ],
  });
  expect(finding?.pictureIds).toHaveLength(1);

  await street.setClock(lane.at(0, '13:50'));
  await early.reload();
  await early.getByRole('button', { name: '交班' }).click();
  await early.getByLabel('值日牌的码，请下一班扫').waitFor();
  const late = await signIn(second.ownerName);
  await open(late, MY_SHIFTS);
  await late.getByRole('button', { name: '接班打卡' }).click();
  await showScreenTo(early, late);
  await sees(late, '正在值日');
  await sees(early, '交班好了，辛苦您');

  const resident = await signIn('周敏华');
  await resident.getByText('今日管家 · 永安夜市').click();
  await sees(resident, '正在值日');
  await resident.locator('.wall__name', { hasText: evening.merchantName }).waitFor();

  await street.setClock(lane.at(0, '16:00'));
  await late.reload();
  await late.getByRole('button', { name: '巡查' }).click();
  await late.getByRole('button', { name: '都正常，发出去' }).click();
  await sees(late, '巡查过 1 次');

  await street.setClock(lane.at(0, '20:05'));
  await late.reload();
  await sees(late, '该交班了');
  await late.getByRole('button', { name: '交班' }).click();
  await late.getByRole('button', { name: '没人来接，先下班' }).click();
  await confirm(late, '下班');
  await sees(late, '下班了，+10 分，辛苦您。');

  expect(await pointsOf(first.persona)).toBe(pointsBefore + 10);
  const days = `from=${lane.day(0)}&to=${lane.day(0)}`;
  const { rows } = await street.get<{ rows: { merchantId: string }[] }>(
    'admin',
    `/v1/rosters/${lane.rosterId}/report?${days}`,
  );
  const worked = { due: 1, worked: 1, late: 0, missed: 0, patrols: 1 };
  expect(rows.find(({ merchantId }) => merchantId === first.merchantId)).toMatchObject({
    ...worked,
    findings: 1,
  });
  expect(rows.find(({ merchantId }) => merchantId === second.merchantId)).toMatchObject({
    ...worked,
    findings: 0,
  });
});

async function signIn(name: string, phone?: BrowserContext): Promise<Page> {
  const context =
    phone ?? (await openPhone(browser, { geolocation: lane.place, permissions: ['geolocation'] }));
  phones.push(context);
  const page = await context.newPage();
  await page.goto(`${street.origin}/#/pages/me/index`);
  await page.getByText(name).click();
  await sees(page, '退出登录');
  await open(page, 'pages/home/index');
  return page;
}

async function open(page: Page, path: string): Promise<void> {
  await page.goto(`${street.origin}/#/${path}`);
}

/** A picture of the lane, as the camera hands it over. */
async function addPicture(page: Page): Promise<void> {
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: '拍照或选照片' }).click();
  const buffer = await page.screenshot({ type: 'jpeg' });
  await (await choosing).setFiles({ name: 'lane.jpg', mimeType: 'image/jpeg', buffer });
  await page.getByLabel('第 1 张照片', { exact: true }).waitFor();
}

async function pointsOf(persona: string): Promise<number> {
  return (await street.get<{ available: number }>(persona, '/v1/me/points')).available;
}
