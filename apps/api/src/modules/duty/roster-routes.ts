import type { Pool } from 'pg';
import { transaction } from '../../db/transaction.ts';
import type { Handlers } from '../../http/handler.ts';
import { must } from '../../must.ts';
import type { CodeBook } from '../codes/index.ts';
import { areReadable } from './days.ts';
import { listRosterSwaps } from './list-swaps.ts';
import { readShifts } from './overdue.ts';
import { listFindings } from './patrols.ts';
import { previewPlan, publish } from './publish.ts';
import { reportOf } from './report.ts';
import { reportSheet } from './report-sheet.ts';
import { findRoster, presentRoster } from './roster-row.ts';
import { editRoster, listRosters, makeRoster } from './rosters.ts';
import { presentShift, selectShifts } from './shift-row.ts';
import { listStewards } from './stewards.ts';

type RosterHandlers = Pick<
  Handlers,
  | 'POST /v1/associations/{associationId}/rosters'
  | 'GET /v1/associations/{associationId}/rosters'
  | 'GET /v1/rosters/{rosterId}'
  | 'PATCH /v1/rosters/{rosterId}'
  | 'GET /v1/rosters/{rosterId}/plan'
  | 'POST /v1/rosters/{rosterId}/publish'
  | 'GET /v1/rosters/{rosterId}/shifts'
  | 'GET /v1/rosters/{rosterId}/report'
  | 'GET /v1/rosters/{rosterId}/report.xlsx'
  | 'GET /v1/rosters/{rosterId}/findings'
  | 'GET /v1/rosters/{rosterId}/swaps'
  | 'GET /v1/rosters/{rosterId}/plaque'
  | 'GET /v1/stewards'
>;

/** The roster as a whole: how it is made, what it gives, what came of it. */
export function rosterRoutes({ pool, codes }: { pool: Pool; codes: CodeBook }): RosterHandlers {
  return {
    'POST /v1/associations/{associationId}/rosters': ({ params, body, caller, change, refuse }) =>
      change.once(async (tx) => {
        const { associationId } = params;
        const outcome = await makeRoster(tx, { ...body, associationId, actorId: caller.personId });
        return outcome.ok ? { status: 201, body: presentRoster(outcome.roster) } : refuse(outcome.code);
      }),

    'GET /v1/associations/{associationId}/rosters': async ({ params, query, refuse }) => {
      const page = await listRosters(pool, params.associationId, query);
      return page ? { status: 200, body: page } : refuse('not-found');
    },

    'GET /v1/rosters/{rosterId}': async ({ params, refuse }) => {
      const roster = await findRoster(pool, params.rosterId);
      return roster ? { status: 200, body: presentRoster(roster) } : refuse('not-found');
    },

    'PATCH /v1/rosters/{rosterId}': ({ params, body, caller, refuse }) =>
      transaction(pool, async (tx) => {
        const outcome = await editRoster(tx, params.rosterId, { edit: body, actorId: caller.personId });
        return outcome.ok ? { status: 200, body: presentRoster(outcome.roster) } : refuse(outcome.code);
      }),

    'GET /v1/rosters/{rosterId}/plan': async ({ params, query, refuse }) => {
      const outcome = await previewPlan(pool, params.rosterId, query);
      if (!outcome.ok) return refuse(outcome.code);
      return { status: 200, body: { items: outcome.items, kept: outcome.kept } };
    },

    'POST /v1/rosters/{rosterId}/publish': ({ params, body, caller, change, refuse }) =>
      change.once(async (tx) => {
        const outcome = await publish(tx, params.rosterId, { days: body, actorId: caller.personId });
        if (!outcome.ok) return refuse(outcome.code);
        const { made, removed, kept } = outcome;
        return { status: 200, body: { made, removed, kept } };
      }),

    'GET /v1/rosters/{rosterId}/shifts': async ({ params, query, caller, refuse }) => {
      if (!areReadable(query)) return refuse('days-invalid');
      const rows = await readShifts(pool, () =>
        selectShifts(
          pool,
          'month-board',
          's.roster_id = $1 and s.local_day between $2 and $3 order by s.starts_at, s.id',
          [params.rosterId, query.from, query.to],
        ),
      );
      if (rows.length === 0 && !(await findRoster(pool, params.rosterId))) return refuse('not-found');
      return { status: 200, body: { items: rows.map((row) => presentShift(row, caller)) } };
    },

    'GET /v1/rosters/{rosterId}/report': async ({ params, query, refuse }) => {
      if (!areReadable(query)) return refuse('days-invalid');
      return { status: 200, body: await reportOf(pool, params.rosterId, query) };
    },

    'GET /v1/rosters/{rosterId}/report.xlsx': async ({ params, query, refuse }) => {
      if (!areReadable(query)) return refuse('days-invalid');
      const report = await reportOf(pool, params.rosterId, query);
      const fileName = `${report.rosterName} ${report.from} 至 ${report.to}.xlsx`;
      return { file: await reportSheet(report), fileName };
    },

    'GET /v1/rosters/{rosterId}/findings': async ({ params, query }) => ({
      status: 200,
      body: await listFindings(pool, params.rosterId, query),
    }),

    'GET /v1/rosters/{rosterId}/swaps': async ({ params, query, caller }) => ({
      status: 200,
      body: await listRosterSwaps(pool, params.rosterId, query, caller),
    }),

    'GET /v1/rosters/{rosterId}/plaque': async ({ params }) => {
      const { number } = must(await findRoster(pool, params.rosterId));
      return { status: 200, body: { url: codes.standing('plaque', number) } };
    },

    'GET /v1/stewards': async ({ query, caller }) => ({
      status: 200,
      body: await listStewards(pool, query, caller),
    }),
  };
}
