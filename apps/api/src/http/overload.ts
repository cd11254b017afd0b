import underPressure from '@fastify/under-pressure';
import type { FastifyInstance } from 'fastify';
import fastifyPlugin from 'fastify-plugin';
import { refuse } from './problem.ts';

/** As a mean: each turn of the event loop takes so long that whoever waits is better told to come again. */
const TURN_MS_MAX = 1_000;
/**
 * Far longer than a machine's hiccup: of a span that passes in a single turn the plugin knows no mean, takes it for
 * endless, and turns everybody away for as long again.
 */
const SPAN_MS = 5_000;
/** A start has few and long turns; the span that holds its end is judged until the next one ends. */
const START_MS = 2 * SPAN_MS;
const COME_AGAIN_SECONDS = '10';

async function register(app: FastifyInstance, { startMs = START_MS }: { startMs?: number }): Promise<void> {
  let readyAtMs = Number.POSITIVE_INFINITY;
  app.addHook('onReady', async () => {
    readyAtMs = performance.now();
  });
  await app.register(underPressure, {
    maxEventLoopDelay: TURN_MS_MAX,
    sampleInterval: SPAN_MS,
    async pressureHandler(_request, reply) {
      if (performance.now() - readyAtMs < startMs) return;
      reply.header('retry-after', COME_AGAIN_SECONDS);
      refuse('overloaded');
    },
  });
}

/** Turns requests away with `overloaded` while the process is stuck; neither a stall of a moment nor a start does. */
export const overload = fastifyPlugin(register);
