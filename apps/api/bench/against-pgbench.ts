import { must } from '../src/must.ts';
import { type ApiProcess, startApi } from './api-process.ts';
import { type BenchStreet, layBenchStreet } from './bench-street.ts';
import { latencyAtHalf } from './latency-at-half.ts';
import { type LoadGenerator, startLoadGenerator } from './load-generator.ts';
import type { Act } from './load-plan.ts';
import { demandPgbench, layYardstick, runPgbench } from './pgbench.ts';
import { type Goal, type Line, machineBefore, printReport } from './report.ts';
import { type Figures, measureInTurns, ratioOf, rounded } from './rounds.ts';
import { startThrowAwayDatabase } from './throw-away-database.ts';

export interface AgainstPgbench {
  title: string;
  sizes: {
    residents: number;
    merchants: number;
    transfers: number;
    seconds: number;
    rounds: number;
    connections: number;
    /** Of pgbench; 0: the better of few and many, told by a try of each. */
    clients: number;
  };
  act: Act;
  yardstick: 'redeem' | 'check-in';
  /** One call, in pgbench's language. @param tell whether it notifies, as the API does */
  script(tell: boolean): string;
  /** Where each act leaves one row. */
  table: string;
  /** At least this many times pgbench's rate. */
  goal: number;
  /** Another act over HTTP, of whose rate it must keep at least this share. */
  beside?: { name: string; act: Act; atLeast: number };
  halfRate: boolean;
  json: string | undefined;
  profileFolder: string | undefined;
}

/** Acts over HTTP against the same acts by pgbench, in turns on one database. */
export async function benchAgainstPgbench(bench: AgainstPgbench): Promise<void> {
  demandPgbench();
  const machine = machineBefore();
  const { sizes } = bench;
  await using database = await startThrowAwayDatabase();
  await using street = await layBenchStreet(database, 'street', sizes);
  await layYardstick(street.client, bench.yardstick);
  await using api = await startApi(street.url, { profileFolder: bench.profileFolder });
  await using load = startLoadGenerator();
  const tally = new Tally(await street.count(bench.table));

  const overHttp = sideOverHttp(bench, bench.act, { api, load, tally });
  await overHttp();
  const beside = bench.beside
    ? [{ name: bench.beside.name, measure: sideOverHttp(bench, bench.beside.act, { api, load, tally }) }]
    : [];
  const clients = await betterClients(sizes, (clients) => pgbenchSide(bench, street, clients, true, tally)());
  const names = {
    http: `over HTTP, ${sizes.connections} connections`,
    same: `pgbench, ${clients} clients, same work`,
    silent: 'pgbench, without NOTIFY',
  };
  const silentClients = await betterClients(sizes, (clients) =>
    pgbenchSide(bench, street, clients, false, tally)(),
  );
  const figures = await measureInTurns(
    [
      { name: names.http, measure: overHttp },
      ...beside,
      { name: names.same, measure: pgbenchSide(bench, street, clients, true, tally) },
      { name: names.silent, measure: pgbenchSide(bench, street, silentClients, false, tally) },
    ],
    sizes.rounds,
  );
  const http = must(figures.get(names.http));
  const ratio = ratioOf(http, must(figures.get(names.same)));
  const ratioSilent = ratioOf(http, must(figures.get(names.silent)));
  const half = bench.halfRate
    ? await latencyAtHalf(
        { api, load, connections: sizes.connections },
        http.median,
        sizes.rounds,
        async () => ({
          act: bench.act,
          until: { seconds: sizes.seconds },
        }),
      )
    : { lines: [], goals: [] };
  if (!bench.halfRate) tally.demand(await street.count(bench.table));
  await street.demandSoundLedger();

  const goals: Goal[] = [{ what: 'times pgbench, same work', figure: ratio.median, atLeast: bench.goal }];
  const lines: Line[] = [];
  if (bench.beside) {
    const { name, atLeast } = bench.beside;
    const share = ratioOf(http, must(figures.get(name)));
    lines.push({ what: `share of ${name}`, figures: share, unit: '×' });
    goals.push({ what: `share of ${name}`, figure: share.median, atLeast });
  }
  await printReport(
    {
      title: bench.title,
      run: { ...sizes, database: database.version, silentClients, senderCpu: rounded(tally.senderCpu) },
      lines: [
        ...[...figures].map(([what, figures]: [string, Figures]) => ({ what, figures, unit: '/s' })),
        { what: 'times pgbench, same work', figures: ratio, unit: '×' },
        { what: 'times pgbench without NOTIFY', figures: ratioSilent, unit: '×' },
        ...lines,
        ...half.lines,
      ],
      goals: [...goals, ...half.goals],
    },
    machine,
    bench.json,
  );
}

/** What was answered, to be compared with what is there. */
class Tally {
  senderCpu = 0;
  #done = 0;

  constructor(readonly before: number) {}

  add(acts: number): void {
    this.#done += acts;
  }

  demand(rows: number): void {
    const made = rows - this.before;
    if (made !== this.#done) throw new Error(`${this.#done} acts were answered, ${made} rows are there`);
  }
}

function sideOverHttp(
  { sizes: { connections, seconds } }: AgainstPgbench,
  act: Act,
  { api, load, tally }: { api: ApiProcess; load: LoadGenerator; tally: Tally },
): () => Promise<number> {
  return async () => {
    const plan = { port: api.port, connections, act, until: { seconds }, pace: { kind: 'closed' as const } };
    const result = await load.run(plan);
    if (result.refusal !== undefined) throw new Error(`refused: ${result.refusal}`);
    tally.add(result.good);
    tally.senderCpu = Math.max(tally.senderCpu, result.senderCpu);
    return result.goodPerSecond;
  };
}

function pgbenchSide(
  { script, sizes: { seconds } }: AgainstPgbench,
  { url }: BenchStreet,
  clients: number,
  tell: boolean,
  tally: Tally,
): () => Promise<number> {
  return async () => {
    const result = await runPgbench({ url, clients, script: script(tell), until: { seconds } });
    tally.add(result.transactions);
    return result.perSecond;
  };
}

/** Of few and many, whatever is faster: commits that come together share a write, and wait for each other. */
export async function betterClients(
  { clients }: { clients: number },
  perSecond: (clients: number) => Promise<number>,
): Promise<number> {
  if (clients > 0) return clients;
  const few = await perSecond(8);
  const many = await perSecond(32);
  return few > many ? 8 : 32;
}
