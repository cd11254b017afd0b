import { problemCode } from '@/services/api';
import { failureWords } from '@/services/failure-words';

/** Why a scan or a fulfilment was refused: the short word, then what to do now. */
export function refusalWords(failure: unknown): { title: string; why: string } {
  const code = problemCode(failure) ?? '';
  return { title: TITLES[code] ?? '没有核销成', why: WHYS[code] ?? failureWords(failure) };
}

const TITLES: Partial<Record<string, string>> = {
  'validation-failed': '认不出这个码',
  'code-invalid': '认不出这个码',
  'code-expired': '码过期了',
  'code-wrong-kind': '这不是兑换券',
  'code-not-yours': '不是您店里的券',
  'redemption-ended': '这张券已经结束',
  'voucher-expired': '这张券过期了',
  'own-redemption': '这是您自己的券',
};

/** Where the counter knows more than the API's sentence, which speaks to anyone who scans. */
const WHYS: Partial<Record<string, string>> = {
  'validation-failed': '请客人打开“我的兑换”，亮出券上的码再扫。',
  'code-invalid': '请客人打开“我的兑换”，亮出券上的码再扫。',
};
