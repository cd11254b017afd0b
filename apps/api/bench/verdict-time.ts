import { setTimeout as sleep } from 'node:timers/promises';
import { createPool } from '../src/db/pool.ts';
import { letStatementsTake, transaction } from '../src/db/transaction.ts';
import { createSeal, SEALED_AT_ONCE_VOTES, sealBallot } from '../src/modules/ballots/index.ts';
import { startApi } from './api-process.ts';
import { BallotsToMeasure } from './ballots-to-measure.ts';
import { layBenchStreet } from './bench-street.ts';
import { machineBefore, printReport } from './report.ts';
import { figuresOf } from './rounds.ts';
import { BALLOT_SIGNING_KEY } from './secrets.ts';
import { startThrowAwayDatabase } from './throw-away-database.ts';

const GOAL_SECONDS = 2;
const SEAL_LIMIT_MS = 10 * 60_000;

/**
 * From the question for the result, which closes the ballot, to its answer; and of one secret ballot, how long
 * it then takes until its votes are in an order of chance, digested and signed, so that they can be shown.
 */
export async function benchVerdict({
  votes,
  rounds,
  json,
  profileFolder,
}: {
  votes: number;
  rounds: number;
  json: string | undefined;
  profileFolder: string | undefined;
}): Promise<void> {
  const machine = machineBefore();
  await using database = await startThrowAwayDatabase();
  await using street = await layBenchStreet(database, 'street', {
    residents: votes,
    merchants: 4,
    transfers: 0,
  });
  await using api = await startApi(street.url, { profileFolder });
  const ballots = new BallotsToMeasure(street);

  const verdictSeconds = async (secret: boolean) => {
    const ballotId = await ballots.open({ secret });
    await ballots.fill(ballotId, { votes, secret });
    await ballots.endAt(ballotId, new Date());
    const seconds = await secondsUntilAnswered(`http://127.0.0.1:${api.port}/v1/ballots/${ballotId}/result`);
    process.stderr.write(`${secret ? 'secret' : 'open'} ballot: ${seconds.toFixed(2)} s\n`);
    return { ballotId, seconds };
  };
  /** Few votes are sealed by the same transaction that closes. */
  const sealSeconds = async (ballotId: string) => {
    if (votes <= SEALED_AT_ONCE_VOTES) return 0;
    const pool = createPool({ url: street.url, size: 1 });
    const begin = performance.now();
    await transaction(pool, async (tx) => {
      await letStatementsTake(tx, SEAL_LIMIT_MS);
      await sealBallot(tx, ballotId, createSeal(BALLOT_SIGNING_KEY));
    }).finally(() => pool.end());
    const seconds = (performance.now() - begin) / 1000;
    process.stderr.write(`sealed: ${seconds.toFixed(2)} s\n`);
    return seconds;
  };

  const open: number[] = [];
  const secret: number[] = [];
  const sealed: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    open.push((await verdictSeconds(false)).seconds);
    const { ballotId, seconds } = await verdictSeconds(true);
    secret.push(seconds);
    if (round === 0) sealed.push(await sealSeconds(ballotId));
  }
  const memory = await api.peakMemoryMb();
  const [ofOpen, ofSecret] = [figuresOf(open), figuresOf(secret)];
  await printReport(
    {
      title: `The verdict of ${votes.toLocaleString('en')} votes`,
      run: { votes, rounds, database: database.version },
      lines: [
        { what: 'open ballot', figures: ofOpen, unit: 's' },
        { what: 'secret ballot', figures: ofSecret, unit: 's' },
        { what: 'from then until its votes can be shown', figures: figuresOf(sealed), unit: 's' },
        ...(memory === undefined
          ? []
          : [{ what: 'memory of the API process, at most', figures: figuresOf([memory]), unit: 'MB' }]),
      ],
      goals: [
        { what: 'verdict of an open ballot, s', figure: ofOpen.median, below: GOAL_SECONDS },
        { what: 'verdict of a secret ballot, s', figure: ofSecret.median, below: GOAL_SECONDS },
      ],
    },
    machine,
    json,
  );
}

const OVERLOADED_TRIES_MAX = 100;
const OVERLOADED_RETRY_MS = 100;

/** A process that has just started on a busy machine turns away whoever comes: what counts is the request that it takes. */
async function secondsUntilAnswered(url: string): Promise<number> {
  for (let tries = 1; ; tries += 1) {
    const begin = performance.now();
    const answer = await fetch(url);
    const seconds = (performance.now() - begin) / 1000;
    const said = await answer.text();
    if (answer.ok) return seconds;
    if (answer.status !== 503 || tries === OVERLOADED_TRIES_MAX) throw new Error(`no result: ${said}`);
    await sleep(OVERLOADED_RETRY_MS);
  }
}
