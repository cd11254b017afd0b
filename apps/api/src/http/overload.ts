import underPressure from '@fastify/under-pressure';
import type { FastifyInstance } from 'fastify';
import fastifyPlugin from 'fastify-plugin';

/** As a mean: each turn of the event loop takes so long that whoever waits is better told to come again. */
const TURN_MS_MAX = 1_000;
/**
 * Far longer than a machine's hiccup: of a span that passes in a single turn the plugin knows no mean, takes it for
 * endless, and turns everybody away for as long again.
 */
const SPAN_MS = 5_000;

async function register(app: FastifyInstance): Promise<void> {
  await app.register(underPressure, { maxEventLoopDelay: TURN_MS_MAX, sampleInterval: SPAN_MS });
}

/** Turns requests away with `overloaded` while the process is stuck; a stall of a moment turns nobody away. */
export const overload = fastifyPlugin(register);
