/** npm test: installs, checks and builds everything, runs all tests, and says in one line how it went. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildApi, buildH5, buildWeapp } from './builds.mjs';
import { demandNode } from './node-version.mjs';
import { install } from './pnpm.mjs';
import { run } from './run.mjs';

const LINES_OF_A_FAILURE = 40;

demandNode();
const counts = { passed: 0, failed: 0, skipped: 0 };
/** What failed and what it said: told once more at the end, where whoever sees only that part looks for it. */
const failures = [];
const begin = Date.now();
const apiBuilt = promiseToKeep();

if ((await install(step('Install'))) === 'failed') finish();
await Promise.all([apiLane(), pagesLane()]);
finish();

/** Two lanes, as there are two cores: each waits much of its time, for the database or for a browser. */
async function apiLane() {
  await unlessUnchanged('API', buildApi);
  apiBuilt.resolve();
  await tests('API', 'Tests of rules, contracts, client and API', ['--project=!pages', '--maxWorkers=1']);
  await checks();
}

async function pagesLane() {
  await unlessUnchanged('Pages for browsers', buildH5);
  await unlessUnchanged('Mini-program', buildWeapp);
  await step('Sizes')(() => run(process.execPath, ['scripts/check-size.mjs'], { folder: 'apps/miniapp' }));
  await apiBuilt.promise;
  const words = 'Tests of the pages, in a browser and as the mini-program';
  await tests('pages', words, ['--project=pages', '--maxWorkers=2']);
  await torture();
}

/** Two minutes with seeds that nobody has seen: they are printed, and do it again. */
async function torture() {
  const words = 'Torture: parts are killed while the street is in use';
  heading(words, 'running');
  const flags = ['--import', 'tsx', 'torture/torture.ts', '--seeds', '4', '--minutes', '0.5'];
  const { ok, output, seconds } = await run(process.execPath, flags, {
    folder: 'apps/api',
    showAs: 'torture',
  });
  counts[ok ? 'passed' : 'failed'] += 1;
  if (!ok) failures.push({ words, said: lastLines(output) });
  heading(words, `${ok ? 'ok' : 'FAILED'}, ${seconds}`);
}

async function checks() {
  await step('Types')(() => script('check:types'));
  await step('Lint and format')(() => script('check:lint'));
  await step('Boundaries')(() => script('check:boundaries'));
  await step('Unused code and packages')(() => script('check:unused'));
  await advisories();
}

/** Nothing fails for a registry that tells of no advisories; but nobody shall think that it was asked. */
async function advisories() {
  const { ok, output, seconds } = await script('check:advisories');
  const isSkipped = ok && output.includes('SKIPPED');
  const words = 'Known weaknesses of dependencies';
  heading(words, `${isSkipped ? 'SKIPPED' : ok ? 'ok' : 'FAILED'}, ${seconds}`);
  if (!ok || isSkipped) console.log(output.trimEnd());
  if (!ok) failures.push({ words, said: lastLines(output) });
  counts[isSkipped ? 'skipped' : ok ? 'passed' : 'failed'] += 1;
}

function script(name) {
  return run('npm', ['run', '--silent', name]);
}

async function unlessUnchanged(words, build) {
  if ((await build(step(`Build: ${words}`))) === 'unchanged') {
    heading(`Build: ${words}`, 'unchanged');
    counts.passed += 1;
  }
}

/** Prints a heading with the time it took, and what it said if it failed. */
function step(words) {
  return async (work) => {
    const { ok, output, seconds } = await work();
    heading(words, `${ok ? 'ok' : 'FAILED'}, ${seconds}`);
    if (!ok) console.log(output.trimEnd());
    if (!ok) failures.push({ words, said: lastLines(output) });
    counts[ok ? 'passed' : 'failed'] += 1;
    return ok;
  };
}

/** @param lane stands before each line of what they print, for two print at once */
async function tests(lane, words, projects) {
  const folder = await mkdtemp(path.join(tmpdir(), 'shangju-results-'));
  const file = path.join(folder, 'results.json');
  heading(words, 'running');
  const vitest = 'node_modules/vitest/vitest.mjs';
  const flags = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const { ok, output, seconds } = await run(process.execPath, [vitest, 'run', ...flags, ...projects], {
    showAs: lane,
  });
  const results = await readFile(file, 'utf8').then(JSON.parse, () => undefined);
  await rm(folder, { recursive: true });
  counts.passed += results?.numPassedTests ?? 0;
  counts.failed += results?.numFailedTests ?? 0;
  counts.skipped += (results?.numPendingTests ?? 0) + (results?.numTodoTests ?? 0);
  failures.push(...failedTests(results));
  // A file that could not be loaded, or an error outside of a test, fails the run without failing a test.
  if (!ok && !results?.numFailedTests) {
    counts.failed += 1;
    failures.push({ words, said: lastLines(output) });
  }
  heading(words, `${ok ? 'ok' : 'FAILED'}, ${seconds}`);
}

function failedTests(results) {
  return (results?.testResults ?? []).flatMap((file) =>
    file.assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName, failureMessages }) => ({
        words: `${path.relative(process.cwd(), file.name)}: ${fullName}`,
        said: firstLines(failureMessages.join('\n')),
      })),
  );
}

function firstLines(text) {
  return text.split('\n').slice(0, LINES_OF_A_FAILURE).join('\n');
}

function lastLines(text) {
  return text.trimEnd().split('\n').slice(-LINES_OF_A_FAILURE).join('\n');
}

function promiseToKeep() {
  let resolve;
  const promise = new Promise((keep) => {
    resolve = keep;
  });
  return { promise, resolve };
}

function heading(words, how) {
  console.log(`\n== ${words}: ${how}`);
}

function finish() {
  for (const { words, said } of failures) {
    heading(words, 'FAILED');
    console.log(said);
  }
  const { passed, failed, skipped } = counts;
  console.log(
    `\n== In all: ${Math.round((Date.now() - begin) / 1000)} s, checks and builds counted as tests`,
  );
  console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  process.exit(failed > 0 ? 1 : 0);
}
