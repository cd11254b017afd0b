import { createHmac } from 'node:crypto';
import type { Pool } from 'pg';

/**
 * Counts of a minute that all processes share, without asking the database at each request. A process counts
 * by itself and tells the others only of those who have used a tenth of their limit since it last did: the
 * usual caller costs no query at all, and one near the limit one query for each tenth of it.
 *
 * How far it may be out: each process admits at most a tenth (at least one) that the others don't know of, so
 * with P processes at most `limit + P * max(1, limit / 10)` pass. While the database is away each process
 * holds to the limit by its own count.
 */
export interface SharedCounts {
  /** Takes one of those that the minute has. @returns 0, or the whole seconds until there will be one */
  take(name: string, limit: number): number | Promise<number>;
  /** As `take`, without taking it and without asking anybody. */
  secondsUntilFree(name: string, limit: number): number;
}

/** Names that one process remembers at once: some 20 MB. Beyond it the longest known are forgotten. */
const NAMES_MAX = 100_000;
/** Longer no request waits for the others' counts: then its process decides by what it knows. */
const ANSWER_LIMIT_MS = 250;
const RETRY_MS = 1_000;
const MINUTE_MS = 60_000;

export function sharedCounts({ pool, secret }: { pool: Pool; secret: string }): SharedCounts {
  let minute = 0;
  let counts = new Map<string, Count>();
  let countsBefore = new Map<string, Count>();
  /** What the database's clock is ahead of this process's: processes must agree which minute it is. */
  let aheadMs = 0;
  let awayUntilMs = 0;
  const toTell = new Set<Count>();
  let telling: Promise<void> | undefined;

  const nowMs = () => Date.now() + aheadMs;

  function countOf(name: string): Count {
    const thisMinute = Math.floor(nowMs() / MINUTE_MS);
    if (thisMinute > minute) {
      countsBefore = thisMinute === minute + 1 ? counts : new Map();
      counts = new Map();
      minute = thisMinute;
    }
    const known = counts.get(name);
    if (known) return known;
    const before = countsBefore.get(name);
    const count = { name, minute, before: before ? totalOf(before) : 0, told: 0, underWay: 0, untold: 0 };
    if (counts.size >= NAMES_MAX) counts.delete(counts.keys().next().value ?? '');
    counts.set(name, count);
    return count;
  }

  /** Tells all that wait together in one statement, one statement at a time. */
  function tell(count: Count): Promise<void> {
    toTell.add(count);
    telling ??= new Promise<void>((resolve) => setImmediate(resolve))
      .then(() => tellAll([...toTell]))
      .finally(() => {
        telling = undefined;
      });
    return telling;
  }

  async function tellAll(list: Count[]): Promise<void> {
    toTell.clear();
    for (const count of list) {
      count.underWay = count.untold;
      count.untold = 0;
    }
    try {
      const rows = await soon(askDatabase(pool, secret, list));
      list.forEach((count, index) => {
        const row = rows[index];
        if (!row) return;
        count.told = row.count;
        count.underWay = 0;
        count.before = Math.max(count.before, row.before);
        aheadMs = row.nowMs - Date.now();
      });
    } catch {
      for (const count of list) {
        count.untold += count.underWay;
        count.underWay = 0;
      }
      awayUntilMs = Date.now() + RETRY_MS;
    }
  }

  function take(name: string, limit: number): number | Promise<number> {
    const count = countOf(name);
    const seconds = secondsUntilFree(count, limit, nowMs());
    if (seconds > 0) return seconds;
    const share = Math.max(1, Math.floor(limit / 10));
    const isAway = Date.now() < awayUntilMs;
    if (!isAway && count.untold + count.underWay >= share) {
      return tell(count).then(() => take(name, limit));
    }
    count.untold += 1;
    // Ahead of time, so that hardly anybody has to wait for it.
    if (!isAway && count.untold * 2 > share) void tell(count);
    return 0;
  }

  return {
    take,
    secondsUntilFree: (name, limit) => secondsUntilFree(countOf(name), limit, nowMs()),
  };
}

interface Count {
  name: string;
  minute: number;
  /** Of all processes in the minute before, as far as is known. */
  before: number;
  /** Of all processes in this minute when they were last told. */
  told: number;
  /** Admitted here, on its way to the others. */
  underWay: number;
  /** Admitted here, known to nobody else. */
  untold: number;
}

const totalOf = ({ told, underWay, untold }: Count): number => told + underWay + untold;

/**
 * A window that slides: of the minute before counts the part that still lies within sixty seconds, as if its
 * requests had come evenly. So two bursts at the turn of a minute are one.
 */
export function secondsUntilFree(
  count: Pick<Count, 'before' | 'told' | 'underWay' | 'untold'>,
  limit: number,
  nowMs: number,
): number {
  const { before, told, underWay, untold } = count;
  const total = told + underWay + untold;
  const passed = (nowMs % MINUTE_MS) / MINUTE_MS;
  if (total + 1 + before * (1 - passed) <= limit) return 0;
  const minutes =
    total + 1 <= limit ? 1 - (limit - total - 1) / before - passed : 2 - (limit - 1) / total - passed;
  return Math.max(1, Math.ceil(minutes * 60));
}

interface SharedRow {
  count: number;
  before: number;
  nowMs: number;
}

/** Adds what is under way, and answers with what all have counted, in the order of the list. */
async function askDatabase(pool: Pool, secret: string, list: readonly Count[]): Promise<SharedRow[]> {
  const names = list.map(({ name }) => sealedName(secret, name));
  const { rows } = await pool.query<ToldRow>({
    name: 'share-request-counts',
    text: SHARE,
    values: [names, list.map(({ minute }) => minute), list.map(({ underWay }) => underWay)],
  });
  const byName = new Map(rows.map((row) => [`${row.minute} ${row.name.toString('hex')}`, row]));
  return list.map(({ minute }, index) => {
    const row = byName.get(`${minute} ${names[index]?.toString('hex')}`);
    if (!row) throw new Error('a count was not answered');
    return { count: row.count, before: row.before, nowMs: row.now_ms };
  });
}

interface ToldRow {
  name: Buffer;
  minute: number;
  count: number;
  before: number;
  now_ms: number;
}

/** In one order, so that two processes never wait for each other in a circle. */
const SHARE = `
  with shared as (
    insert into request_counts as c (name, minute, count)
    select * from unnest($1::bytea[], $2::int[], $3::int[]) as told (name, minute, count) order by 1, 2
    on conflict (name, minute) do update set count = c.count + excluded.count
    returning name, minute, count
  )
  select s.name, s.minute, s.count, coalesce(b.count, 0) as before,
    (extract(epoch from clock_timestamp()) * 1000)::float8 as now_ms
  from shared s
  left join lateral (
    select count from request_counts where name = s.name and minute = s.minute - 1 limit 1
  ) b on true`;

/** Who asked, and from where, is nobody's to read in the database. */
export function sealedName(secret: string, name: string): Buffer {
  return createHmac('sha256', secret).update(`request counts ${name}`).digest().subarray(0, 16);
}

async function soon<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the counts came too late')), ANSWER_LIMIT_MS);
  });
  work.catch(() => undefined);
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

/** Counts of minutes that no window reaches any more. @returns how many went */
export async function forgetOldCounts(pool: Pool): Promise<number> {
  const { rowCount } = await pool.query(
    `delete from request_counts where minute < floor(extract(epoch from clock_timestamp()) / 60)::int - 2`,
  );
  return rowCount ?? 0;
}

/** A job that forgets them. */
export const OLD_COUNTS_JOB = 'forget-old-request-counts';
