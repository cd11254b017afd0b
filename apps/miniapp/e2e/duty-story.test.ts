import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { launchBrowser, openPhone } from './browser.ts';
import { DutyLane } from './duty-lane.ts';
import { confirm, sees, showScreenTo, typeCode } from './page-acts.ts';
import { Street } from './street.ts';

/** Days of duty on two merchants' phones: the real pages, the real API, a real PostgreSQL. */

const MY_SHIFTS = 'packages/duty/pages/my-shifts/index';
const LONG_DAY_MS = 240_000;

let street: Street;
let browser: Browser;
let lane: DutyLane;
let phones: BrowserContext[] = [];

beforeAll(async () => {
  [street, browser] = await Promise.all([Street.open(), launchBrowser()]);
  lane = await DutyLane.open(street);
});
afterEach(async () => {
  await Promise.all(phones.map((phone) => phone.close()));
  phones = [];
});
afterAll(async () => {
  await browser?.close();
  await street?.close();
});

test(
  'a day of duty, from the published roster to the report',
  async () => {
    const admin = await signIn('彭国兴');
    await openRoster(admin);
    await admin.getByRole('button', { name: '发布排班' }).click();
    await admin.getByLabel('从哪天').fill(lane.day(0));
    await admin.getByLabel('到哪天').fill(lane.day(0));
    await sees(admin, '各 1 班');
    await admin.getByRole('button', { name: '发布', exact: true }).click();
    await sees(admin, '发布好了：新排 2 班。');
    const { morning, evening, first, second } = await turnsOf(0);
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

    await street.setClock(lane.at(0, '13:52'));
    await early.reload();
    // What is kept for a street without a network stands there first, by the phone's clock, which is days off here.
    await early.getByText(/还剩 [78] 分钟交班/).waitFor();
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
    await openRoster(admin);
    await admin.getByText('要人处理的事').click();
    await sees(admin, '菜市口下水井返水');
    await admin.getByRole('button', { name: '看大图：第 1 张照片，共 1 张' }).waitFor();
    await openRoster(admin);
    await admin.getByText('值日报表').click();
    await admin.getByLabel('从哪天').fill(lane.day(0));
    await admin.getByLabel('到哪天').fill(lane.day(0));
    await sees(admin, '该值 2 班，值完 2 班；巡查 2 次，1 次发现要人处理的事。');
    const downloading = admin.waitForEvent('download');
    await admin.getByRole('button', { name: '下载表格' }).click();
    expect((await downloading).suggestedFilename()).toMatch(/\.xlsx$/);
  },
  LONG_DAY_MS,
);

test('a shift is asked away and taken, on both phones', async () => {
  await lane.publish(2);
  const { morning, evening, first, second } = await turnsOf(2);
  await street.setClock(lane.at(1, '12:00'));
  const asking = await signIn(first.ownerName);
  await open(asking, MY_SHIFTS);
  await asking.getByRole('button', { name: '请人换班' }).click();
  await asking.getByRole('radio', { name: '指定一家' }).click();
  await asking.getByRole('radio', { name: evening.merchantName }).click();
  await confirm(asking, '问出去');
  await sees(asking, '写一句，邻居好帮您');
  await asking.getByLabel('为什么换').fill('那天要去进货');
  await confirm(asking, '问出去');
  await sees(asking, '问出去了，有人接会发消息告诉您。');
  await asking.getByRole('button', { name: '撤回' }).waitFor();

  const taking = await signIn(second.ownerName);
  await open(taking, MY_SHIFTS);
  await sees(taking, `${morning.merchantName} → ${evening.merchantName}`);
  await taking
    .locator('.card', { hasText: '那天要去进货' })
    .getByRole('button', { name: '接', exact: true })
    .click();
  await taking.getByRole('radio', { name: '明天 14:00–20:00 晚班' }).click();
  await confirm(taking, '我来值');
  await sees(taking, '换好了，这一班归您。');
  await sees(taking, '明天 08:00–14:00');

  await asking.reload();
  await sees(asking, '明天 14:00–20:00');
  await asking.getByText('换班记录').click();
  await sees(asking, '换好了');
  const swapped = await lane.shifts(2);
  expect(swapped.map(({ id, merchantId, swapped: isSwapped }) => ({ id, merchantId, isSwapped }))).toEqual([
    { id: morning.id, merchantId: second.merchantId, isSwapped: true },
    { id: evening.id, merchantId: first.merchantId, isSwapped: true },
  ]);
});

test('a shift that nobody began says so to its shop and on the wall', async () => {
  await lane.publish(4);
  const { first, morning } = await turnsOf(4);
  await street.setClock(lane.at(4, '14:30'));
  const missing = await signIn(first.ownerName);
  await open(missing, MY_SHIFTS);
  await sees(missing, '今天的班');
  await missing.getByRole('link', { name: /今天 08:00–14:00.*缺班/ }).click();
  await sees(missing, '没有打卡，记为缺班。有特殊情况请联系商会。');
  await open(missing, 'packages/duty/pages/notices/index');
  await sees(missing, '有一班没有打卡');

  const resident = await signIn('周敏华');
  await open(resident, `packages/duty/pages/wall/index?rosterId=${lane.rosterId}`);
  await resident.getByRole('button', { name: /今天，缺班/ }).waitFor();
  await sees(resident, morning.merchantName);
});

