import { loadavg } from 'node:os';
import type fc from 'fast-check';
import { drawPicture } from '../src/testing/draw-picture.ts';
import { sheetFile } from '../src/testing/sheet-file.ts';
import type { World } from '../src/testing/world.ts';
import { type ApiUnderTest, startApiUnderTest, temporaryDataDir } from './api-under-test.ts';
import { badRequests, requestOf } from './bad-requests.ts';
import { watchChanges } from './change-log.ts';
import { lyingFiles } from './lying-files.ts';
import type { MemorySample } from './memory-trend.ts';
import { rawClient } from './raw-connection.ts';
import type { BadRequest } from './request-bytes.ts';
import { sendRound } from './round.ts';
import { servedOperations } from './served-operations.ts';
import { buildQuarter, type Quarter } from './street-to-abuse.ts';
import { newTally, type Tally } from './tally.ts';

export interface RunOptions {
  seed: number;
  requests: number;
  /** Sends the request of this number only. */
  only?: number | undefined;
  /** Begins no further round after so long. */
  durationMsMax?: number;
  progress?(tally: Tally): void;
}

export interface RunResult {
  seed: number;
  durationMs: number;
  /** Processes that wanted a core in the minute before. */
  loadBefore: number;
  tally: Tally;
  /** Of each process. */
  memory: readonly (readonly MemorySample[])[];
  /** Requests that took the process itself over a second, by route. */
  overASecondInside: readonly Record<string, number>[];
  /** What the processes logged as errors. */
  errors: readonly string[];
  /** Files of pictures that no row knows of. */
  filesOfNobody: number;
}

/** Requests between two looks at the database. */
const ROUND = 400;
/** After so many the street gets a new quarter: in the old one much is closed, used up and logged out. */
const QUARTER = 4_000;
const LANES_OF_PROCESS = 6;
const MEMORY_SAMPLES = 60;

/** @param world whose database the API gets; nothing else may change it meanwhile */
export async function runBadInput(world: World, options: RunOptions): Promise<RunResult> {
  const { seed, requests, only, durationMsMax = Number.POSITIVE_INFINITY, progress } = options;
  const [loadBefore = 0] = loadavg();
  await using dataDir = await temporaryDataDir(world.picturesFolder);
  await using first = await startApiUnderTest(world.databaseUrl, dataDir.folder);
  await using second = await startApiUnderTest(world.databaseUrl, dataDir.folder);
  const apis = [first, second];
  let quarter = await buildQuarter(world);
  let callers = await quarter.callersNow();
  const known: Quarter['known'] = { ...quarter.known, ...(await codesOf(quarter)) };
  const generator = badRequests(
    {
      operations: await servedOperations(first.address),
      known,
      callers: () => callers,
      files: { picture: await drawPicture(), sheet: await sheetFile([['鱼巷 1 号', 80, '', '']]) },
    },
    await lyingFiles(),
  );
  const parts = { clients: clientsOf(apis), changes: await watchChanges(world.pool), tally: newTally() };
  const memory: MemorySample[][] = apis.map(() => []);
  const sampleEvery = Math.ceil(requests / MEMORY_SAMPLES);
  const begin = performance.now();
  const end = only === undefined ? requests : only + 1;
  let sampled = 0;
  for (let from = only ?? 0; from < end; from += ROUND) {
    if (performance.now() - begin > durationMsMax) break;
    if (from > 0 && from % QUARTER === 0) quarter = await buildQuarter(world);
    Object.assign(known, quarter.known, await codesOf(quarter));
    callers = await quarter.callersNow();
    await parts.changes.take();
    await sendRound(numbered(generator, seed, from, Math.min(ROUND, end - from)), parts);
    if (parts.tally.sent >= sampled) {
      sampled += sampleEvery;
      await sampleMemory(apis, memory, parts.tally.sent);
    }
    progress?.(parts.tally);
  }
  for (const client of parts.clients) client.close();
  return {
    seed,
    durationMs: performance.now() - begin,
    loadBefore,
    tally: parts.tally,
    memory,
    overASecondInside: await Promise.all(apis.map((api) => api.overASecond())),
    errors: apis.flatMap((api) => api.errors()),
    filesOfNobody: await filesOfNobody(world, first),
  };
}

/** In turns, so that neighbours in a round meet both processes. */
const clientsOf = (apis: readonly ApiUnderTest[]) =>
  Array.from({ length: LANES_OF_PROCESS }, () => apis.map(({ port }) => rawClient(port))).flat();

async function codesOf(quarter: Quarter): Promise<Record<string, string[]>> {
  const codes = await quarter.codesNow();
  return { code: codes, merchantCode: codes, voucher: codes, plaqueCode: codes };
}

const numbered = (generator: fc.Arbitrary<BadRequest>, seed: number, from: number, length: number) =>
  Array.from({ length }, (_, at) => ({ index: from + at, request: requestOf(generator, seed, from + at) }));

async function sampleMemory(
  apis: readonly ApiUnderTest[],
  memory: MemorySample[][],
  sent: number,
): Promise<void> {
  for (const [at, api] of apis.entries()) memory[at]?.push({ ...(await api.memory()), sent });
}

/** The name of a file begins with the id of its picture. */
async function filesOfNobody(world: World, api: ApiUnderTest): Promise<number> {
  const { rows } = await world.pool.query<{ id: string }>('select id from pictures');
  const files = await api.pictureFiles();
  return files.filter((name) => !rows.some(({ id }) => name.includes(id))).length;
}
