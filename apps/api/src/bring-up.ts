import path from 'node:path';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { apiFolder } from './api-folder.ts';
import { buildApp } from './app.ts';
import type { Config } from './config.ts';
import { migrate, pendingMigrations } from './db/migrate.ts';
import { createPipelines } from './db/pipelines.ts';
import { createPool } from './db/pool.ts';
import type { SlowQuery } from './db/slow-queries.ts';
import { createMetrics } from './http/metrics.ts';
import { startJobs } from './jobs.ts';
import { logOptions, logSlowQuery } from './log.ts';
import { arrivalsHub } from './modules/arrivals/index.ts';
import { createSeal } from './modules/ballots/index.ts';
import { listPersonas } from './modules/identity/index.ts';
import { pictureDisk, pictureStorage } from './modules/pictures/index.ts';
import { welcome } from './welcome.ts';

/** Migrations, seeds, API, jobs on a database: each is up before the next needs it. `closers` end them from the last on. */
export async function bringUp(
  config: Config,
  url: string,
  closers: (() => Promise<unknown>)[],
): Promise<FastifyInstance> {
  await migrate(url);

  // Before there is a log nobody can be told.
  let onSlow: (query: SlowQuery) => void = () => {};
  const slowQueries =
    config.slowQueryMs === 0
      ? undefined
      : { slowMs: config.slowQueryMs, onSlow: (query: SlowQuery) => onSlow(query) };
  const pool = createPool({ url, size: config.databasePoolSize, slowQueries });
  closers.push(() => pool.end());
  const pipelines = createPipelines({ url, slowQueries });
  closers.push(() => pipelines.end());
  const seal = createSeal(config.ballotSigningKey);
  if (config.seeds) {
    // Those who serve a street of their own need not hold it in memory.
    const { loadSeeds } = await import('./seed/load-seeds.ts');
    await loadSeeds(pool, { seal, folder: path.join(apiFolder, '..', '..', 'seeds') });
  }

  const metrics = createMetrics({ pool, pipelines });
  let log: FastifyBaseLogger | undefined;
  const arrivals = arrivalsHub({ connectionString: url }, (error) =>
    log?.warn({ err: error }, 'arrivals: line lost'),
  );
  closers.push(() => arrivals.close());
  const pictures = pictureStorage(await pictureDisk(config.pictures));
  const app = await buildApp({
    config,
    pool,
    pipelines,
    arrivals,
    pictures,
    seal,
    metrics,
    pendingMigrations: () => pendingMigrations(pool),
    logger: logOptions(config),
  });
  log = app.log;
  onSlow = (query) => {
    metrics.slowQuery(query);
    logSlowQuery(app.log, query);
  };
  closers.push(() => app.close());
  if (config.jobs) {
    const jobs = await startJobs({ pool, pictures, seal }, app.log);
    closers.push(() => jobs.stop());
  }
  const metricsServer = await metrics.listen({ host: config.metricsHost, port: config.metricsPort });
  closers.push(() => metricsServer.close());
  app.log.info(`Metrics at http://${config.metricsHost}:${metricsServer.port}/metrics`);
  await app.listen({ host: config.host, port: config.port });
  process.stdout.write(welcome(config, config.demoMode ? await listPersonas(pool) : []));
  return app;
}
