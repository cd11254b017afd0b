import type { Contracts, QueryOf } from '@shangju/contracts';
import { canShowPlaque, dayStart, localDay, plaqueNonce } from '@shangju/rules';
import type { Pool } from 'pg';
import type { Caller } from '../../http/caller.ts';
import { readCursor, rowsToAsk, toPage } from '../../http/cursor.ts';
import type { Handlers } from '../../http/handler.ts';
import { readInstant } from '../../http/read-instant.ts';
import { must } from '../../must.ts';
import { type CodeBook, codeOnScreen } from '../codes/index.ts';
import { calendarOf, feedOf } from './calendar.ts';
import { checkInToShift } from './check-in.ts';
import { checkOutOfShift } from './check-out.ts';
import { isReadable } from './days.ts';
import { readShifts } from './overdue.ts';
import { addPatrol, listPatrols } from './patrols.ts';
import { findRoster, plaqueOf } from './roster-row.ts';
import { excuseShift, makeUpShift, reassignShift } from './shift-edits.ts';
import { shopsOf } from './shift-readers.ts';
import { presentShift, type ShiftRow, selectShifts } from './shift-row.ts';

type ShiftHandlers = Pick<
  Handlers,
  | 'GET /v1/me/shifts'
  | 'GET /v1/shifts/{shiftId}'
  | 'GET /v1/shifts/{shiftId}/plaque-code'
  | 'POST /v1/shifts/{shiftId}/check-in'
  | 'POST /v1/shifts/{shiftId}/patrols'
  | 'GET /v1/shifts/{shiftId}/patrols'
  | 'POST /v1/shifts/{shiftId}/check-out'
  | 'POST /v1/shifts/{shiftId}/excuse'
  | 'POST /v1/shifts/{shiftId}/reassign'
  | 'POST /v1/shifts/{shiftId}/make-up'
  | 'GET /v1/merchants/{merchantId}/calendar'
  | 'GET /v1/calendars/{feed}'
>;

