import { must } from '../../src/must.ts';
import type { Findings } from './findings.ts';
import { doneActs, nameOf, type TortureRun } from './torture-run.ts';

interface ShiftRow {
  id: string;
  roster_id: string;
  merchant_id: string;
  planned_merchant_id: string;
  status: string;
  checked_in_at: Date | null;
  checked_in_by: string | null;
  checked_out_at: Date | null;
  ended_by: string | null;
  swapped: boolean;
  starts_at: Date;
  ends_at: Date;
}

interface SwapRow {
  id: string;
  shift_id: string;
  asked_by_merchant_id: string;
  taken_by_merchant_id: string | null;
  in_return_shift_id: string | null;
  status: string;
}

/** One steward for each roster, one holder for each plaque, and shifts that change hands as they were promised. */
export async function checkDuty(run: TortureRun, findings: Findings): Promise<void> {
  const { database } = run;
  const shifts = await database.query<ShiftRow>('select * from shifts order by starts_at');
  const swaps = await database.query<SwapRow>('select * from swaps');
  const plaques = await database.query<{
    roster_id: string;
    holder_merchant_id: string | null;
    revision: number;
  }>('select * from plaques');
  checkBegun(run, findings, shifts);
  const goneBefore = new Set(
    doneActs(run, 'shift-check-in')
      .filter(({ answer }) => answer.body.status === 'worked')
      .map(({ act }) => String(act.about?.['shiftId'])),
  );
  for (const plaque of plaques) {
    checkChain(
      findings,
      shifts.filter(({ roster_id }) => roster_id === plaque.roster_id),
      plaque,
      goneBefore,
    );
  }
  checkEnded(run, findings, shifts);
  await checkPatrols(run, findings);
  checkSwaps(run, findings, shifts, swaps);
}

/** Every shift that was begun was begun by one act, by somebody who works at its shop. */
function checkBegun({ ...run }: TortureRun, findings: Findings, shifts: readonly ShiftRow[]): void {
  const begun = doneActs(run, 'shift-check-in');
  findings.demandSame(
    shifts.filter(({ checked_in_at }) => checked_in_at !== null).map(({ id }) => id),
    begun.map(({ act }) => String(act.about?.['shiftId'])),
    {
      more: 'a shift that nobody was told to have begun',
      missing: 'a shift that somebody was told to have begun',
    },
  );
  const byId = new Map(shifts.map((shift) => [shift.id, shift]));
  const acts = new Map<string, number>();
  for (const { act } of begun) {
    const shift = must(byId.get(String(act.about?.['shiftId'])));
    acts.set(shift.id, (acts.get(shift.id) ?? 0) + 1);
    const shop = must(run.street.merchants.find(({ id }) => id === shift.merchant_id));
    findings.demandEqual(shift.checked_in_by, act.personId, `who began ${shift.id}, ${nameOf(act)}`);
    findings.demandEqual(
      shift.checked_in_by,
      shop.ownerId,
      `who works at the shop of ${shift.id}, ${nameOf(act)}`,
    );
  }
  for (const [id, count] of acts) findings.demandEqual(count, 1, `how often shift ${id} was begun`);
  for (const { id, status, ends_at } of shifts) {
    findings.demand(
      status !== 'due' || ends_at.getTime() > run.clock.now(),
      () => `shift ${id} is due and its time is over`,
    );
  }
}

/**
 * The plaque went from one shop to the next: nobody was on duty while somebody else was.
 * @param goneBefore shifts whose check-in waited on a phone until somebody else had taken the plaque
 */
function checkChain(
  findings: Findings,
  shifts: readonly ShiftRow[],
  plaque: { roster_id: string; holder_merchant_id: string | null; revision: number },
  goneBefore: ReadonlySet<string>,
): void {
  const begun = shifts
    .filter(({ checked_in_at }) => checked_in_at !== null)
    .toSorted((one, other) => instant(one.checked_in_at) - instant(other.checked_in_at));
  begun.forEach((shift, index) => {
    const next = begun[index + 1];
    if (!next) return;
    findings.demand(
      shift.checked_out_at !== null && instant(shift.checked_out_at) <= instant(next.checked_in_at),
      () => `shifts ${shift.id} and ${next.id} of roster ${plaque.roster_id} were on duty at the same time`,
    );
    if (shift.ended_by === 'hand-over') {
      findings.demandEqual(
        shift.checked_out_at,
        next.checked_in_at,
        `the hand-over from ${shift.id} to ${next.id}`,
      );
    }
  });
  findings.demandEqual(
    plaque.revision,
    begun.filter(({ id }) => !goneBefore.has(id)).length,
    `how often the plaque of ${plaque.roster_id} was taken`,
  );
  // Its shift may have gone to another shop only before it began.
  findings.demandEqual(
    plaque.holder_merchant_id,
    begun.at(-1)?.merchant_id ?? null,
    `who has the plaque of ${plaque.roster_id}`,
  );
}

