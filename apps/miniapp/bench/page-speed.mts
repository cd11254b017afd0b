/**
 * `pnpm --filter @shangju/miniapp bench:pages`: Lighthouse's performance of the pages that people open most, as built
 * for browsers and served by the API with the demo street; a phone on slow 4G whose processor is four times slower
 * (Lighthouse's mobile preset), nothing of the app in its cache. Build the API and the pages first.
 */
import { execFile } from 'node:child_process';
import { loadavg } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs, promisify } from 'node:util';
import { ApiRun, freePort } from '../e2e/api-run.ts';
import { openMeasurableBrowser } from '../e2e/browser.ts';
import { startThrowAwayServer } from '../e2e/throw-away-server.ts';

/** Brought by npx when it is needed: 118 packages that no check and no start has any use for. 12 is its last line for Node 20. */
const LIGHTHOUSE = 'lighthouse@12.8.2';
const GOAL = 90;
const AGAIN_AFTER_MS = 500;

interface MeasuredPage {
  name: string;
  path: string;
  /** Who of the demo has it open. */
  persona: string;
}

interface Measured {
  /** 0 to 100. */
  score: number;
  firstContentMs: number;
  largestContentMs: number;
  blockedMs: number;
  shift: number;
}

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '5' } } });
const rounds = Number(values.rounds);
const loadBefore = loadavg()[0] ?? 0;

const database = await startThrowAwayServer();
const api = await ApiRun.start({ DATABASE_URL: database.url });
try {
  const pages = await pagesToMeasure();
  let isMet = true;
  console.log(
    `Lighthouse performance, mobile, throttled; ${rounds} rounds, load before ${loadBefore.toFixed(2)}\n`,
  );
  for (const page of pages) {
    const measured: Measured[] = [];
    for (let round = 0; round < rounds; round += 1) measured.push(await measure(page));
    const score = spread(measured, 'score');
    isMet &&= score.median >= GOAL;
    console.log(
      `${score.median >= GOAL ? 'met    ' : 'NOT MET'} ${page.name}: ${score.median} (${score.lowest}–${score.highest}; goal: at least ${GOAL});` +
        ` first content ${inSeconds(measured, 'firstContentMs')}, largest ${inSeconds(measured, 'largestContentMs')},` +
        ` blocked ${Math.round(spread(measured, 'blockedMs').median)} ms, shift ${spread(measured, 'shift').median.toFixed(3)}`,
    );
  }
  process.exitCode = isMet ? 0 : 1;
} finally {
  await api.stop();
  await database.end();
}

async function pagesToMeasure(): Promise<MeasuredPage[]> {
  const { items } = await ask('/v1/merchants?limit=1');
  const merchantId = items[0].id as string;
  return [
    { name: 'home, signed in', path: 'pages/home/index', persona: 'resident-points' },
    {
      name: 'a merchant, as residents see it',
      path: `packages/resident/pages/merchant/index?merchantId=${merchantId}`,
      persona: 'resident-points',
    },
    { name: 'a merchant’s own page', path: 'packages/merchant/pages/shop/index', persona: 'clerk' },
  ];
}

/** Opens the page once in a browser that has nothing of the app but the log-in. */
async function measure({ path: pagePath, persona }: MeasuredPage): Promise<Measured> {
  const { accessToken, refreshToken, person } = await ask('/v1/auth/demo', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ persona }),
  });
  const { elderMode, textScale } = person;
  const state = { tokens: { accessToken, refreshToken }, person, elderMode, textScale };
  const port = await freePort();
  const browser = await openMeasurableBrowser(port);
  try {
    const blank = await browser.newPage();
    // A page of the same origin without the app: what is stored here, the app finds.
    await blank.goto(`${api.origin}/health/ready`);
    await blank.evaluate(
      (stored) => localStorage.setItem('shangju-session', JSON.stringify({ data: stored })),
      JSON.stringify({ state, version: 0 }),
    );
    await blank.close();
    const { categories, audits, runtimeError } = await lighthouse(`${api.origin}/#/${pagePath}`, port);
    if (runtimeError) throw new Error(runtimeError.message);
    const number = (audit: string) => audits[audit]?.numericValue ?? Number.NaN;
    return {
      score: Math.round((categories.performance.score ?? 0) * 100),
      firstContentMs: number('first-contentful-paint'),
      largestContentMs: number('largest-contentful-paint'),
      blockedMs: number('total-blocking-time'),
      shift: number('cumulative-layout-shift'),
    };
  } finally {
    await browser.close();
  }
}

/** A process that has just started may say that it has too much to do: it asks to come again. */
async function ask(path: string, request: RequestInit = {}) {
  for (;;) {
    const answer = await fetch(api.origin + path, request);
    if (answer.ok) return answer.json();
    if (answer.status !== 503) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    await wait(AGAIN_AFTER_MS);
  }
}

/** What its report says of performance. */
interface LighthouseReport {
  runtimeError?: { message: string };
  categories: { performance: { score: number | null } };
  audits: Record<string, { numericValue?: number }>;
}

async function lighthouse(url: string, port: number): Promise<LighthouseReport> {
  const flags = ['--only-categories=performance', '--disable-storage-reset', '--output=json'];
  const { stdout } = await promisify(execFile)(
    'npx',
    ['--yes', LIGHTHOUSE, url, `--port=${port}`, '--quiet', '--no-enable-error-reporting', ...flags],
    { maxBuffer: 64 * 2 ** 20 },
  );
  return JSON.parse(stdout) as LighthouseReport;
}

function spread(measured: Measured[], what: keyof Measured) {
  const sorted = measured.map((one) => one[what]).sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  return { median, lowest: sorted[0], highest: sorted.at(-1) };
}

function inSeconds(measured: Measured[], what: keyof Measured): string {
  return `${(spread(measured, what).median / 1000).toFixed(2)} s`;
}
