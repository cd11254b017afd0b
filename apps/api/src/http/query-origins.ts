import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import fastifyPlugin from 'fastify-plugin';
import { onBehalfOf } from '../db/query-origin.ts';

/** Queries that a request causes know its route. */
export const queryOrigins = fastifyPlugin(
  async (app: FastifyInstance) => {
    const enter = (request: FastifyRequest, _reply: FastifyReply, done: () => void) =>
      onBehalfOf(() => originOf(request), done);
    app.addHook('onRequest', enter);
    // Bodies come, and answers go, on behalf of the connection: what follows is the request's own again.
    app.addHook('preValidation', enter);
    app.addHook('onResponse', enter);
  },
  { name: 'query-origins' },
);

const originOf = ({ method, routeOptions, id }: FastifyRequest) => ({
  route: `${method} ${routeOptions.url ?? 'none'}`,
  requestIds: [id],
  requests: 1,
});
