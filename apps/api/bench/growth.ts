/** `pnpm --filter @shangju/api bench:growth`: what acts and pages cost in a large street and in a small one. */
import { must } from '../src/must.ts';
import { type ApiProcess, startApi } from './api-process.ts';
import { layBenchStreet } from './bench-street.ts';
import { startLoadGenerator } from './load-generator.ts';
import type { Act, LoadPlan, LoadResult } from './load-plan.ts';
import { readFlags } from './read-flags.ts';
import { type Goal, type Line, machineBefore, printReport } from './report.ts';
import { type Figures, figuresOf, measureInTurns, ratioOf } from './rounds.ts';
import { streetId } from './street-ids.ts';
import { startThrowAwayDatabase } from './throw-away-database.ts';

const { sizes, text } = readFlags(
  {
    residents: 1_000_000,
    transfers: 10_000_000,
    'small-residents': 1_000,
    'small-transfers': 10_000,
    merchants: 1_000,
    seconds: 10,
    'page-requests': 1_000,
    rounds: 5,
    connections: 64,
  },
  { texts: ['json'] },
);
const { merchants, connections, rounds } = sizes;
const COST_AT_MOST = 1.2;

const machine = machineBefore();
await using database = await startThrowAwayDatabase();
const householdsEach = sizes['small-residents'];
const small = { residents: householdsEach, transfers: sizes['small-transfers'], merchants, householdsEach };
const large = { residents: sizes.residents, transfers: sizes.transfers, merchants, householdsEach };
await using smallStreet = await layBenchStreet(database, 'small', small);
await using largeStreet = await layBenchStreet(database, 'large', large);
await using smallApi = await startApi(smallStreet.url);
await using largeApi = await startApi(largeStreet.url);
await using load = startLoadGenerator();

const lines: Line[] = [];
const goals: Goal[] = [];
for (const kind of ['redeem', 'check-in'] as const) await measureAct(kind);
for (const [what, read] of Object.entries(pages())) await measurePage(what, read);
await printReport(
  {
    title: `${sizes.transfers.toLocaleString('en')} transfers against ${small.transfers.toLocaleString('en')}`,
    run: { ...sizes, database: database.version },
    lines,
    goals,
  },
  machine,
  text('json'),
);

async function measureAct(kind: 'redeem' | 'check-in'): Promise<void> {
  const p50s = { small: [] as number[], large: [] as number[] };
  const side = (name: 'small' | 'large', api: ApiProcess, { residents }: { residents: number }) => {
    const act: Act =
      kind === 'redeem' ? { kind, residents, merchants, oneMerchant: false } : { kind, residents, merchants };
    const once = () => run(api, act, { connections, until: { seconds: sizes.seconds } });
    return {
      warm: once,
      measure: {
        name,
        async measure() {
          const { goodPerSecond, latencyMs } = await once();
          p50s[name].push(latencyMs.p50);
          return goodPerSecond;
        },
      },
    };
  };
  const sides = [side('small', smallApi, small), side('large', largeApi, large)];
  for (const { warm } of sides) await warm();
  const figures = await measureInTurns(
    sides.map(({ measure }) => measure),
    rounds,
  );
  const [few, many] = [must(figures.get('small')), must(figures.get('large'))];
  lines.push(
    { what: `${kind}, small street`, figures: few, unit: '/s' },
    { what: `${kind}, large street`, figures: many, unit: '/s' },
  );
  addCost(`${kind}, time for each`, ratioOf(few, many));
  addCost(`${kind}, p50`, ratioOf(figuresOf(p50s.large), figuresOf(p50s.small)));
}

async function measurePage(what: string, read: Act): Promise<void> {
  const until = { requests: sizes['page-requests'] };
  const p50Ms = async (api: ApiProcess) => (await run(api, read, { connections: 1, until })).latencyMs.p50;
  for (const api of [smallApi, largeApi]) await p50Ms(api);
  const figures = await measureInTurns(
    [
      { name: 'small', measure: () => p50Ms(smallApi) },
      { name: 'large', measure: () => p50Ms(largeApi) },
    ],
    rounds,
  );
  const [few, many] = [must(figures.get('small')), must(figures.get('large'))];
  lines.push({ what: `${what}, p50, large street`, figures: many, unit: 'ms' });
  addCost(`${what}, p50`, ratioOf(many, few));
}

function addCost(what: string, ratio: Figures): void {
  lines.push({ what: `${what}: large to small`, figures: ratio, unit: '×' });
  goals.push({ what: `${what}: large to small`, figure: ratio.median, below: COST_AT_MOST });
}

async function run(
  api: ApiProcess,
  act: Act,
  { connections, until }: Pick<LoadPlan, 'connections' | 'until'>,
): Promise<LoadResult> {
  const result = await load.run({ port: api.port, connections, act, until, pace: { kind: 'closed' } });
  if (result.refusal !== undefined) throw new Error(`refused: ${result.refusal}`);
  return result;
}

/** What residents, shops, admins and community workers look at. All look as somebody who is in both streets. */
function pages(): Record<string, Act> {
  const resident = (path: string): Act => ({
    kind: 'read',
    path,
    callers: { as: 'resident', count: small.residents },
  });
  const firstOwner = (path: string): Act => ({ kind: 'read', path, callers: { as: 'staff', count: 1 } });
  const shop = `/v1/merchants/${streetId('merchant', 1)}`;
  const association = `/v1/associations/${streetId('association', 1)}`;
  const community = `/v1/communities/${streetId('community', 1)}`;
  return {
    'my points': resident('/v1/me/points'),
    'my entries': resident('/v1/me/points/entries'),
    'my redemptions': resident('/v1/me/redemptions'),
    'my notices': resident('/v1/me/notices'),
    'my voting units': resident('/v1/me/units'),
    'offers of the street': resident('/v1/offers'),
    'shops of the street': resident('/v1/merchants'),
    'day of a shop': firstOwner(`${shop}/day`),
    'redemptions of a shop': firstOwner(`${shop}/redemptions`),
    'check-ins of a shop': firstOwner(`${shop}/check-ins`),
    'offers of an association': firstOwner(`${association}/offers`),
    'grants of an association': firstOwner(`${association}/grants`),
    'earning rules': firstOwner(`${association}/earning-rules`),
    'households of a community': firstOwner(`${community}/households`),
  };
}
