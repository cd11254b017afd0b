import fc from 'fast-check';
import type { Draft } from './request-bytes.ts';
import type { Operation } from './served-operations.ts';
import { FORM, formWith, type Parts, targetOf, usualHeaders } from './sound-request.ts';

/** Forms that are none or hold something else, and files that are not what they say. */
export const strangeUpload = (
  { operations, ...parts }: Parts,
  files: readonly Buffer[],
): fc.Arbitrary<Draft> =>
  fc.oneof(
    ...operations
      .filter(({ body }) => body?.mediaType === FORM)
      .map((operation) =>
        fc
          .record({
            target: targetOf(operation, { known: parts.known, edges: 0 }),
            headers: usualHeaders(operation, parts),
            form: fc.oneof(
              {
                weight: 2,
                arbitrary: fc.constantFrom(...files).map((file) => wholeForm(fieldOf(operation), file)),
              },
              {
                weight: 1,
                arbitrary: brokenForm(fieldOf(operation), Object.values(parts.files)[0] ?? Buffer.from('x')),
              },
            ),
          })
          .map(({ target, headers, form }) => ({
            kind: 'strange upload',
            operation,
            method: operation.method,
            target,
            headers: [...headers, ['content-type', form.mediaType] as const],
            body: form.body,
          })),
      ),
  );

const fieldOf = ({ body }: Operation): string => Object.keys(body?.schema.properties ?? {})[0] ?? '';

interface Form {
  mediaType: string;
  body: Buffer;
}

const FORM_TYPE = `${FORM}; boundary=boundary-of-a-form`;
const wholeForm = (field: string, file: Buffer): Form => ({
  mediaType: FORM_TYPE,
  body: formWith(field, file),
});

function brokenForm(field: string, file: Buffer): fc.Arbitrary<Form> {
  const part = (disposition: string, content: Buffer | string = file, more = '') =>
    Buffer.concat([
      Buffer.from(`--boundary-of-a-form\r\ncontent-disposition: ${disposition}\r\n${more}\r\n`),
      Buffer.from(content),
      Buffer.from('\r\n'),
    ]);
  const named = (name: string) => `form-data; name="${field}"; filename="${name}"`;
  const closed = (...parts: Buffer[]): Form => ({
    mediaType: FORM_TYPE,
    body: Buffer.concat([...parts, Buffer.from('--boundary-of-a-form--\r\n')]),
  });
  const whole = formWith(field, file);
  const typed = (mediaType: string): Form => ({ mediaType, body: whole });
  return fc.constantFrom(
    typed(FORM),
    typed(`${FORM}; boundary=`),
    typed(`${FORM}; boundary=another`),
    typed(`${FORM}; boundary="boundary-of-a-form`),
    typed(`${FORM}; boundary=${'b'.repeat(3_000)}`),
    typed('multipart/mixed; boundary=boundary-of-a-form'),
    typed('application/x-www-form-urlencoded'),
    typed('image/jpeg'),
    typed('application/json'),
    { mediaType: FORM_TYPE, body: Buffer.alloc(0) },
    { mediaType: FORM_TYPE, body: Buffer.from('--boundary-of-a-form--\r\n') },
    { mediaType: FORM_TYPE, body: whole.subarray(0, 60) },
    { mediaType: FORM_TYPE, body: whole.subarray(0, -10) },
    { mediaType: FORM_TYPE, body: Buffer.alloc(20_000, '--boundary-of-a-form\r\n') },
    closed(part(`form-data; name="${field}"`)),
    closed(part('form-data')),
    closed(part('form-data; name=""; filename=""')),
    closed(part('form-data; name="another"; filename="a"')),
    closed(part('form-data; name="__proto__"; filename="a"')),
    closed(part('attachment; filename="a"')),
    closed(part(named('../../../../etc/passwd'))),
    closed(part(named('a\0b.jpg'))),
    closed(part(named('x'.repeat(5_000)))),
    closed(part(named('a'), '')),
    closed(part(named('a')), part(named('b'))),
    closed(part(named('a')), part('form-data; name="text"', 'more')),
    closed(...Array.from({ length: 500 }, (_, at) => part(`form-data; name="f${at}"`, 'x'))),
    closed(part(named('a'), file, `x-long: ${'x'.repeat(100_000)}\r\n`)),
    closed(part(named('a'), file, Array.from({ length: 500 }, (_, at) => `x${at}: y\r\n`).join(''))),
    closed(part(named('a'), file, 'content-transfer-encoding: base64\r\n')),
    closed(part(named('a'), file, 'content-type: text/html; charset=utf-7\r\n')),
    closed(part(named('a'), Buffer.alloc(3 * 1024 * 1024, 'x'))),
    closed(part(named('a'), Buffer.alloc(12 * 1024 * 1024, 'x'))),
  );
}
