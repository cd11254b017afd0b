import { createPool } from '../../src/db/pool.ts';
import { checkAudit } from '../../src/modules/audit/index.ts';
import type { Findings } from './findings.ts';
import { doneActs, type TortureRun } from './torture-run.ts';

/** The chain holds, and each thing that admins did is in it once. */
export async function checkAuditLog(run: TortureRun, findings: Findings): Promise<void> {
  const pool = createPool({ url: run.database.url, size: 1 });
  try {
    const { breaks } = await checkAudit(pool);
    findings.demand(breaks.length === 0, () => `audit:check: ${JSON.stringify(breaks[0])}`);
  } finally {
    await pool.end();
  }
  const rows = await run.database.query<{ act: string; subject: string }>(
    'select act, subject from audit_entries',
  );
  const logged = (act: string) => rows.filter((row) => row.act === act).map(({ subject }) => subject);
  const told = (kind: Parameters<typeof doneActs>[1], prefix: string, name?: string) =>
    doneActs(run, kind).map(({ act, answer }) => `${prefix}/${name ? act.about?.[name] : answer.body.id}`);
  const pairs: [string, string[]][] = [
    ['points.granted', told('grant', 'grant')],
    ['ballot.published', told('publish-ballot', 'ballot', 'ballotId')],
    ['swap.approved', told('approve-swap', 'swap', 'swapId')],
  ];
  for (const [act, wanted] of pairs) {
    findings.demandSame(logged(act), wanted, {
      more: `${act} was logged and not done`,
      missing: `${act} was not logged`,
    });
    findings.demandEqual(logged(act).length, wanted.length, `entries of ${act} against acts`);
  }
}
