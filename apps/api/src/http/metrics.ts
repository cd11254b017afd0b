import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LimitKind } from '@shangju/contracts';
import type { FastifyInstance } from 'fastify';
import fastifyPlugin from 'fastify-plugin';
import type { Pool } from 'pg';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { LimitedBy } from './rate-limits.ts';

export interface Metrics {
  registry: Registry;
  /** Measures the requests of all routes that are registered after it. */
  plugin: ReturnType<typeof requestDurations>;
  /** A request was turned away because there were too many of its kind. */
  limited(kind: LimitKind, by: LimitedBy): void;
  /** Serves GET /metrics on a port of its own, apart from what people reach. */
  listen(at: { host: string; port: number }): Promise<MetricsServer>;
}

export interface MetricsServer {
  port: number;
  close(): Promise<void>;
}

/** Prometheus metrics of this process. Labels are routes, never what a route was asked for. */
export function createMetrics({ pool }: { pool: Pool }): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  measurePool(pool, registry);
  return {
    registry,
    plugin: requestDurations(registry),
    limited: countLimited(registry),
    listen: (at) => serve(registry, at),
  };
}

const BUCKETS_SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

function requestDurations(registry: Registry) {
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'From the arrival of a request to the end of its answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS_SECONDS,
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

function measurePool(pool: Pool, registry: Registry): void {
  const connections = new Gauge({
    name: 'database_pool_connections',
    help: 'Connections to the database by what they do.',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      connections.set({ state: 'idle' }, pool.idleCount);
      connections.set({ state: 'busy' }, pool.totalCount - pool.idleCount);
    },
  });
  const waiting = new Gauge({
    name: 'database_pool_waiting',
    help: 'Queries that wait for a free connection.',
    registers: [registry],
    collect() {
      waiting.set(pool.waitingCount);
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
