import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LimitKind } from '@shangju/contracts';
import type { FastifyInstance } from 'fastify';
import fastifyPlugin from 'fastify-plugin';
import type { Pool } from 'pg';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { SlowQuery } from '../db/slow-queries.ts';
import type { OnBatch } from './gather.ts';
import type { LimitedBy } from './rate-limits.ts';
import { measureStreet } from './street-state.ts';

export interface Metrics {
  registry: Registry;
  /** Measures the requests of all routes that are registered after it. */
  plugin: ReturnType<typeof requestsAnswered>;
  /** A request was turned away because there were too many of its kind. */
  limited(kind: LimitKind, by: LimitedBy): void;
  /** Requests that arrived together begin to be worked on. */
  onBatch: OnBatch;
  slowQuery(query: Pick<SlowQuery, 'route'>): void;
  /** A page is told of arrivals from now on, or no longer. */
  streams: { opened(): void; ended(): void };
  /** Serves GET /metrics on a port of its own, apart from what people reach. */
  listen(at: { host: string; port: number }): Promise<MetricsServer>;
}

export interface MetricsServer {
  port: number;
  close(): Promise<void>;
}

/** Prometheus metrics of this process. Labels are routes, never what a route was asked for. */
export function createMetrics({ pool, pipelines }: { pool: Pool; pipelines?: Pool }): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  measurePools({ requests: pool, ...(pipelines ? { batches: pipelines } : {}) }, registry);
  measureStreet(pool, registry);
  return {
    registry,
    plugin: requestsAnswered(registry),
    limited: countLimited(registry),
    onBatch: measureBatches(registry),
    slowQuery: countSlowQueries(registry),
    streams: countStreams(registry),
    listen: (at) => serve(registry, at),
  };
}

const BUCKETS_SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

function requestsAnswered(registry: Registry) {
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'From the arrival of a request to the end of its answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS_SECONDS,
    registers: [registry],
  });
  const refused = new Counter({
    name: 'requests_refused_total',
    help: 'Requests that were answered with a problem, by its code (see /docs/problems).',
    labelNames: ['code'],
    registers: [registry],
  });
  return fastifyPlugin(
    async (app: FastifyInstance) => {
      app.addHook('onResponse', async (request, reply) => {
        const route = request.routeOptions.url ?? 'none';
        duration.observe(
          { method: request.method, route, status: reply.statusCode },
          reply.elapsedTime / 1000,
        );
        if (reply.problemCode) refused.inc({ code: reply.problemCode });
      });
    },
    { name: 'request-durations' },
  );
}

function countLimited(registry: Registry): Metrics['limited'] {
  const limited = new Counter({
    name: 'requests_limited_total',
    help: 'Requests turned away because there were too many of their kind in a minute.',
    labelNames: ['kind', 'by'],
    registers: [registry],
  });
  return (kind, by) => limited.inc({ kind, by });
}

const BATCH_SIZES = [1, 2, 5, 10, 20, 50, 100, 200];
const WAIT_BUCKETS_SECONDS = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

function measureBatches(registry: Registry): OnBatch {
  const sizes = new Histogram({
    name: 'batch_size_requests',
    help: 'How many requests that arrived together shared a transaction, or a query for who they are.',
    labelNames: ['batch'],
    buckets: BATCH_SIZES,
    registers: [registry],
  });
  const waits = new Histogram({
    name: 'batch_wait_seconds',
    help: 'How long the first request of a batch waited for the batches before it.',
    labelNames: ['batch'],
    buckets: WAIT_BUCKETS_SECONDS,
    registers: [registry],
  });
  return ({ name, size, waitedMs }) => {
    sizes.observe({ batch: name }, size);
    waits.observe({ batch: name }, waitedMs / 1000);
  };
}

function countSlowQueries(registry: Registry): Metrics['slowQuery'] {
  const slow = new Counter({
    name: 'database_slow_queries_total',
    help: 'Queries that took longer than SLOW_QUERY_MS, each of which is in the log.',
    labelNames: ['route'],
    registers: [registry],
  });
  return ({ route }) => slow.inc({ route });
}

function countStreams(registry: Registry): Metrics['streams'] {
  const open = new Gauge({
    name: 'event_streams_open',
    help: 'Pages of shops that are told of arrivals as they happen.',
    registers: [registry],
  });
  return { opened: () => open.inc(), ended: () => open.dec() };
}

/** @param pools by what they are for */
function measurePools(pools: Record<string, Pool>, registry: Registry): void {
  const connections = new Gauge({
    name: 'database_pool_connections',
    help: 'Connections to the database by whom they are for and what they do.',
    labelNames: ['pool', 'state'],
    registers: [registry],
    collect() {
      for (const [name, pool] of Object.entries(pools)) {
        connections.set({ pool: name, state: 'idle' }, pool.idleCount);
        connections.set({ pool: name, state: 'busy' }, pool.totalCount - pool.idleCount);
      }
    },
  });
  const waiting = new Gauge({
    name: 'database_pool_waiting',
    help: 'Queries and transactions that wait for a free connection.',
    labelNames: ['pool'],
    registers: [registry],
    collect() {
      for (const [name, pool] of Object.entries(pools)) waiting.set({ pool: name }, pool.waitingCount);
    },
  });
}

async function serve(
  registry: Registry,
  { host, port }: { host: string; port: number },
): Promise<MetricsServer> {
  const server = createServer(async (request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    try {
      const text = await registry.metrics();
      response.writeHead(200, { 'content-type': registry.contentType }).end(text);
    } catch {
      response.writeHead(500).end();
    }
  });
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    throw taken ? new Error(`METRICS_PORT ${port} is taken by another process: choose another.`) : error;
  }
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
