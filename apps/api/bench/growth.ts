/** `pnpm --filter @shangju/api bench:growth`: what acts and pages cost in a large street and in a small one. */
import { contracts, type Endpoint } from '@shangju/contracts';
import { must } from '../src/must.ts';
import { validValue } from '../src/testing/valid-value.ts';
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
    'page-requests': 200,
    rounds: 5,
    connections: 64,
  },
  { texts: ['json'] },
);
const { merchants, connections, rounds } = sizes;
const COST_AT_MOST = 1.2;
/** Kinds whose first one is in both streets. */
const KNOWN = ['association', 'merchant', 'community', 'offer'] as const;
/** There are no personas without the demo's log-in. */
const DEMO_ONLY = '/v1/auth/demo/personas';
/** Everybody's name begins so. */
const WORDS_TO_FIND = '居民';

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
  // Not for its own sake in a run of one round, which measures nothing.
  if (rounds > 1) for (const { warm } of sides) await warm();
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
  if (rounds > 1) for (const api of [smallApi, largeApi]) await p50Ms(api);
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

/**
 * Every GET endpoint that can be asked of what both streets hold: what residents look at as one of them each
 * time, the rest as somebody who is owner, admin and community worker in both.
 */
function pages(): Record<string, Act> {
  const { paths, missing } = readablePaths();
  process.stderr.write(`not measured, for nothing of theirs is in these streets: ${missing.join(', ')}\n`);
  return Object.fromEntries(
    paths.map((path) => [
      `GET ${path.split('?')[0]?.replaceAll(/[0-9a-f-]{36}/g, '…')}`,
      {
        kind: 'read',
        path,
        callers: /^\/v1\/(me|offers|merchants)(\/(points|redemptions|notices|units)|$)/.test(path)
          ? { as: 'resident', count: small.residents }
          : { as: 'staff', count: 1 },
      },
    ]),
  );
}

function readablePaths(): { paths: string[]; missing: string[] } {
  const ids = Object.fromEntries(KNOWN.map((kind) => [`${kind}Id`, streetId(kind, 1)]));
  const reads = (Object.entries(contracts) as [string, Endpoint][]).flatMap(([key, contract]) =>
    key.startsWith('GET ') && !contract.stream && !contract.file
      ? [{ path: key.slice('GET '.length), contract }]
      : [],
  );
  const isKnown = ({ path }: { path: string }) =>
    path !== DEMO_ONLY && [...path.matchAll(/\{(\w+)\}/g)].every(([, name]) => must(name) in ids);
  return {
    paths: reads
      .filter(isKnown)
      .map(
        ({ path, contract }) =>
          path.replaceAll(/\{(\w+)\}/g, (_, name: string) => must(ids[name])) + questionOf(contract),
      ),
    missing: reads.filter((read) => !isKnown(read)).map(({ path }) => path),
  };
}

function questionOf({ query }: Endpoint): string {
  if (!query) return '';
  const asked = validValue(query, 'required') as Record<string, string>;
  const question = new URLSearchParams({
    ...asked,
    ...('q' in asked ? { q: WORDS_TO_FIND } : {}),
  }).toString();
  return question === '' ? '' : `?${question}`;
}
