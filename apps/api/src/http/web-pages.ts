import { existsSync } from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import fastifyPlugin from 'fastify-plugin';

/** The page that a scanned code opens in a browser. */
const SCANNED_PAGE = '/#/packages/resident/pages/scanned/index';

/** The built H5 pages, and where a scanned code leads. */
export const webPages = fastifyPlugin(
  async (app: FastifyInstance, { folder }: { folder: string }) => {
    app.get<{ Params: { code: string } }>('/s/:code', { schema: { hide: true } }, ({ params }, reply) =>
      reply.redirect(`${SCANNED_PAGE}?code=${encodeURIComponent(params.code)}`),
    );
    if (!existsSync(path.join(folder, 'index.html'))) {
      app.log.warn('the pages are not built; only the API is served');
      return;
    }
    await app.register(fastifyStatic, {
      root: folder,
      preCompressed: true,
      setHeaders: (reply, file) => reply.header('cache-control', cacheControlOf(file)),
    });
  },
  { name: 'web-pages' },
);

/** Files named after their content never change; the page that names them is asked for every time. */
const cacheControlOf = (file: string): string =>
  /\.[0-9a-f]{8,}\./.test(path.basename(file)) ? 'public, max-age=31536000, immutable' : 'no-cache';
