/** npm start: installs and builds what has changed, then serves API and pages until Ctrl-C. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { buildApi, buildH5 } from './builds.mjs';
import { demandNode } from './node-version.mjs';
import { install } from './pnpm.mjs';
import { endAll } from './run.mjs';

/** As ops/shangju-api@.service does: Node else lets garbage lie until the heap is three times what it needs. */
const FLAGS = ['--max-old-space-size=512', '--initial-old-space-size=48'];

/** The terminal and npm may both pass on one Ctrl-C; after this long it is another. */
const IMPATIENT_MS = 2_000;

demandNode();
let stop = () => {
  endAll();
  process.exit(1);
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop());

const installed = await install(say('Installing packages; the first time takes a few minutes'));
if (installed === 'failed') process.exit(1);
const built = await Promise.all([buildApi(say('Building the API')), buildH5(say('Building the pages'))]);
if (built.includes('failed')) process.exit(1);
serve();

/** Tells what is done and how long it took; what it printed only if it failed. */
function say(words) {
  return async (work) => {
    console.log(`${words} …`);
    const { ok, output, seconds } = await work();
    console.log(ok ? `${words}: done in ${seconds}.` : `${output}\n${words}: failed, see above.`);
    return ok;
  };
}

function serve() {
  // In a group of its own it hears of Ctrl-C from here alone, and once: twice would cut it short.
  const api = spawn(process.execPath, [...FLAGS, fileURLToPath(new URL('serve.mjs', import.meta.url))], {
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  let askedAt;
  stop = () => {
    const now = Date.now();
    if (askedAt === undefined || now - askedAt > IMPATIENT_MS) api.kill('SIGTERM');
    askedAt ??= now;
  };
  api.on('exit', (code) => process.exit(code ?? 1));
}
