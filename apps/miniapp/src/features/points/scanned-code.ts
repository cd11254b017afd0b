import { codeText } from '@shangju/rules';
import { pageParam } from '@/services/page-param';

/**
 * The code that a page was opened with: `code` from our own pages and from browsers, `q` from WeChat's plain-link
 * rule (the whole address, encoded), `scene` from a mini-program code (the 32 characters).
 * developers.weixin.qq.com/miniprogram/introduction/qrcode.html
 */
export function codeOfLaunch(params: Partial<Record<string, string>>): string | undefined {
  for (const name of ['code', 'q', 'scene']) {
    const said = pageParam(params, name);
    const code = said === undefined ? undefined : codeText(said);
    if (code !== undefined) return code;
  }
  return undefined;
}

/** The address of the page that says what a code is for. */
export function scannedPage(code: string): string {
  return `/packages/resident/pages/scanned/index?code=${code}`;
}
