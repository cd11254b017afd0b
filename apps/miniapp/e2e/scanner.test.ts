import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import encodeQR from 'qr';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, openPhone } from './browser.ts';
import { writeCameraVideo } from './camera-video.ts';
import { StandInApi } from './stand-in-api.ts';

const CHARACTERS = `${'AbCdEf0_-9'.repeat(3)}xy`;
const CODE = `https://street.example.com/s/${CHARACTERS}`;

describe('the scanner in a browser', { timeout: 90_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'shangju-camera-'));
  let api: StandInApi;
  let blind: Browser;

  beforeAll(async () => {
    api = await StandInApi.start();
    blind = await launchBrowser();
  });
  afterEach(() => api.reset());
  afterAll(async () => {
    await blind.close();
    await api.stop();
    rmSync(folder, { recursive: true });
  });

  test('reads the code that the camera sees', async () => {
    const video = join(folder, 'code.y4m');
    writeCameraVideo(video, CODE);
    const seeing = await launchBrowser({ cameraFile: video });
    try {
      const page = await openScanner(seeing);
      expect(await scannedCode(page)).toContain(CHARACTERS);
    } finally {
      await seeing.close();
    }
  });

  test('takes typed characters where there is no camera', async () => {
    const page = await openScanner(blind);
    await page.getByText('相机没有打开').waitFor();
    await page.getByRole('button', { name: '输入' }).click();
    await page.getByLabel('码上的字').fill(CHARACTERS.replace(/(.{8})/g, '$1 '));
    await page.getByRole('button', { name: '就是这个码' }).click();
    expect((await scannedCode(page)).replace(/ /g, '')).toBe(CHARACTERS);
  });

  test('reads a picture, and says when it holds no code', async () => {
    const page = await openScanner(blind);
    const withoutCode = await page.screenshot();
    await pick(page, withoutCode);
    await page.getByText('这张照片里没有找到码').waitFor();
    await pick(page, await pictureOfCode(page));
    expect(await scannedCode(page)).toContain(CHARACTERS);
  });

  test('is closed by Escape, sends nothing, and gives the focus back', async () => {
    const page = await openScanner(blind);
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(api.requestsTo('/v1/scans')).toEqual([]);
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('扫一扫');
  });

  async function openScanner(browser: Browser): Promise<Page> {
    const context = await openPhone(browser);
    const page = await context.newPage();
    await page.goto(`${api.origin}/#/pages/me/index`);
    await page.getByText('陈桂芳').click();
    await page.waitForFunction(() => localStorage.getItem('shangju-session')?.includes('token-1'));
    // The query makes the browser load the page anew, whatever the log-in has opened.
    await page.goto(`${api.origin}/?again#/pages/home/index`);
    await page.getByRole('button', { name: '扫一扫' }).click();
    return page;
  }

  /** What went to the API once the scanner had closed. */
  async function scannedCode(page: Page): Promise<string> {
    await expect.poll(() => api.requestsTo('/v1/scans').length, { timeout: 20_000 }).toBe(1);
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const { code } = JSON.parse(api.requestsTo('/v1/scans')[0]?.body ?? '{}') as { code: string };
    return code;
  }

  async function pick(page: Page, buffer: Buffer): Promise<void> {
    await page.getByLabel('带码的照片').setInputFiles({ name: 'picture.png', mimeType: 'image/png', buffer });
  }

  async function pictureOfCode(page: Page): Promise<Buffer> {
    const other = await page.context().newPage();
    await other.setContent(`<div style="width: 300px">${encodeQR(CODE, 'svg', { border: 4 })}</div>`);
    const picture = await other.screenshot();
    await other.close();
    return picture;
  }
});
