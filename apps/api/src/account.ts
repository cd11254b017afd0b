import { loadConfig } from './config.ts';
import { createPool } from './db/pool.ts';
import { disableAccount, enableAccount } from './modules/identity/index.ts';
import { openDatabase } from './open-database.ts';

/** `pnpm account disable 100023`, `pnpm account enable 100023`: whose number the person sees in the app. */
const [act, text = ''] = process.argv.slice(2);
const number = /^\d{1,9}$/.test(text) ? Number(text) : undefined;
if ((act !== 'disable' && act !== 'enable') || number === undefined) {
  process.stderr.write('say: account disable <number>, or: account enable <number>\n');
  process.exit(2);
}
const config = loadConfig();
const database = await openDatabase(config);
const pool = createPool({ url: database.url, size: 1, applicationName: 'shangju-account' });
try {
  const done = act === 'disable' ? await disableAccount(pool, number) : await enableAccount(pool, number);
  if (done === undefined || done === false) {
    process.stderr.write(`nobody has the number ${number}\n`);
    process.exitCode = 1;
  } else {
    const what = act === 'disable' ? `is disabled; ${done} sessions ended` : 'can sign in again';
    process.stdout.write(`${number} ${what}\n`);
  }
} finally {
  await pool.end();
  await database.stop();
}
