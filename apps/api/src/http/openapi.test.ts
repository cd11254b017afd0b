import { Validator } from '@seriousme/openapi-schema-validator';
import { problemCatalogue } from '@shangju/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { endpoints } from '../testing/free-hand.ts';
import { createWorld, type World } from '../testing/world.ts';
import { problemCodesOf } from './openapi.ts';

interface Operation {
  summary: string;
  operationId: string;
  security?: unknown[];
  parameters?: { name: string; in: string; required?: boolean }[];
  requestBody?: { content: Record<string, unknown> };
  responses: Record<string, { description: string; content?: Record<string, unknown> }>;
}

let world: World;
let document: { openapi: string; paths: Record<string, Record<string, Operation>> };
beforeAll(async () => {
  world = await createWorld();
  const answer = await world.app.inject('/v1/openapi.json');
  expect(answer.statusCode).toBe(200);
  document = answer.json();
});
afterAll(() => world[Symbol.asyncDispose]());

test('the document is OpenAPI 3.1 as its specification has it', async () => {
  expect(document.openapi).toMatch(/^3\.1\./);
  expect(await new Validator().validate(structuredClone(document))).toEqual({ valid: true });
});

describe('it tells of', () => {
  test.each(endpoints)('%s', (key, contract) => {
    const [method = '', path = ''] = key.split(' ');
    const operation = document.paths[path]?.[method.toLowerCase()];
    expect(operation).toMatchObject({ summary: contract.summary });
    const { parameters = [], responses, requestBody, security } = operation as Operation;
    const named = (place: string) =>
      parameters.filter((parameter) => parameter.in === place).map(({ name }) => name);
    expect(named('path')).toEqual(Object.keys(contract.params?.properties ?? {}));
    expect(named('query')).toEqual(Object.keys(contract.query?.properties ?? {}));
    expect(named('header')).toEqual(contract.idempotent ? ['idempotency-key'] : []);
    expect(requestBody !== undefined).toBe(contract.body !== undefined || contract.upload !== undefined);
    expect(security).toEqual(contract.access.kind === 'public' ? undefined : [{ bearer: [] }]);
    for (const status of Object.keys(contract.responses)) expect(responses[status]).toBeDefined();
    for (const code of problemCodesOf(contract)) {
      const answer = responses[problemCatalogue[code].status];
      expect(answer?.description).toContain(code);
      expect(Object.keys(answer?.content ?? {})).toEqual(['application/problem+json']);
    }
  });

  test('an upload as a form with a file, and a file by its media type', () => {
    const content = {
      'multipart/form-data': {
        schema: {
          type: 'object',
          required: ['picture'],
          properties: {
            picture: { type: 'string', format: 'binary', description: 'At most 10485760 bytes' },
          },
          additionalProperties: false,
        },
      },
    };
    expect(document.paths['/v1/pictures']?.['post']?.requestBody).toMatchObject({ content });
    expect(document.paths['/v1/pictures/{pictureId}']?.['get']?.responses['200']?.content).toEqual({
      'image/webp': { schema: { type: 'string', contentMediaType: 'image/webp' } },
    });
  });

  test('nothing of /v1 that no contract tells of', () => {
    const told = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const contracted: string[] = endpoints.map(([key]) => key);
    expect(told.filter((key) => key.includes(' /v1/')).toSorted()).toEqual(contracted.toSorted());
  });

  test('each operation by a name of its own', () => {
    const names = Object.values(document.paths).flatMap((operations) =>
      Object.values(operations).flatMap(({ operationId }) => operationId ?? []),
    );
    expect(new Set(names).size).toBe(names.length);
  });
});

test('the documentation for readers is there, and explains every problem', async () => {
  expect((await world.app.inject('/docs/')).statusCode).toBe(200);
  const page = await world.app.inject('/docs/problems');
  expect(page.headers['content-type']).toContain('text/html');
  for (const code of Object.keys(problemCatalogue)) expect(page.body).toContain(`id="${code}"`);
});
