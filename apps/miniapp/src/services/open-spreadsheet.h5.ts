import { releaseFile } from './file-transport.h5';

/** The browser has taken it by then, on a slow phone too. */
const TAKEN_AFTER_MS = 60_000;

/** Hands a file over to the browser, which saves it under its name; it is let go of afterwards. */
export async function openSpreadsheet(address: string, fileName: string): Promise<void> {
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.hidden = true;
  // Old Firefox follows no link that is not part of the page.
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => releaseFile(address), TAKEN_AFTER_MS);
}