function checkEnded(run: TortureRun, findings: Findings, shifts: readonly ShiftRow[]): void {
  const byId = new Map(shifts.map((shift) => [shift.id, shift]));
  for (const { act } of doneActs(run, 'check-out')) {
    const shift = must(byId.get(String(act.about?.['shiftId'])));
    findings.demandEqual(shift.status, 'worked', `the shift of ${nameOf(act)}`);
  }
  const checkedOut = new Set(doneActs(run, 'check-out').map(({ act }) => String(act.about?.['shiftId'])));
  for (const { id, ended_by } of shifts) {
    if (ended_by !== 'check-out') continue;
    findings.demand(checkedOut.has(id), () => `shift ${id} was checked out of and nobody was told`);
  }
}

async function checkPatrols(run: TortureRun, findings: Findings): Promise<void> {
  const rows = await run.database.query<{ id: string; shift_id: string; person_id: string }>(
    'select id, shift_id, person_id from patrols',
  );
  const done = doneActs(run, 'patrol');
  findings.demandSame(
    rows.map(({ id, shift_id, person_id }) => `${id} ${shift_id} ${person_id}`),
    done.map(({ act, answer }) => `${answer.body.id} ${act.about?.['shiftId']} ${act.personId}`),
    { more: 'a patrol that nobody was told of', missing: 'a patrol that somebody was told of' },
  );
  findings.demandEqual(rows.length, done.length, 'patrols against acts');
}

function checkSwaps(
  run: TortureRun,
  findings: Findings,
  shifts: readonly ShiftRow[],
  swaps: readonly SwapRow[],
): void {
  const asked = doneActs(run, 'ask-swap');
  findings.demandSame(
    swaps.map(({ id }) => id),
    asked.map(({ answer }) => answer.body.id ?? ''),
    {
      more: 'a swap that nobody was told to have asked',
      missing: 'a swap that somebody was told to have asked',
    },
  );
  findings.demandEqual(swaps.length, asked.length, 'swaps against acts');

  const accepted = byAbout(run, 'accept-swap', 'swapId');
  const withdrawn = byAbout(run, 'withdraw-swap', 'swapId');
  const approved = byAbout(run, 'approve-swap', 'swapId');
  for (const swap of swaps) {
    const [takes, gone, seen] = [accepted, withdrawn, approved].map((acts) => acts.get(swap.id) ?? []);
    findings.demand(
      takes !== undefined && takes.length <= 1,
      () => `swap ${swap.id} was taken ${takes?.length} times`,
    );
    findings.demandEqual(
      takes?.[0]?.act.about?.['merchantId'] ?? null,
      swap.taken_by_merchant_id,
      `who took swap ${swap.id}`,
    );
    findings.demandEqual(
      swap.status === 'withdrawn',
      (gone?.length ?? 0) > 0,
      `whether swap ${swap.id} was withdrawn`,
    );
    const agreedAtOnce = takes?.[0]?.answer.body.status === 'agreed';
    findings.demandEqual(
      swap.status === 'agreed',
      agreedAtOnce || (seen?.length ?? 0) > 0,
      `whether swap ${swap.id} was agreed`,
    );
  }
  checkOwners(findings, shifts, swaps);
}

/** Every shift is its shop's by the rotation, but for the swaps that were agreed: each took it from one shop to another. */
function checkOwners(findings: Findings, shifts: readonly ShiftRow[], swaps: readonly SwapRow[]): void {
  const moves = new Map<string, { from: string; to: string }[]>();
  const move = (shiftId: string, from: string, to: string) =>
    moves.set(shiftId, [...(moves.get(shiftId) ?? []), { from, to }]);
  for (const swap of swaps) {
    if (swap.status !== 'agreed') continue;
    const taker = must(swap.taken_by_merchant_id ?? undefined);
    move(swap.shift_id, swap.asked_by_merchant_id, taker);
    if (swap.in_return_shift_id !== null) move(swap.in_return_shift_id, taker, swap.asked_by_merchant_id);
  }
  for (const { id, merchant_id, planned_merchant_id, swapped } of shifts) {
    const mine = moves.get(id) ?? [];
    // In whatever order: what every shop gave and got must leave it with the one that has it.
    const holds = new Map([[planned_merchant_id, 1]]);
    for (const { from, to } of mine) {
      holds.set(from, (holds.get(from) ?? 0) - 1);
      holds.set(to, (holds.get(to) ?? 0) + 1);
    }
    const holders = [...holds].filter(([, count]) => count !== 0);
    findings.demandEqual(holders, [[merchant_id, 1]], `whose shift ${id} is after ${mine.length} swaps`);
    findings.demandEqual(swapped, mine.length > 0, `whether shift ${id} counts as swapped`);
  }
}

function byAbout(run: TortureRun, kind: 'accept-swap' | 'withdraw-swap' | 'approve-swap', name: string) {
  const groups = new Map<string, ReturnType<typeof doneActs>>();
  for (const done of doneActs(run, kind)) {
    const key = String(done.act.about?.[name]);
    groups.set(key, [...(groups.get(key) ?? []), done]);
  }
  return groups;
}

const instant = (at: Date | null): number => at?.getTime() ?? 0;
