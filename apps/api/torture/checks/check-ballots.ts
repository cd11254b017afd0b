import { BALLOT_SIGNING_KEY } from '../../bench/secrets.ts';
import { createSeal } from '../../src/modules/ballots/index.ts';
import { verifyBallot } from '../../src/testing/verify-ballot.ts';
import type { RunningBallot } from '../ballot-wishes.ts';
import type { Findings } from './findings.ts';
import { type DoneAct, doneActs, type TortureRun } from './torture-run.ts';

interface Bundle {
  electorate: readonly (readonly unknown[])[];
  turnout: readonly (readonly unknown[])[];
  votes: readonly (readonly unknown[])[];
  verdict: { registers: readonly { tookPart: number; counts?: readonly number[] }[] };
}

/** Every vote that was acknowledged is in the count, nobody's is there twice, and anybody can recount it. */
export async function checkBallots(run: TortureRun, findings: Findings): Promise<void> {
  const casts = doneActs(run, 'cast');
  const drafted = doneActs(run, 'draft-ballot').map(({ answer }) => answer.body.id ?? '');
  const rows = await run.database.query<{ id: string; state: string; took_part: number }>(
    'select id, state, took_part from ballots',
  );
  findings.demandSame(
    rows.map(({ id }) => id),
    drafted,
    {
      more: 'a ballot that nobody was told to have drafted',
      missing: 'a ballot that somebody was told to have drafted',
    },
  );
  const published = new Set(
    doneActs(run, 'publish-ballot').map(({ act }) => String(act.about?.['ballotId'])),
  );
  for (const { id, state } of rows) {
    findings.demandEqual(state, published.has(id) ? 'closed' : 'draft', `the state of ballot ${id}`);
  }
  await Promise.all(
    run.ballots.ballots
      .filter(({ id }) => published.has(id))
      .map((ballot) =>
        checkBallot(
          run,
          findings,
          ballot,
          casts.filter(({ act }) => act.about?.['ballotId'] === ballot.id),
        ),
      ),
  );
}

async function checkBallot(
  run: TortureRun,
  findings: Findings,
  ballot: RunningBallot,
  casts: readonly DoneAct[],
): Promise<void> {
  const what = `ballot ${ballot.id}`;
  const [row] = await run.database.query<{ took_part: number; turnout: string[]; papers: string[] }>(
    `select took_part,
      array(select unit_id::text from ballot_turnout where ballot_id = b.id order by 1) as turnout,
      array(select receipt || ' ' || array_to_string(choices, ',') from ballot_papers where ballot_id = b.id order by 1) as papers
      from ballots b where id = $1`,
    [ballot.id],
  );
  const units = casts.map(({ act }) => String(act.about?.['unitId'])).toSorted();
  findings.demandEqual(new Set(units).size, units.length, `votes of one unit each in ${what}`);
  findings.demandSame(row?.turnout ?? [], units, {
    more: `somebody is said to have voted and was not told, in ${what}`,
    missing: `a vote that was acknowledged is not in ${what}`,
  });
  findings.demandEqual(row?.took_part, units.length, `how many took part in ${what}`);

  const votes = casts.map(({ act, answer }) => ({
    receipt: answer.body.receipt ?? null,
    unitId: String(act.about?.['unitId']),
    choices: act.about?.['choices'] as readonly number[],
  }));
  if (ballot.secret) {
    findings.demandSame(
      row?.papers ?? [],
      votes.map(({ receipt, choices }) => `${receipt} ${choices.join(',')}`),
      {
        more: `a paper that nobody has the receipt of, in ${what}`,
        missing: `a receipt without its paper in ${what}`,
      },
    );
  }
  await checkBundle(run, findings, ballot, votes);
}

/** As anybody would: by the published bundle and the program beside it. */
async function checkBundle(
  { apis }: TortureRun,
  findings: Findings,
  ballot: RunningBallot,
  votes: readonly { receipt: string | null; unitId: string; choices: readonly number[] }[],
): Promise<void> {
  const what = `the bundle of ballot ${ballot.id}`;
  const answer = await fetch(`http://127.0.0.1:${apis[0]?.port}/v1/ballots/${ballot.id}/bundle`);
  findings.demandEqual(answer.status, 200, what);
  if (!answer.ok) return;
  const content = Buffer.from(await answer.arrayBuffer());
  const bundle: Bundle = JSON.parse(content.toString('utf8'));
  findings.demandSame(
    bundle.votes.map((vote) => JSON.stringify(vote.at(0))),
    votes.map(({ receipt, unitId }) => JSON.stringify(ballot.secret ? receipt : unitId)),
    { more: `a vote in ${what} that nobody was told of`, missing: `a vote that is not in ${what}` },
  );
  findings.demandEqual(bundle.turnout.length, votes.length, `the turnout in ${what}`);
  findings.demandEqual(
    bundle.verdict.registers.map(({ tookPart }) => tookPart),
    [votes.length],
    `how many took part by the verdict in ${what}`,
  );
  const { ok, said } = await verifyBallot(content, createSeal(BALLOT_SIGNING_KEY).publicKey);
  findings.demand(ok, () => `${what} does not verify: ${said}`);
}
