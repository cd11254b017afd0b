import { problemCode } from '@/services/api';
import { failureWords } from '@/services/failure-words';

/** Why the scan or the fulfilment was refused, and what to do now; the short word first. */
export function refusalWords(failure: unknown): { title: string; why: string } {
  return { title: TITLES[problemCode(failure) ?? ''] ?? '没有核销成', why: failureWords(failure) };
}

const TITLES: Partial<Record<string, string>> = {
  'code-invalid': '认不出这个码',
  'code-expired': '码过期了',
  'code-wrong-kind': '这不是兑换券',
  'code-not-yours': '不是您店里的券',
  'redemption-ended': '这张券已经结束',
  'voucher-expired': '这张券过期了',
  'own-redemption': '这是您自己的券',
};
