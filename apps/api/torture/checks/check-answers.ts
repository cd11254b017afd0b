import { readFile } from 'node:fs/promises';
import { type Act, type ActKind, goodAnswerOf, isGood, isSettled, type Try } from '../act-book.ts';
import { storedKeyOf } from '../settle.ts';
import type { Findings } from './findings.ts';
import { nameOf, type TortureRun } from './torture-run.ts';

/** Why an act may be refused on this street; whatever else is answered is broken. */
const REFUSALS: Record<ActKind, readonly string[]> = {
  'check-in': ['already-checked-in', 'daily-limit-reached', 'budget-exhausted', 'code-expired'],
  redeem: ['offer-sold-out', 'limit-reached', 'insufficient-points', 'code-expired'],
  cancel: ['redemption-ended'],
  fulfil: ['redemption-ended', 'voucher-expired', 'code-expired'],
  grant: ['budget-exhausted'],
  'make-roster': [],
  'publish-roster': [],
  'shift-check-in': [
    'plaque-not-here',
    'plaque-code-required',
    'shift-too-early',
    'shift-over',
    'shift-begun',
    'code-expired',
    'forbidden',
  ],
  patrol: ['shift-not-on-duty', 'happened-at-invalid', 'forbidden'],
  'check-out': ['shift-not-on-duty', 'happened-at-invalid', 'forbidden'],
  'ask-swap': ['shift-state-conflict', 'swap-open-already', 'forbidden'],
  'accept-swap': ['swap-state-conflict', 'shift-state-conflict', 'own-swap'],
  'withdraw-swap': ['swap-state-conflict'],
  'approve-swap': ['swap-state-conflict', 'shift-state-conflict'],
  'draft-ballot': ['ballot-times-invalid'],
  'publish-ballot': ['ballot-times-invalid'],
  cast: ['ballot-closed', 'ballot-not-open', 'already-voted'],
  'close-ballot': ['ballot-still-open', 'ballot-not-open'],
};

/** Each act once, each answer kept, no refusal that is none, no failure that nothing explains. */
export async function checkAnswers(run: TortureRun, findings: Findings): Promise<void> {
  const { acts, looks } = run.book;
  for (const act of acts) checkAct(run, act, findings);
  for (const { path, tries } of looks) checkTries(run, `a look at ${path}`, tries, findings);

  const sent = new Set(acts.map(storedKeyOf));
  for (const key of run.storedKeys)
    findings.demand(sent.has(key), () => `a key that nobody has sent: ${key}`);
  findings.demandEqual(run.openTransactions, 0, 'transactions that nobody ended');
  findings.demandEqual(run.holdsLeft, 0, 'holds that ran out and that no job gave back');
  for (const api of run.apis) {
    for (const end of api.ownEnds) findings.demand(false, () => end);
  }
  await noteFailuresInLogs(run, findings);
}

function checkAct(run: TortureRun, act: Act, findings: Findings): void {
  const isThere = run.storedKeys.has(storedKeyOf(act));
  switch (act.state) {
    case 'waiting':
      findings.demand(false, () => `never answered: ${nameOf(act)}`);
      break;
    case 'acknowledged':
      findings.demand(isThere, () => `acknowledged and lost: ${nameOf(act)}`);
      break;
    case 'refused':
      // One that is still under way somewhere may be done after another was refused.
      if (isSettled(act)) findings.demand(!isThere, () => `refused and done all the same: ${nameOf(act)}`);
      break;
    case 'abandoned':
  }
  if (isThere) checkAnswerAgain(run, act, findings);
  checkTries(run, nameOf(act), act.tries, findings);
  for (const { answer } of act.tries) {
    if (!answer || isGood(answer) || answer.status >= 500) continue;
    const code = answer.body.code ?? 'nothing';
    const allowed =
      code === 'request-in-progress' ||
      REFUSALS[act.kind].includes(code) ||
      (code === 'not-found' && act.kind === 'cast' && !isKnownToBePublished(run, act));
    findings.demand(allowed, () => `refused for no reason of this street (${code}): ${nameOf(act)}`);
  }
}

/** Who gave up publishing a ballot does not know; a draft is nobody's to see who votes. */
function isKnownToBePublished({ book }: TortureRun, { about }: Act): boolean {
  return book.acts.some(
    (act) =>
      act.kind === 'publish-ballot' &&
      act.about?.['ballotId'] === about?.['ballotId'] &&
      act.state === 'acknowledged',
  );
}

/** The same key brings the same answer, whenever and through whichever process it is sent. */
function checkAnswerAgain(run: TortureRun, act: Act, findings: Findings): void {
  const told = goodAnswerOf(act);
  const now = run.answersNow.get(act);
  findings.demand(
    now !== undefined && isGood(now),
    () => `its key brings no answer any more: ${nameOf(act)}`,
  );
  for (const { answer } of act.tries) {
    if (!told || !answer || !isGood(answer)) continue;
    const same = answer.status === told.status && JSON.stringify(answer.body) === JSON.stringify(told.body);
    findings.demand(
      same,
      () => `told ${JSON.stringify(told.body)} and then ${JSON.stringify(answer.body)}: ${nameOf(act)}`,
    );
  }
}

function checkTries(run: TortureRun, what: string, tries: readonly Try[], findings: Findings): void {
  for (const { from, until, answer } of tries) {
    if (!answer || answer.status < 500) continue;
    const { code = 'nothing', requestId = '' } = answer.body;
    const isProblem =
      answer.status === 503 && BUSY.has(code) && answer.contentType.startsWith('application/problem+json');
    findings.demand(isProblem, () => `answered ${answer.status} ${code} (request ${requestId}): ${what}`);
    if (!isProblem) continue;
    findings.demand(
      run.log.explains(from, until) !== undefined,
      () => `answered 503 ${code} (request ${requestId}) while nothing was broken: ${what}`,
    );
  }
}

/** The ways in which the API says that it could not attend to a request. */
const BUSY: ReadonlySet<string> = new Set(['overloaded', 'temporarily-unavailable']);

/** What the API itself calls a failure: an error in its log is one, whoever was told of it. */
async function noteFailuresInLogs({ apis }: TortureRun, findings: Findings): Promise<void> {
  for (const { logFile, name } of apis) {
    const lines = (await readFile(logFile, 'utf8')).split('\n');
    const failures = lines.filter((line) => /"msg":"request failed"/.test(line));
    for (const line of failures.slice(0, 5))
      findings.demand(false, () => `${name} logged ${line.slice(0, 1_500)}`);
  }
}
