import fastifyPlugin from 'fastify-plugin';
import helmet, { type HelmetOptions } from 'helmet';

/** Helmet's headers in every answer. Its plugin for Fastify puts them together anew for each, at four times the cost. */
export const securityHeaders = fastifyPlugin<HelmetOptions>(
  async (app, options) => {
    const protect = helmet(options);
    app.addHook('onRequest', (request, reply, done) => {
      protect(request.raw, reply.raw, (error) => done(error instanceof Error ? error : undefined));
    });
  },
  { name: 'security-headers' },
);
