import { checkAnswers } from './check-answers.ts';
import { checkAuditLog } from './check-audit-log.ts';
import { checkBallots } from './check-ballots.ts';
import { checkDuty } from './check-duty.ts';
import { checkPoints } from './check-points.ts';
import { Findings } from './findings.ts';
import type { TortureRun } from './torture-run.ts';

/** Looks at everything that a run has left. */
export async function checkAll(run: TortureRun): Promise<Findings> {
  const findings = new Findings();
  await checkAnswers(run, findings);
  await checkPoints(run, findings);
  await checkDuty(run, findings);
  await checkBallots(run, findings);
  await checkAuditLog(run, findings);
  return findings;
}
