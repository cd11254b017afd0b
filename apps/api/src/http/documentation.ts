import swagger from '@fastify/swagger';
import { problemCatalogue } from '@shangju/contracts';
import Fastify, { type FastifyInstance } from 'fastify';
import fastifyPlugin from 'fastify-plugin';

/** OpenAPI 3.1 at /v1/openapi.json, for readers at /docs, and every refusal at /docs/problems. */
export const documentation = fastifyPlugin(
  async (app: FastifyInstance) => {
    await app.register(swagger, {
      openapi: {
        openapi: '3.1.0',
        info: {
          title: '商居共治 Shangju',
          version: '1',
          description: 'Merchants and residents of a street run it together.',
        },
        components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
      },
    });
    app.get('/v1/openapi.json', { schema: { hide: true } }, () => app.swagger());
    app.get('/docs/problems', { schema: { hide: true } }, (_request, reply) =>
      reply.type('text/html; charset=utf-8').send(PROBLEMS_PAGE),
    );
    await app.register(async (docs) => {
      docs.addHook('onSend', async (_request, reply) => {
        reply.header('content-security-policy', POLICY_OF_READER);
      });
      let reader: Promise<FastifyInstance> | undefined;
      for (const url of ['/docs', '/docs/*']) {
        docs.get(url, { schema: { hide: true } }, async (request, reply) => {
          reader ??= loadReader();
          const { statusCode, headers, rawPayload } = await (await reader).inject(request.url);
          const { 'content-type': type, location } = headers;
          if (statusCode === 404) return reply.callNotFound();
          if (location) reply.header('location', String(location));
          return reply
            .code(statusCode)
            .type(String(type ?? 'text/plain'))
            .send(rawPayload);
        });
      }
    });
  },
  { name: 'documentation' },
);

/** Some 15 MB, most of it the program for the browser: loaded when the first one reads. */
async function loadReader(): Promise<FastifyInstance> {
  const { default: scalar } = await import('@scalar/fastify-api-reference');
  const reader = Fastify();
  await reader.register(scalar, {
    routePrefix: '/docs',
    configuration: { url: '/v1/openapi.json', telemetry: false, withDefaultFonts: false },
  });
  await reader.ready();
  return reader;
}

const rowOf = ([code, { status, title, detail }]: [
  string,
  (typeof problemCatalogue)[keyof typeof problemCatalogue],
]) =>
  `<tr id="${code}"><td><code>${code}</code><td>${status}<td>${title}<td>${typeof detail === 'string' ? detail : '…'}</tr>`;

const PROBLEMS_PAGE = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>Problems</title>
<meta name="viewport" content="width=device-width">
<style>body{font:16px/1.5 system-ui;margin:24px}td{padding:6px 12px;border-bottom:1px solid #ddd;vertical-align:top}:target{background:#fff4dc}</style>
<h1>Problems</h1><table>${Object.entries(problemCatalogue).map(rowOf).join('')}</table></html>`;

/** The reader of the documentation brings inline scripts; it reads this server and nothing else. */
const POLICY_OF_READER =
  "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; frame-ancestors 'none'";
