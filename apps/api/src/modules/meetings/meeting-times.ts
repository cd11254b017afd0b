import { readInstant } from '../../http/read-instant.ts';

export interface MeetingTimes {
  startsAt: Date;
  endsAt: Date | null;
}

/** When a meeting is, as a request tells it; undefined where one of them is no instant. */
export function readTimes({
  startsAt,
  endsAt,
}: {
  startsAt: string;
  endsAt?: string | null | undefined;
}): MeetingTimes | undefined {
  const start = readInstant(startsAt);
  const end = endsAt === undefined || endsAt === null ? null : readInstant(endsAt);
  return start && end !== undefined ? { startsAt: start, endsAt: end } : undefined;
}
