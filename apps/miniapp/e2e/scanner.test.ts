import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, openPhone } from './browser.ts';
import { writeCameraVideo } from './camera-video.ts';
import { StandInApi } from './stand-in-api.ts';

const CODE = `https://street.example.com/s/${'AbCdEf0_-9'.repeat(3)}xy`;

describe('the scanner in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'shangju-camera-'));
  const video = join(folder, 'code.y4m');
  let api: StandInApi;
  let browser: Browser | undefined;

  beforeAll(async () => {
    writeCameraVideo(video, CODE);
    api = await StandInApi.start();
  });
  afterEach(async () => {
    await browser?.close();
    api.reset();
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await api.stop();
  });

  test('reads the code that the camera sees', async () => {
    const page = await openScanner({ cameraFile: video });
    await waitForScan(page);
    expect(JSON.parse(api.requestsTo('/v1/scans')[0]?.body ?? '')).toMatchObject({ code: CODE });
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  test('takes typed characters where there is no camera', async () => {
    const page = await openScanner({});
    await page.getByText('相机没有打开').waitFor();
    await page.getByRole('button', { name: '输入' }).click();
    await page.getByLabel('码上的字').fill('AbCdEf0_ -9AbCdE f0_-9AbC dEf0_-9xy');
    await page.getByRole('button', { name: '就是这个码' }).click();
    await waitForScan(page);
    expect(api.requestsTo('/v1/scans')).toHaveLength(1);
  });

  test('reads a picture, and says when it holds no code', async () => {
    const page = await openScanner({});
    const withoutCode = await page.screenshot();
    await page
      .getByLabel('带码的照片')
      .setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: withoutCode });
    await page.getByText('这张照片里没有找到码').waitFor();
    await page
      .getByLabel('带码的照片')
      .setInputFiles({ name: 'b.png', mimeType: 'image/png', buffer: await pictureOfCode(page) });
    await waitForScan(page);
    expect(JSON.parse(api.requestsTo('/v1/scans')[0]?.body ?? '')).toMatchObject({ code: CODE });
  });

  test('is closed by Escape, sends nothing, and gives the focus back', async () => {
    const page = await openScanner({});
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(api.requestsTo('/v1/scans')).toEqual([]);
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('扫一扫');
  });

  async function openScanner(options: { cameraFile?: string }): Promise<Page> {
    browser = await launchBrowser(options);
    const context = await openPhone(browser);
    const page = await context.newPage();
    await page.goto(`${api.origin}/#/pages/me/index`);
    await page.getByText('陈桂芳').click();
    await page.getByText('退出登录').waitFor();
    await page.goto(`${api.origin}/#/pages/home/index`);
    await page.getByRole('button', { name: '扫一扫' }).click();
    return page;
  }

  async function waitForScan(page: Page): Promise<void> {
    await expect.poll(() => api.requestsTo('/v1/scans').length, { timeout: 10_000 }).toBe(1);
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }

  /** A screenshot of the code drawn by another page's canvas: the same modules that the camera video has. */
  async function pictureOfCode(page: Page): Promise<Buffer> {
    const { default: encodeQR } = await import('qr');
    const svg = encodeQR(CODE, 'svg', { border: 4 });
    const other = await page.context().newPage();
    await other.setContent(`<div style="width:300px">${svg}</div>`);
    const picture = await other.screenshot();
    await other.close();
    return picture;
  }
});
