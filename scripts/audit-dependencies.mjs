/**
 * pnpm check:advisories: asks the registry that npm uses which of the packages in pnpm-lock.yaml have known
 * weaknesses. Ends with 1 when one that is high or critical is in what runs in production, unless
 * accepted-advisories.json says why it may be there, and until when. Where the registry tells of no advisories
 * it says SKIPPED: that nothing was found then means nothing.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { repository, run } from './run.mjs';

const GRAVE = new Set(['high', 'critical']);
const ANSWER_LIMIT_MS = 20_000;

const accepted = JSON.parse(
  await readFile(path.join(repository, 'scripts/accepted-advisories.json'), 'utf8'),
);
const today = new Date().toISOString().slice(0, 10);
const versions = versionsByName(
  readLockfile(await readFile(path.join(repository, 'pnpm-lock.yaml'), 'utf8')),
);
const advisories = await askRegistry(versions);
if (typeof advisories === 'string') {
  console.log(`SKIPPED: ${advisories}. Nobody looked whether dependencies have known weaknesses.`);
} else {
  judge(advisories);
}

function judge(found) {
  const list = Object.entries(found).flatMap(([name, ofName]) => ofName.map((one) => ({ name, ...one })));
  for (const { name, severity, title, url, vulnerable_versions: range } of list)
    console.log(`${severity}: ${name} ${range}: ${title} (${url})`);
  const grave = list.filter((one) => GRAVE.has(one.severity) && !isAccepted(one));
  console.log(
    `${Object.keys(versions).length} packages of production asked about, ${list.length} advisories, ${grave.length} to act on`,
  );
  if (grave.length > 0) process.exitCode = 1;
}

function isAccepted({ url, name }) {
  const one = accepted.find((entry) => entry.url === url && entry.package === name);
  if (!one?.reason || !(one.until >= today)) return false;
  console.log(`accepted until ${one.until}: ${name}: ${one.reason}`);
  return true;
}

/** What is known of these packages, or why that can't be said. */
async function askRegistry(asked) {
  const { output } = await run('npm', ['config', 'get', 'registry']);
  const registry = output.trim().replace(/\/$/, '');
  if (!URL.canParse(registry)) return 'npm names no registry';
  try {
    const answer = await fetch(`${registry}/-/npm/v1/security/advisories/bulk`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(asked),
      signal: AbortSignal.timeout(ANSWER_LIMIT_MS),
    });
    if (!answer.ok) return `the registry answers ${answer.status} when asked for advisories`;
    const found = await answer.json();
    return isAnswer(found) ? found : 'the registry answered with something else than advisories';
  } catch (error) {
    return `the registry was not reached (${error.cause?.code ?? error.name})`;
  }
}

function isAnswer(found) {
  if (typeof found !== 'object' || found === null || Array.isArray(found)) return false;
  return Object.values(found).every(Array.isArray);
}

/** Of everything that a package of ours needs to run, without what is for development only. */
function versionsByName({ importers, snapshots }) {
  const seen = new Set();
  const follow = (dependencies = {}) => {
    for (const [name, told] of Object.entries(dependencies)) {
      const version = typeof told === 'string' ? told : told.version;
      if (version.startsWith('link:')) continue;
      // An alias names the package that it stands for.
      const key = /^@?[^@(]+@\d/.test(version) ? version : `${name}@${version}`;
      if (seen.has(key)) continue;
      if (!(key in snapshots)) throw new Error(`pnpm-lock.yaml has no snapshot of ${key}`);
      seen.add(key);
      follow(snapshots[key].dependencies);
      follow(snapshots[key].optionalDependencies);
    }
  };
  for (const importer of Object.values(importers)) {
    follow(importer.dependencies);
    follow(importer.optionalDependencies);
  }
  const byName = {};
  for (const key of seen) {
    const [, name, version] = /^(@?[^@]+)@([^(]+)/.exec(key);
    byName[name] ??= [];
    if (!byName[name].includes(version)) byName[name].push(version);
  }
  return byName;
}

/** The part of YAML that pnpm writes its lockfile in: maps by indentation, and texts. */
function readLockfile(text) {
  const root = {};
  const open = [{ indent: -1, map: root }];
  for (const line of text.split('\n')) {
    const [, spaces, key, value] =
      /^( *)('[^']*'|[^\s'#-][^:]*(?::[^\s:][^:]*)*):(?: (.*))?$/.exec(line) ?? [];
    if (key === undefined) continue;
    while (open.at(-1).indent >= spaces.length) open.pop();
    const { map } = open.at(-1);
    const name = unquoted(key);
    if (value === undefined) {
      map[name] = {};
      open.push({ indent: spaces.length, map: map[name] });
    } else map[name] = value === '{}' ? {} : unquoted(value);
  }
  return root;
}

function unquoted(text) {
  return text.replace(/^'(.*)'$/, '$1');
}
