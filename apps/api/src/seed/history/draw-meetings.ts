import { addDays, dayStart, localDay } from '@shangju/rules';
import { dice } from '../dice.ts';
import type { MeetingSeed } from '../read-seeds.ts';
import { historyId, seedId } from '../seed-ids.ts';
import type { Drawing } from './drawing.ts';

/** Who came to a meeting by the code, and what it earned them. */
export interface PastAttendance {
  id: string;
  meetingKey: string;
  personId: string;
  points: number;
  at: Date;
}

const SEED = 20260103;

/** Lets people come to the meetings that have been held; the list fills as the agenda runs. */
export function drawMeetings({ seeds, agenda, ledger }: Drawing, now: Date): PastAttendance[] {
  const lots = dice(SEED);
  const attendances: PastAttendance[] = [];
  for (const meeting of seeds.meetings) {
    for (const { personKey, time } of meeting.attendances) {
      const at = momentOf(now, meeting.day, time);
      agenda.add(at, () => {
        const id = historyId(at, lots);
        const personId = seedId('person', personKey);
        const points = ledger.reward(at, {
          kind: 'attendance',
          reference: id,
          transferId: historyId(at, lots),
          personId,
          associationId: seedId('association', meeting.associationKey),
          points: meeting.pointsForAttendance,
        });
        attendances.push({ id, meetingKey: meeting.key, personId, points, at });
      });
    }
  }
  return attendances;
}

/** The instant of a time so many days after the local day of `now`. */
export function momentOf(now: Date, day: number, time: MeetingSeed['startsAt']): Date {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return new Date(dayStart(addDays(localDay(now), day)).getTime() + (hours * 60 + minutes) * 60_000);
}
