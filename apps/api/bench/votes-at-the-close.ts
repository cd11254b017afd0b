import { setTimeout as wait } from 'node:timers/promises';
import { must } from '../src/must.ts';
import { betterClients } from './against-pgbench.ts';
import { type ApiProcess, startApi } from './api-process.ts';
import { BallotsToMeasure } from './ballots-to-measure.ts';
import { layBenchStreet } from './bench-street.ts';
import { latencyAtHalf, SETTLE_SECONDS } from './latency-at-half.ts';
import { startLoadGenerator } from './load-generator.ts';
import type { LoadResult } from './load-plan.ts';
import { demandPgbench, layYardstick, runPgbench } from './pgbench.ts';
import { machineBefore, printReport } from './report.ts';
import { measureInTurns, ratioOf, rounded } from './rounds.ts';
import { startThrowAwayDatabase } from './throw-away-database.ts';

interface VotesBench {
  sizes: {
    residents: number;
    count: number;
    rounds: number;
    connections: number;
    clients: number;
    seconds: number;
  };
  halfRate: boolean;
  json: string | undefined;
  profileFolder: string | undefined;
}

/** Of the votes, so many arrive before the ballot ends: the rest meets its close. */
const IN_TIME = 0.9;
const MERCHANTS = 4;

/** Casts that run into the close of their ballot, against the same rows by pgbench, which meets no close. */
export async function benchVotes({ sizes, halfRate, json, profileFolder }: VotesBench): Promise<void> {
  demandPgbench();
  const { residents, count, rounds, connections, seconds } = sizes;
  if (count > residents)
    throw new Error('--count: a household has one vote, so there are as many as residents');
  const machine = machineBefore();
  await using database = await startThrowAwayDatabase();
  await using street = await layBenchStreet(database, 'street', {
    residents,
    merchants: MERCHANTS,
    transfers: 0,
  });
  await layYardstick(street.client, 'vote');
  await using api = await startApi(street.url, { profileFolder });
  await using load = startLoadGenerator();
  const ballots = new BallotsToMeasure(street);
  let refused = 0;

  const cast = (ballotId: string, begin: { beginAtMs?: number } = {}) =>
    load.run({
      ...begin,
      port: api.port,
      connections,
      act: { kind: 'cast', ballotId, units: residents },
      pace: { kind: 'closed' },
      until: { requests: count },
    });

  // Without a close: how many a second there can be, to set the close among them.
  const unhindered = await cast(await ballots.open());
  if (unhindered.refusal !== undefined) throw new Error(`refused: ${unhindered.refusal}`);
  let expectedPerSecond = unhindered.goodPerSecond;

  const intoTheClose = async () => {
    const ballotId = await ballots.open();
    const beginAtMs = Date.now() + TO_BEGIN_MS;
    const closesAt = new Date(beginAtMs + (count * IN_TIME * 1000) / expectedPerSecond);
    await ballots.endAt(ballotId, closesAt);
    const [result, tookPart] = await Promise.all([
      cast(ballotId, { beginAtMs }),
      closeAt(api, ballotId, closesAt),
    ]);
    demandAllCounted(result, tookPart);
    refused += result.statuses['409'] ?? 0;
    expectedPerSecond = result.goodPerSecond;
    return result.goodPerSecond;
  };
  const byPgbench = async (clients: number) => {
    const ballotId = await ballots.open();
    await street.client.query('alter sequence bench_turns restart');
    const script = `select bench_cast('${ballotId}', ${residents});`;
    const { perSecond, transactions } = await runPgbench({
      url: street.url,
      clients,
      script,
      until: { transactions: count },
    });
    const { rows } = await street.client.query('select took_part from ballots where id = $1', [ballotId]);
    if (rows[0].took_part !== transactions) throw new Error('pgbench was refused');
    return perSecond;
  };

  await intoTheClose();
  const clients = await betterClients(sizes, byPgbench);
  const names = {
    http: `over HTTP, ${connections} connections`,
    same: `pgbench, ${clients} clients, same rows`,
  };
  const figures = await measureInTurns(
    [
      { name: names.http, measure: intoTheClose },
      { name: names.same, measure: () => byPgbench(clients) },
    ],
    rounds,
  );
  const http = must(figures.get(names.http));
  const ratio = ratioOf(http, must(figures.get(names.same)));
  const half = halfRate
    ? await latencyAtHalf({ api, load, connections }, http.median, rounds, async () => ({
        act: { kind: 'cast', ballotId: await ballots.open(), units: residents },
        until: { requests: Math.min(residents, Math.round((http.median / 2) * (seconds + SETTLE_SECONDS))) },
      }))
    : { lines: [], goals: [] };
  await printReport(
    {
      title: 'Votes in the last seconds of a secret ballot, its close among them',
      run: {
        ...sizes,
        database: database.version,
        refusedByTheClose: refused,
        unhindered: rounded(unhindered.goodPerSecond),
      },
      lines: [
        { what: names.http, figures: http, unit: '/s' },
        { what: names.same, figures: must(figures.get(names.same)), unit: '/s' },
        { what: 'times pgbench', figures: ratio, unit: '×' },
        ...half.lines,
      ],
      goals: [{ what: 'times pgbench of the same rows', figure: ratio.median, atLeast: 0.8 }, ...half.goals],
    },
    machine,
    json,
  );
}

/** Until the process that sends has its connections. */
const TO_BEGIN_MS = 1_500;

/** Somebody looks at the result the moment the ballot ends, which closes it. */
async function closeAt(api: ApiProcess, ballotId: string, closesAt: Date): Promise<number> {
  await wait(Math.max(0, closesAt.getTime() - Date.now()));
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${api.port}/v1/ballots/${ballotId}/result`);
    if (answer.ok) {
      const { verdict } = (await answer.json()) as { verdict: { registers: { tookPart: number }[] } };
      return verdict.registers.reduce((sum, { tookPart }) => sum + tookPart, 0);
    }
    await wait(5);
  }
}

/** What was answered with 201 is in the verdict, and nothing else is. */
function demandAllCounted({ good, refusal }: LoadResult, tookPart: number): void {
  if (refusal !== undefined && !refusal.includes('"ballot-closed"')) throw new Error(`refused: ${refusal}`);
  if (good !== tookPart) throw new Error(`${good} votes were taken, ${tookPart} were counted`);
}
