import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from 'playwright-core';

/**
 * A phone's glass: 390 × 844, two device pixels each. Its owner has asked for less motion: while one page slides over
 * another both are seen, and what stands on both can't be told apart.
 */
const PHONE = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  hasTouch: true,
  isMobile: true,
  locale: 'zh-CN',
  timezoneId: 'Asia/Shanghai',
  reducedMotion: 'reduce',
} as const satisfies BrowserContextOptions;

export interface BrowserOptions {
  /** A .y4m or .mjpeg file that the camera shows over and over; permission is given without asking. */
  cameraFile?: string;
}

/** Starts the Chromium that is there; close it when done, or hold it with `await using`. */
export async function launchBrowser({ cameraFile }: BrowserOptions = {}): Promise<Browser> {
  return chromium.launch({
    executablePath: await findChromium(),
    args: [...QUIET_ARGS, ...(cameraFile === undefined ? [] : cameraArgs(cameraFile))],
  });
}

/** A browser whose pages other programs can measure through the protocol of DevTools at `port`; nothing is kept of it. */
export async function openMeasurableBrowser(port: number): Promise<BrowserContext> {
  return chromium.launchPersistentContext('', {
    executablePath: await findChromium(),
    args: [...QUIET_ARGS, `--remote-debugging-port=${port}`],
  });
}

/** A person's phone, with storage of its own. */
export function openPhone(browser: Browser, options: BrowserContextOptions = {}): Promise<BrowserContext> {
  return browser.newContext({ ...PHONE, ...options });
}

/** A phone whose owner reads in elder mode, before anybody signs in on it. */
export async function openElderPhone(browser: Browser, textScale = 1.4): Promise<BrowserContext> {
  const context = await openPhone(browser);
  const stored = JSON.stringify({ state: { elderMode: true, textScale }, version: 0 });
  // Taro wraps what it stores in a browser as { data }.
  await context.addInitScript(
    ([value]) => localStorage.setItem('shangju-session', JSON.stringify({ data: value })),
    [stored],
  );
  return context;
}

const QUIET_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

function cameraArgs(file: string): string[] {
  return [
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${file}`,
  ];
}

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

async function findChromium(): Promise<string> {
  const installed = [process.env['CHROMIUM_PATH'], ...INSTALLED].find((path) => path && existsSync(path));
  if (installed) return installed;
  // Without the arguments that it brings: its single process dies when the first of two contexts closes.
  const { default: packed } = await import('@sparticuz/chromium');
  return packed.executablePath();
}
