import type { Page } from 'playwright-core';

/** What people do with a page in a browser, and what they see of it. */

const WAIT_MS = 30_000;

/** The words stand somewhere on the page, for eyes: pages beneath keep theirs in the document. */
export async function sees(page: Page, words: string): Promise<void> {
  const found = page.getByText(words).filter({ visible: true }).first();
  try {
    await found.waitFor({ timeout: WAIT_MS });
  } catch {
    const stands = await page.locator('body').ariaSnapshot();
    throw new Error(`Waited ${WAIT_MS} ms in vain for “${words}”. On ${page.url()} stands:\n${stands}`);
  }
}

/** Answers the question that lies over the page. */
export async function confirm(page: Page, text: string): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name: text, exact: true }).click();
}

/** One phone photographs the other's screen with its scanner open. */
export async function showScreenTo(shown: Page, scanning: Page): Promise<void> {
  const buffer = await shown.screenshot();
  await scanning
    .getByLabel('带码的照片')
    .setInputFiles({ name: 'screen.png', mimeType: 'image/png', buffer });
}

/** Types a code into the open scanner. */
export async function typeCode(page: Page, code: string): Promise<void> {
  await page.getByRole('button', { name: '输入' }).click();
  await page.getByLabel('码上的字').fill(code);
  await page.getByRole('button', { name: '就是这个码' }).click();
}
