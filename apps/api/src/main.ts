import closeWithGrace from 'close-with-grace';
import type { FastifyInstance } from 'fastify';
import { type Config, loadConfig, SettingsError } from './config.ts';
import { openDatabase } from './open-database.ts';

const CLOSE_LIMIT_MS = 10_000;

try {
  await start(loadConfig());
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

/** Brings everything up, and ends it in the other order. */
async function start(config: Config): Promise<void> {
  const closers: (() => Promise<unknown>)[] = [];
  const up = openAndBringUp(config, closers);
  // Also the last resort for what nobody caught: it is logged, and the process ends in order, to be started anew.
  const { close } = closeWithGrace({ delay: CLOSE_LIMIT_MS, logger: false }, async ({ err }) => {
    if (err) {
      const app = await up.catch(() => undefined);
      if (app) app.log.fatal({ err }, 'nobody caught this: the process ends');
      else process.stderr.write(`${err.stack ?? err.message}\n`);
    }
    // A signal in the middle of the start waits for it, so that everything it began is ended.
    await up.catch(() => undefined);
    for (const end of closers.toReversed()) await end();
  });
  try {
    await up;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 1;
    await close();
  }
}

/** PostgreSQL starts while the API is read from the disk: each takes most of a second. */
async function openAndBringUp(config: Config, closers: (() => Promise<unknown>)[]): Promise<FastifyInstance> {
  const opening = openDatabase(config).then(({ url, stop }) => {
    closers.push(stop);
    return url;
  });
  const [{ bringUp }, url] = await Promise.all([import('./bring-up.ts'), opening]);
  return bringUp(config, url, closers);
}
