import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { launchBrowser, openPhone } from './browser.ts';
import { faintTexts } from './contrast.ts';
import { DutyLane } from './duty-lane.ts';
import { sees, typeCode } from './page-acts.ts';
import { Street } from './street.ts';

/** 我的值日 for eyes that need it larger, and in the dark. */

const MY_SHIFTS = 'packages/duty/pages/my-shifts/index';

let street: Street;
let browser: Browser;
let lane: DutyLane;
let phone: BrowserContext | undefined;
let day = 0;

beforeAll(async () => {
  [street, browser] = await Promise.all([Street.open(), launchBrowser()]);
  lane = await DutyLane.open(street);
});
afterEach(async () => {
  await phone?.close();
  phone = undefined;
  day += 2;
});
afterAll(async () => {
  await browser?.close();
  await street?.close();
});

test.for([1.4, 1.8])('in letters × %f the next act is always in sight', async (textScale) => {
  await lane.publish(day);
  await street.setClock(lane.at(day, '07:30'));
  const page = await openMyShifts({});
  await setReading(page, textScale);
  await expectInSight(page, '还没到时间');
  await goOnAt(page, '07:50');
  await expectInSight(page, '接班打卡');
  await checkIn(page);
  await expectInSight(page, '巡查');
  await page.getByRole('button', { name: '巡查', exact: true }).click();
  await expectInSight(page, '都正常，发出去');
  await page.getByRole('button', { name: '都正常，发出去' }).click();
  await sees(page, '巡查过 1 次');
  await expectInSight(page, '再巡查一次');
  await goOnAt(page, '13:50');
  await page.getByText(/还剩 \d+ 分钟交班/).waitFor();
  await expectInSight(page, '交班');
});

test('in the dark every word stands out', async () => {
  await lane.publish(day);
  await street.setClock(lane.at(day, '07:50'));
  const page = await openMyShifts({ colorScheme: 'dark' });
  await expectReadableInTheDark(page, '接班打卡');
  await checkIn(page);
  await page.getByRole('button', { name: '巡查', exact: true }).click();
  await page.getByRole('switch', { name: '门前干净：正常' }).click();
  await expectReadableInTheDark(page, '发出去（1 处有问题）');
  await open(page, MY_SHIFTS);
  await page.getByRole('button', { name: '交班', exact: true }).filter({ visible: true }).click();
  await page.getByLabel('值日牌的码，请下一班扫').waitFor();
  await expectReadableInTheDark(page, '没人来接，先下班');
  await open(page, `packages/duty/pages/wall/index?rosterId=${lane.rosterId}`);
  await page.getByRole('button', { name: /，今天，/ }).waitFor();
  await expectReadableInTheDark(page, '上月');
});

/** 我的值日 on the phone of the day's first shop. */
async function openMyShifts(options: Parameters<typeof openPhone>[1]): Promise<Page> {
  const [morning] = await lane.shifts(day);
  if (!morning) throw new Error(`day ${day} has no shift`);
  phone = await openPhone(browser, { geolocation: lane.place, permissions: ['geolocation'], ...options });
  const page = await phone.newPage();
  await open(page, 'pages/me/index');
  await page.getByText(lane.shopOf(morning).ownerName).click();
  await sees(page, '退出登录');
  await open(page, MY_SHIFTS);
  return page;
}

async function open(page: Page, path: string): Promise<void> {
  await page.goto(`${street.origin}/#/${path}`);
}

async function goOnAt(page: Page, time: string): Promise<void> {
  await street.setClock(lane.at(day, time));
  await page.reload();
}

async function checkIn(page: Page): Promise<void> {
  await page.getByRole('button', { name: '接班打卡' }).click();
  await typeCode(page, await lane.backCode());
  await sees(page, '正在值日');
}

/** How this phone's owner reads, as 大字模式 on 我的 leaves it. */
async function setReading(page: Page, textScale: number): Promise<void> {
  await page.evaluate((scale) => {
    // Taro wraps what it stores in a browser as { data }.
    const { data } = JSON.parse(localStorage.getItem('shangju-session') ?? '{}');
    const session = JSON.parse(data);
    Object.assign(session.state, { elderMode: true, textScale: scale });
    localStorage.setItem('shangju-session', JSON.stringify({ data: JSON.stringify(session) }));
  }, textScale);
  await page.reload();
}

const TARGET_MIN_PX = 60;

/** The whole button lies on the glass without scrolling, large enough, and nothing lies over it. */
async function expectInSight(page: Page, name: string): Promise<void> {
  const button = page.getByRole('button', { name, exact: true }).filter({ visible: true }).first();
  await button.waitFor();
  const seen = () =>
    button.evaluate((node) => {
      const { top, bottom, left, width, height } = node.getBoundingClientRect();
      const lying = document.elementFromPoint(left + width / 2, top + height / 2);
      return {
        top,
        below: window.innerHeight - bottom,
        height,
        free: lying !== null && node.contains(lying),
      };
    });
  await expect.poll(async () => (await seen()).free, { timeout: 10_000 }).toBe(true);
  const { top, below, height } = await seen();
  expect(top).toBeGreaterThanOrEqual(0);
  expect(below).toBeGreaterThanOrEqual(0);
  expect(height).toBeGreaterThanOrEqual(TARGET_MIN_PX);
}

async function expectReadableInTheDark(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).filter({ visible: true }).waitFor();
  const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  expect(paper).toBe(PAPER_IN_THE_DARK);
  expect(await faintTexts(page)).toEqual([]);
}

/** The paper of the dark tokens, #171412. */
const PAPER_IN_THE_DARK = 'rgb(23, 20, 18)';