test('acts made without a network wait on the page in order, and arrive once each with their time', async () => {
  await lane.publish(6);
  const { morning, first } = await turnsOf(6);
  await street.setClock(lane.at(6, '07:50'));
  const steward = await signIn(first.ownerName);
  await open(steward, MY_SHIFTS);
  // All that the next acts need is fetched while there is a network.
  await steward.reload({ waitUntil: 'networkidle' });
  const backCode = await lane.backCode();

  await steward.context().setOffline(true);
  await steward.getByRole('button', { name: '接班打卡' }).click();
  await typeCode(steward, backCode);
  await sees(steward, '正在值日');
  for (const round of [1, 2, 3, 4]) {
    await steward.getByRole('button', { name: /^(再巡查一次|巡查)$/ }).click();
    if (round % 2 === 0) await addPicture(steward);
    await steward.getByRole('button', { name: '都正常，发出去' }).click();
    await sees(steward, `巡查过 ${round} 次`);
  }
  await steward.getByRole('button', { name: '交班' }).click();
  await steward.getByRole('button', { name: '没人来接，先下班' }).click();
  await confirm(steward, '下班');
  await sees(steward, '6 项等网络，连上就发：');
  const said = await waitingOn(steward);
  expect(said.map(({ about }) => about.replace(/^今天 \d\d:\d\d /, ''))).toEqual([
    '接班打卡 · 早班',
    '巡查 · 早班',
    '巡查（1 张照片） · 早班',
    '巡查 · 早班',
    '巡查（1 张照片） · 早班',
    '下班 · 早班',
  ]);
  const bar = steward.getByRole('status').filter({ hasText: '项等网络', visible: true });
  expect(await bar.locator('.offline-bar__send').allTextContents()).toEqual(said.map(({ about }) => about));

  await street.setClock(lane.at(6, '08:30'));
  street.gate.trouble = 'answers get lost';
  await steward.context().setOffline(false);
  await expect.poll(async () => (await turnsOf(6)).morning.status).toBe('on-duty');
  await steward.context().setOffline(true);
  street.gate.trouble = 'everything comes twice';
  await steward.context().setOffline(false);
  await expect.poll(() => waitingOn(steward), { timeout: 60_000 }).toEqual([]);
  street.gate.trouble = 'none';

  const times = said.map(({ options }) => options.body.happenedAt);
  const { morning: worked } = await turnsOf(6);
  expect(worked).toMatchObject({
    status: 'worked',
    checkedInAt: times.at(0),
    checkedOutAt: times.at(-1),
    checkInSentLate: true,
    patrolCount: 4,
  });
  const patrols = await lane.patrols(morning.id);
  expect(
    patrols
      .map(({ at, sentLate, pictureIds }) => ({ at, sentLate, pictures: pictureIds.length }))
      .toReversed(),
  ).toEqual(times.slice(1, -1).map((at, index) => ({ at, sentLate: true, pictures: index % 2 })));
});

async function signIn(name: string, phone?: BrowserContext): Promise<Page> {
  const context =
    phone ?? (await openPhone(browser, { geolocation: lane.place, permissions: ['geolocation'] }));
  phones.push(context);
  const page = await context.newPage();
  await page.goto(`${street.origin}/#/pages/me/index`);
  await page.getByText(name, { exact: true }).click();
  await sees(page, '退出登录');
  await open(page, 'pages/home/index');
  return page;
}

interface Waiting {
  about: string;
  options: { body: { happenedAt: string } };
}

/** What the phone keeps for the network, the oldest first. */
function waitingOn(page: Page): Promise<Waiting[]> {
  // Taro wraps what it stores in a browser as { data }.
  return page.evaluate(() =>
    JSON.parse(JSON.parse(localStorage.getItem('shangju-pending-sends') ?? '{"data":"[]"}').data),
  );
}

/** The two shifts of a day and whose they are. */
async function turnsOf(day: number) {
  const [morning, evening] = await lane.shifts(day);
  if (!morning || !evening) throw new Error(`day ${day} has no two shifts`);
  return { morning, evening, first: lane.shopOf(morning), second: lane.shopOf(evening) };
}

/** From the admin's own page to the desk of the lane's roster. */
async function openRoster(admin: Page): Promise<void> {
  await open(admin, 'pages/me/index');
  await admin.getByRole('link', { name: /^商会管理 / }).click();
  await admin.getByRole('link', { name: /^值日/ }).click();
  await admin.getByText('夜市管家').click();
  await sees(admin, '等您处理');
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
