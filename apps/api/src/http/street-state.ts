import type { Pool } from 'pg';
import { Gauge, type Registry } from 'prom-client';
import { transaction } from '../db/transaction.ts';

/**
 * What only the database knows, read when Prometheus asks: the same from every process. While the database
 * does not answer these have no value, and `database_answering` is 0.
 */
export function measureStreet(pool: Pool, registry: Registry): void {
  const read = stateReader(pool);
  const gauge = (name: string, help: string, tell: (state: State) => Sample[], label?: string) =>
    new Gauge({
      name,
      help,
      labelNames: label ? [label] : [],
      registers: [registry],
      async collect() {
        const state = await read();
        this.reset();
        // Prometheus takes a gauge without a label that was reset for a 0.
        if (!state && !label) this.remove();
        for (const [value, labels] of state ? tell(state) : []) {
          if (label && labels) this.set({ [label]: labels }, value);
          else this.set(value);
        }
      },
    });

  new Gauge({
    name: 'database_answering',
    help: 'Whether the database told this process in time what it was asked for these metrics: 1 or 0.',
    registers: [registry],
    async collect() {
      this.set((await read()) ? 1 : 0);
    },
  });
  gauge(
    'jobs_waiting',
    'Jobs that nobody works on: due, failing (to be tried again), given-up (nobody tries again).',
    ({ jobsDue, jobsFailing, jobsGivenUp }) => [
      [jobsDue, 'due'],
      [jobsFailing, 'failing'],
      [jobsGivenUp, 'given-up'],
    ],
    'state',
  );
  gauge('jobs_oldest_due_age_seconds', 'How long the oldest due job has waited.', (state) => [
    [state.oldestDueJobSeconds],
  ]);
  gauge(
    'jobs_planned_timestamp_seconds',
    'When a process last added the jobs that come by the clock, which one with JOBS=on does each minute; 0: never.',
    (state) => [[state.jobsPlannedAtSeconds]],
  );
  gauge(
    'vouchers_overdue_age_seconds',
    'How long ago the time of a voucher ran out whose points were not given back; 0: there is none.',
    (state) => [[state.overdueVoucherSeconds]],
  );
  gauge(
    'ballots_overdue_age_seconds',
    'How long ago a ballot ended that was not closed; 0: there is none.',
    (state) => [[state.overdueBallotSeconds]],
  );
  gauge(
    'proof_check_timestamp_seconds',
    'When the ledger and the audit log were last checked.',
    ({ checks }) => checks.map(({ name, atSeconds }) => [atSeconds, name]),
    'check',
  );
  gauge(
    'proof_check_findings',
    'What the last check of the ledger or the audit log found wrong; 0: everything holds.',
    ({ checks }) => checks.map(({ name, findings }) => [findings, name]),
    'check',
  );
}

type Sample = [value: number, label?: string];

interface State {
  jobsDue: number;
  jobsFailing: number;
  jobsGivenUp: number;
  oldestDueJobSeconds: number;
  jobsPlannedAtSeconds: number;
  overdueVoucherSeconds: number;
  overdueBallotSeconds: number;
  checks: { name: string; atSeconds: number; findings: number }[];
}

const FRESH_MS = 5_000;
/** Prometheus waits ten seconds for everything. */
const ANSWER_LIMIT_MS = 3_000;
const STATEMENT_LIMIT_MS = 2_000;

/** Asks at most once at a time, and waits a bounded time also where no connection is free. */
function stateReader(pool: Pool): () => Promise<State | undefined> {
  let asking: Promise<State | undefined> | undefined;
  let latest: { state: Promise<State | undefined>; untilMs: number } | undefined;

  const ask = () => {
    asking ??= readState(pool)
      .catch(() => undefined)
      .finally(() => {
        asking = undefined;
      });
    return asking;
  };
  return () => {
    if (latest && performance.now() < latest.untilMs) return latest.state;
    latest = { state: inTime(ask()), untilMs: performance.now() + FRESH_MS };
    return latest.state;
  };
}

function inTime(state: Promise<State | undefined>): Promise<State | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), ANSWER_LIMIT_MS);
    void state.then((told) => {
      clearTimeout(timer);
      resolve(told);
    });
  });
}

function readState(pool: Pool): Promise<State | undefined> {
  return transaction(pool, async (tx) => {
    const [, { rows }] = await Promise.all([
      tx.query(`set local statement_timeout = ${STATEMENT_LIMIT_MS}`),
      tx.query<State>({ name: 'street-state', text: STATE }),
    ]);
    return rows[0];
  });
}

const STATE = `
  select jobs.*, planned.*, proof.*,
    (select coalesce(extract(epoch from street_now() - min(held_until)), 0)::float8
      from redemptions where status = 'held' and held_until <= street_now()) as "overdueVoucherSeconds",
    (select coalesce(extract(epoch from street_now() - min(closes_at)), 0)::float8
      from ballots where state in ('published', 'open') and closes_at <= street_now()) as "overdueBallotSeconds"
  from (
    select
      count(*) filter (where due)::int as "jobsDue",
      count(*) filter (where attempts between 1 and max_attempts - 1)::int as "jobsFailing",
      count(*) filter (where attempts >= max_attempts)::int as "jobsGivenUp",
      coalesce(extract(epoch from now() - min(run_at) filter (where due)), 0)::float8 as "oldestDueJobSeconds"
    from (
      select run_at, attempts, max_attempts, run_at <= now() and attempts < max_attempts as due
      from graphile_worker.jobs where locked_at is null
    ) unlocked
  ) jobs, (
    select coalesce(extract(epoch from max(coalesce(last_execution, known_since))), 0)::float8 as "jobsPlannedAtSeconds"
    from graphile_worker._private_known_crontabs
  ) planned, (
    select coalesce(jsonb_agg(jsonb_build_object(
      'name', name, 'atSeconds', extract(epoch from at), 'findings', findings)), '[]') as checks
    from proof_checks
  ) proof`;
