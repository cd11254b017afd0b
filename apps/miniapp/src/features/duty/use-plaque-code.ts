import { api, problemCode } from '@/services/api';
import { useTurningCode } from '@/services/turning-code';

/** Also how soon the page notices that the next steward has scanned it. */
const EACH_MS = 3_000;

/** The code by which the next steward takes the plaque; `isOver` once somebody has taken it. */
export const usePlaqueCode = (shiftId: string, shown: boolean) =>
  useTurningCode({
    queryKey: ['plaque-code', shiftId],
    read: () => api.call('GET /v1/shifts/{shiftId}/plaque-code', { params: { shiftId } }),
    shown,
    eachMs: EACH_MS,
    over: (failure) => problemCode(failure) === 'plaque-not-here',
  });
