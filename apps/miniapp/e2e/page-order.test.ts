import type { Browser, BrowserContext, Page, Route } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchBrowser, openPhone } from './browser.ts';
import { StandInApi } from './stand-in-api.ts';

/** On a slow line the parts of pages arrive out of order; what stands is what the person asked for last. */

const ME = '#/pages/me/index';

let api: StandInApi;
let browser: Browser;
let phone: BrowserContext;

beforeAll(async () => {
  [api, browser] = await Promise.all([StandInApi.start(), launchBrowser()]);
});
beforeEach(async () => {
  phone = await openPhone(browser);
});
afterEach(() => phone.close());
afterAll(async () => {
  await browser?.close();
  await api?.stop();
});

test('a page that arrives late does not cover the one that was asked for after it', async () => {
  const page = await openMe();
  await page.getByText('陈桂芳').click();
  await page.getByText('退出登录').waitFor();
  const points = await holdScripts(page, () => page.getByText('我的积分').click());
  await page.getByText('消息').click();
  await page.locator('.taro_page[id^="/packages/duty/pages/notices/"]').waitFor();
  await points.arrive();
  expect(await openPages(page)).toEqual(['/pages/me/index', '/packages/duty/pages/notices/index']);
});

test('who taps back to a tab before the other has arrived stays there', async () => {
  const page = await openMe();
  const home = await holdScripts(page, () => tab(page, '首页').click());
  await tab(page, '我的').click();
  await home.arrive();
  expect(await openPages(page)).toEqual(['/pages/me/index']);
});

test('the files of the page in the address are asked for before the app has come, and no others', async () => {
  const alone = await phone.newPage();
  await alone.route('**/js/ahead.*', (route) => route.abort());
  const needed = filesAskedBy(alone);
  await openMe(alone);

  const page = await phone.newPage();
  await page.route('**/js/app.*', () => undefined);
  const asked = filesAskedBy(page);
  await page.goto(`${api.origin}/${ME}`, { waitUntil: 'commit' });
  await expect.poll(() => [...asked].toSorted()).toEqual([...needed].toSorted());
});

test('the bar says which tab is open, and is gone on other pages', async () => {
  const page = await openMe();
  const bar = page.getByRole('navigation', { name: '主要页面' });
  expect(await bar.getByRole('button', { name: '我的' }).getAttribute('aria-current')).toBe('page');
  await bar.getByRole('button', { name: '议事' }).click();
  await bar.locator('[aria-current=page]', { hasText: '议事' }).waitFor();
  expect(await bar.locator('[aria-current]').count()).toBe(1);
  await bar.getByRole('button', { name: '我的' }).click();
  await page.getByText('陈桂芳').click();
  await page.getByText('退出登录').waitFor();
  await page.getByText('消息').click();
  await bar.waitFor({ state: 'hidden' });
});

/** Fills with the scripts and styles that a page asks for from now on. */
function filesAskedBy(page: Page): Set<string> {
  const files = new Set<string>();
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (/^\/(js|css)\/(?!ahead)/.test(pathname)) files.add(pathname);
  });
  return files;
}

async function openMe(given?: Page): Promise<Page> {
  const page = given ?? (await phone.newPage());
  await page.goto(`${api.origin}/${ME}`);
  await page.getByText('大字模式').waitFor();
  return page;
}

const tab = (page: Page, text: string) => page.locator('.tab-bar__tab', { hasText: text });

/** What a step asks for does not come before `arrive`. */
async function holdScripts(page: Page, step: () => Promise<unknown>): Promise<{ arrive(): Promise<void> }> {
  const held: Route[] = [];
  let holding = true;
  await page.route('**/js/*.js', (route) => (holding ? void held.push(route) : route.continue()));
  const asked = page.waitForRequest('**/js/*.js');
  await step();
  await asked;
  holding = false;
  return {
    async arrive() {
      const arrivals = held.map((route) =>
        page.waitForEvent('requestfinished', (finished) => finished === route.request()),
      );
      await Promise.all(held.map((route) => route.continue()));
      await Promise.all(arrivals);
      await settled(page);
    },
  };
}

/** The browser has run what came and what came of it. A page that is never idle is asked again in a second. */
async function settled(page: Page): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    await page.evaluate(
      () => new Promise((resolve) => requestIdleCallback(() => setTimeout(resolve), { timeout: 1_000 })),
    );
  }
}

/** Addresses of the pages that were opened, the lowest first. */
function openPages(page: Page): Promise<string[]> {
  return page.locator('.taro_page').evaluateAll((open) => open.map(({ id }) => id.split('?')[0] ?? ''));
}
