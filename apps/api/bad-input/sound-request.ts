import fc from 'fast-check';
import { jsonText } from './json-text.ts';
import type { Draft, Headers } from './request-bytes.ts';
import type { Operation } from './served-operations.ts';
import { wellFormed } from './strange-texts.ts';
import { type Known, type Manner, valueFor } from './value-for-schema.ts';

export interface Parts {
  operations: readonly Operation[];
  known: Known;
  /** Values of Authorization, undefined for nobody. */
  callers: () => readonly (string | undefined)[];
  /** Good files, by the field of the form that asks for them. */
  files: Record<string, Buffer>;
}

/** Requests as the document asks for them, by everybody. */
export const soundRequest = ({ operations, ...parts }: Parts): fc.Arbitrary<Draft> =>
  fc.oneof(...operations.map((operation) => draftOf(operation, parts, { known: parts.known, edges: 0 })));

/** Requests of which values stand at the edges of what is allowed, and beyond. */
export const requestAtEdges = ({ operations, ...parts }: Parts): fc.Arbitrary<Draft> =>
  fc.oneof(
    ...operations
      .filter(({ body, parameters }) => body || parameters.some((parameter) => parameter.in === 'query'))
      .map((operation) =>
        draftOf(operation, parts, { known: parts.known, edges: 30 }).map((draft) => ({
          ...draft,
          kind: 'edges',
        })),
      ),
  );

/** @param manner of its values */
export function draftOf(
  operation: Operation,
  parts: Omit<Parts, 'operations'>,
  manner: Manner,
): fc.Arbitrary<Draft> {
  return fc
    .record({
      target: targetOf(operation, manner),
      headers: usualHeaders(operation, parts),
      body: bodyOf(operation, parts, manner),
    })
    .map(({ target, headers, body }) => ({
      kind: 'sound',
      operation,
      method: operation.method,
      target,
      headers: [...headers, ...(body ? [['content-type', body.mediaType] as const] : [])],
      ...(body ? { body: body.bytes } : {}),
    }));
}

export function targetOf({ path, parameters }: Operation, manner: Manner): fc.Arbitrary<string> {
  const inPath = parameters.filter((parameter) => parameter.in === 'path');
  const inQuery = parameters.filter((parameter) => parameter.in === 'query');
  return fc
    .record({
      path: fc.record(
        Object.fromEntries(
          inPath.map(({ name, schema }) => [
            name,
            valueFor(schema, name, { ...manner, edges: manner.edges / 3 }),
          ]),
        ),
      ),
      query: fc.record(
        Object.fromEntries(inQuery.map(({ name, schema }) => [name, valueFor(schema, name, manner)])),
        { requiredKeys: inQuery.filter(({ required }) => required).map(({ name }) => name) },
      ),
    })
    .map((values) => {
      const search = Object.entries(values.query)
        .map(([name, value]) => `${name}=${encoded(value)}`)
        .join('&');
      return filled(path, values.path) + (search ? `?${search}` : '');
    });
}

export const filled = (path: string, values: Record<string, unknown>): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => encoded(values[name]));

export const encoded = (value: unknown): string => encodeURIComponent(wellFormed(String(value)));

/** Who calls, and the idempotency key that the act needs. */
export const usualHeaders = (
  { parameters }: Operation,
  { callers }: Pick<Parts, 'callers'>,
): fc.Arbitrary<Headers> =>
  fc
    .tuple(callerOf(callers), fc.uuid())
    .map(([authorization, key]) => [
      ...(authorization === undefined ? [] : [['authorization', authorization] as const]),
      ...(parameters.some(({ name }) => name === 'idempotency-key')
        ? [['idempotency-key', key] as const]
        : []),
    ]);

export const callerOf = (callers: Parts['callers']): fc.Arbitrary<string | undefined> =>
  fc.nat({ max: 9_999 }).map((at) => {
    const all = callers();
    // Every other one is the first of them, who may call everything.
    return at % 2 === 0 ? all[0] : all[(at >> 1) % all.length];
  });

const BOUNDARY = 'boundary-of-a-form';

function bodyOf(
  { body }: Operation,
  { files }: Pick<Parts, 'files'>,
  manner: Manner,
): fc.Arbitrary<{ mediaType: string; bytes: Buffer } | undefined> {
  if (!body) return fc.constant(undefined);
  const [field] = Object.keys(body.schema.properties ?? {});
  if (body.mediaType === FORM) {
    const file = files[field ?? ''] ?? Buffer.alloc(0);
    return fc.constant({ mediaType: `${FORM}; boundary=${BOUNDARY}`, bytes: formWith(field ?? '', file) });
  }
  return valueFor(body.schema, '', manner).map((value) => ({
    mediaType: body.mediaType,
    bytes: Buffer.from(jsonText(value), 'utf8'),
  }));
}

export const FORM = 'multipart/form-data';

export const formWith = (field: string, file: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from(
      `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${field}"; filename="a"\r\ncontent-type: application/octet-stream\r\n\r\n`,
    ),
    file,
    Buffer.from(`\r\n--${BOUNDARY}--\r\n`),
  ]);
