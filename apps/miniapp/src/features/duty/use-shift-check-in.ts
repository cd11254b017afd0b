import type { Location, Shift } from '@shangju/contracts';
import { codeText, openCode } from '@shangju/rules';
import { useMutation } from '@tanstack/react-query';
import { LOCATION_DENIED_WORDS, phoneLocation } from '@/features/points/phone-location';
import { problemCode } from '@/services/api';
import { failureWords } from '@/services/failure-words';
import { notify } from '@/services/notices';
import { sendOrKeep } from '@/services/pending-sends';
import { queryClient } from '@/services/query-client';
import { scan } from '@/services/scan';
import { streetNow } from '@/services/street-clock';
import { aboutAct } from './duty-words';
import { useRoster } from './use-shift';

/** Why a check-in did not come about, in words, and whether the phone keeps its place to itself. */
export interface CheckInObstacle {
  words: string;
  locationDenied: boolean;
}

/**
 * Begins a shift with the plaque: scans it, and adds the phone's place where the code is the one on its back.
 * Without a network it waits on the phone, with the time of now.
 */
export function useShiftCheckIn(shift: Shift): {
  start: (scanned?: string) => void;
  busy: boolean;
  obstacle: CheckInObstacle | undefined;
} {
  const roster = useRoster(shift.rosterId).data;
  const { mutate, isPending, error } = useMutation({
    mutationFn: async (scanned: string | undefined) => {
      const said = scanned ?? (await scan());
      if (said === undefined) return undefined;
      const plaqueCode = codeText(said);
      const fields = plaqueCode === undefined ? undefined : openCode(plaqueCode)?.fields;
      if (plaqueCode === undefined || fields?.kind !== 'plaque') {
        throw new Obstacle('这不是值日牌的码。请扫上一班亮出的码，或者值日牌背面的码。');
      }
      const now = streetNow();
      const location = fields.step === 0 && roster?.location !== null ? await placeNow() : undefined;
      return sendOrKeep(
        'POST /v1/shifts/{shiftId}/check-in',
        {
          params: { shiftId: shift.id },
          body: { plaqueCode, happenedAt: now.toISOString(), ...(location ? { location } : {}) },
        },
        aboutAct('接班打卡', shift, now),
      );
    },
    onSuccess: (sent) => {
      if (!sent) return;
      if (sent.kept) notify('没有网络，接班打卡已经记在手机里，连上就发。');
      else notify('接班好了，今天辛苦您。', 'good');
    },
    onError: (failure) => {
      // What the page shows of it is old.
      if (STALE.has(problemCode(failure) ?? '')) void queryClient.invalidateQueries({ queryKey: ['duty'] });
    },
  });
  return {
    start: (scanned) => mutate(scanned),
    busy: isPending,
    obstacle: error
      ? {
          words: error instanceof Obstacle ? error.message : failureWords(error),
          locationDenied: error instanceof Obstacle && error.locationDenied,
        }
      : undefined,
  };
}

const STALE = new Set(['shift-begun', 'shift-over', 'plaque-not-here']);

class Obstacle extends Error {
  constructor(
    message: string,
    readonly locationDenied = false,
  ) {
    super(message);
  }
}

async function placeNow(): Promise<Location> {
  const place = await phoneLocation();
  if ('location' in place) return place.location;
  const denied = place.missing === 'denied';
  throw new Obstacle(denied ? LOCATION_DENIED_WORDS : '手机没测出位置，走到空旷处再扫一次。', denied);
}