/** One shift: worked by its shop, seen to by the association. */
export function shiftRoutes({
  pool,
  codes,
  publicOrigin,
}: {
  pool: Pool;
  codes: CodeBook;
  publicOrigin: string;
}): ShiftHandlers {
  return {
    'GET /v1/me/shifts': async ({ query, caller, refuse }) => {
      if (query.from !== undefined && !isReadable(query.from)) return refuse('days-invalid');
      return { status: 200, body: await listMyShifts(pool, query, caller) };
    },

    'GET /v1/shifts/{shiftId}': async ({ params, caller, refuse }) => {
      const shift = await readShift(pool, params.shiftId);
      return shift ? { status: 200, body: presentShift(shift, caller) } : refuse('not-found');
    },

    'GET /v1/shifts/{shiftId}/plaque-code': async ({ params, caller, refuse }) => {
      const shift = (await readShift(pool, params.shiftId)) ?? refuse('not-found');
      const roster = must(await findRoster(pool, shift.rosterId));
      const plaque = plaqueOf(roster);
      if (!canShowPlaque(plaque, shift)) return refuse('plaque-not-here');
      const url = codes.turning('plaque', roster.number, caller.now, plaqueNonce(plaque.revision));
      return { status: 200, body: codeOnScreen(url, caller.now) };
    },

    'POST /v1/shifts/{shiftId}/check-in': async ({ params, body, caller, change, refuse }) => {
      const code = body.plaqueCode === undefined ? undefined : codes.read(body.plaqueCode);
      if (body.plaqueCode !== undefined && !code) return refuse('code-invalid');
      if (code && code.kind !== 'plaque') return refuse('code-wrong-kind');
      const happenedAt = readHappenedAt(body.happenedAt) ?? refuse('happened-at-invalid');
      return change.once(async (tx) => {
        const outcome = await checkInToShift(tx, {
          shiftId: params.shiftId,
          personId: caller.personId,
          merchantIds: shopsOf(caller),
          code,
          location: body.location,
          happenedAt: happenedAt.at,
        });
        if (outcome.ok) return { status: 200, body: presentShift(outcome.shift, caller) };
        const no = outcome.refusal;
        switch (no.code) {
          case 'shift-too-early':
            return refuse(no.code, { minutes: no.minutes });
          case 'outside-fence':
            return refuse(no.code, { distanceM: no.distanceM });
          default:
            return refuse(no.code);
        }
      });
    },

    'POST /v1/shifts/{shiftId}/patrols': async ({ params, body, caller, change, refuse }) => {
      const happenedAt = readHappenedAt(body.happenedAt) ?? refuse('happened-at-invalid');
      return change.once(async (tx) => {
        const asked = { ...body, ...params, personId: caller.personId, happenedAt: happenedAt.at };
        const outcome = await addPatrol(tx, asked);
        return outcome.ok ? { status: 201, body: outcome.patrol } : refuse(outcome.code);
      });
    },

    'GET /v1/shifts/{shiftId}/patrols': async ({ params, query }) => ({
      status: 200,
      body: await listPatrols(pool, params.shiftId, query),
    }),

    'POST /v1/shifts/{shiftId}/check-out': async ({ params, body, caller, change, refuse }) => {
      const happenedAt = readHappenedAt(body.happenedAt) ?? refuse('happened-at-invalid');
      return change.once(async (tx) => {
        const outcome = await checkOutOfShift(tx, { ...params, happenedAt: happenedAt.at });
        if (!outcome.ok) return refuse(outcome.code);
        const { shift } = outcome;
        return { status: 200, body: { ...presentShift(shift, caller), pointsEarned: shift.pointsEarned } };
      });
    },

    'POST /v1/shifts/{shiftId}/excuse': ({ params, body, caller, change, refuse }) =>
      change.once(async (tx) => {
        const outcome = await excuseShift(tx, { ...params, ...body, actorId: caller.personId });
        return outcome.ok ? { status: 200, body: presentShift(outcome.shift, caller) } : refuse(outcome.code);
      }),

    'POST /v1/shifts/{shiftId}/reassign': ({ params, body, caller, change, refuse }) =>
      change.once(async (tx) => {
        const outcome = await reassignShift(tx, { ...params, ...body, actorId: caller.personId });
        return outcome.ok ? { status: 200, body: presentShift(outcome.shift, caller) } : refuse(outcome.code);
      }),

    'POST /v1/shifts/{shiftId}/make-up': async ({ params, body, caller, change, refuse }) => {
      const startsAt = readInstant(body.startsAt) ?? refuse('validation-failed');
      const endsAt = readInstant(body.endsAt) ?? refuse('validation-failed');
      return change.once(async (tx) => {
        const outcome = await makeUpShift(tx, { ...params, startsAt, endsAt, actorId: caller.personId });
        return outcome.ok ? { status: 201, body: presentShift(outcome.shift, caller) } : refuse(outcome.code);
      });
    },

    'GET /v1/merchants/{merchantId}/calendar': async ({ params }) => {
      const feed = await feedOf(pool, params.merchantId);
      return { status: 200, body: { url: `${publicOrigin}/v1/calendars/${feed}` } };
    },

    'GET /v1/calendars/{feed}': async ({ params, refuse }) => ({
      file: (await calendarOf(pool, params.feed)) ?? refuse('not-found'),
    }),
  };
}

/** Undefined where it is no instant; `at` is undefined where the phone tells none. */
function readHappenedAt(text: string | undefined): { at: Date | undefined } | undefined {
  if (text === undefined) return { at: undefined };
  const at = readInstant(text);
  return at && { at };
}

async function readShift(pool: Pool, shiftId: string): Promise<ShiftRow | undefined> {
  const [row] = await readShifts(pool, () => selectShifts(pool, 'shift', 's.id = $1', [shiftId]));
  return row;
}

/** Those that end after a day has begun, and whatever a shop is still on. */
async function listMyShifts(pool: Pool, query: QueryOf<Contracts['GET /v1/me/shifts']>, caller: Caller) {
  const [afterStart, afterId] = readCursor(query.cursor, ['instant', 'uuid']);
  const rows = await readShifts(pool, () =>
    selectShifts(
      pool,
      'my-shifts',
      `s.merchant_id = any($1::uuid[]) and (s.ends_at > $2 or s.status = 'on-duty')
        and ($3::text is null or s.status = $3)
        and ($4::timestamptz is null or (s.starts_at, s.id) > ($4, $5::uuid))
        order by s.starts_at, s.id limit $6`,
      [
        shopsOf(caller),
        dayStart(query.from ?? localDay(caller.now)),
        query.status ?? null,
        afterStart,
        afterId,
        rowsToAsk(query.limit),
      ],
    ),
  );
  return toPage(
    rows,
    query.limit,
    ({ startsAt, id }) => [startsAt.toISOString(), id],
    (row) => presentShift(row, caller),
  );
}
