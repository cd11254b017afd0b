import fc from 'fast-check';
import { jsonText } from './json-text.ts';
import type { Draft } from './request-bytes.ts';
import { encoded, FORM, filled, type Parts, targetOf, usualHeaders } from './sound-request.ts';
import { spoilt } from './spoilt-value.ts';
import { strangeText } from './strange-texts.ts';
import { valueFor } from './value-for-schema.ts';

/** Bodies of JSON in which something stands where it does not belong. */
export const spoiltBody = ({ operations, ...parts }: Parts): fc.Arbitrary<Draft> =>
  fc.oneof(
    ...operations
      .filter(({ body }) => body && body.mediaType !== FORM)
      .map((operation) =>
        fc
          .record({
            target: targetOf(operation, { known: parts.known, edges: 0 }),
            headers: usualHeaders(operation, parts),
            body: spoilt(valueFor(operation.body?.schema ?? {}, '', { known: parts.known, edges: 10 })),
          })
          .map(({ target, headers, body }) => ({
            kind: 'spoilt body',
            operation,
            method: operation.method,
            target,
            headers: [...headers, ['content-type', 'application/json'] as const],
            body: Buffer.from(jsonText(body), 'utf8'),
          })),
      ),
  );

/** Ids and queries that say something else than they should. */
export const spoiltTarget = ({ operations, ...parts }: Parts): fc.Arbitrary<Draft> =>
  fc.oneof(
    ...operations.map((operation) => {
      const names = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
      const inQuery = operation.parameters
        .filter((parameter) => parameter.in === 'query')
        .map(({ name }) => name);
      const queryName = fc.constantFrom(
        ...inQuery,
        'limit',
        'cursor',
        '__proto__',
        'constructor',
        'limit[]',
        'a',
      );
      return fc
        .record({
          sound: targetOf(operation, { known: parts.known, edges: 0 }),
          path: fc.record(Object.fromEntries(names.map((name) => [name, strangeText]))),
          spoilsPath: fc.boolean(),
          query: fc.array(fc.tuple(queryName, strangeText), { minLength: 1, maxLength: 4 }),
          raw: fc.constantFrom(
            '',
            '',
            '',
            '&',
            '&&=&',
            '&a',
            '&%',
            '&%zz=%zz',
            '&q=%ff%fe',
            '&limit=1&limit=2',
            ';a=b',
          ),
          headers: usualHeaders(operation, parts),
        })
        .map(({ sound, path, spoilsPath, query, raw, headers }) => {
          const into = spoilsPath && names.length > 0 ? filled(operation.path, path) : sound.split('?')[0];
          const search = query.map(
            ([name, value]) => `${encoded(name)}=${encoded(value).slice(0, QUERY_VALUE_MAX)}`,
          );
          return {
            kind: 'spoilt address',
            operation,
            method: operation.method,
            target: `${into}?${search.join('&')}${raw}`,
            headers,
          };
        });
    }),
  );

/** Whatever is longer is the part of those that are too long. */
const QUERY_VALUE_MAX = 3_000;
