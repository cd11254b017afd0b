import { ApiProblem } from './api';
import { NetworkFailure } from './network-failure';

/** What went wrong as a sentence for the person; the API's own where it gave one. */
export function failureWords(failure: unknown): string {
  if (failure instanceof ApiProblem) return failure.problem.detail;
  if (failure instanceof NetworkFailure) {
    return failure.reason === 'timeout' ? '网络有点慢，没有等到回音。' : '没有连上网络。';
  }
  return '手机上出了点问题。';
}
