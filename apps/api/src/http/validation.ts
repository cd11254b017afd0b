import { NOT_BLANK } from '@shangju/contracts';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import type { FastifySchemaCompiler } from 'fastify';
import { FORM } from './openapi.ts';
import { type FieldError, Refusal } from './problem.ts';

/**
 * Checks a request against its contract. Path and query arrive as text and are converted; a body
 * has types of its own and must keep to them.
 */
export function contractValidator(): FastifySchemaCompiler<object> {
  const strict = withFormats(new Ajv({ allErrors: true, useDefaults: true, strictTypes: false }));
  const converting = withFormats(
    new Ajv({
      allErrors: true,
      useDefaults: true,
      coerceTypes: true,
      // Else a number without end passes its bounds.
      strictNumbers: false,
      strictTypes: false,
      removeAdditional: 'all',
    }),
  );
  return ({ schema, httpPart, contentType }) => {
    // Told to readers only; forms are read after this.
    if (httpPart === 'headers' || contentType === FORM) return () => true;
    const validate: ValidateFunction = (httpPart === 'body' ? strict : converting).compile(schema);
    return (data: unknown) => {
      if (!validate(data)) return refused(fieldErrors(validate.errors ?? []));
      const withNul = textsWithNul(data);
      return withNul.length === 0 ? { value: wellFormed(data) } : refused(withNul);
    };
  };
}

/** As this API writes them: code compares ids as texts, and one id must not have two. */
export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

function withFormats(ajv: Ajv): Ajv {
  return formats(ajv, ['date', 'date-time'])
    .addFormat('uuid', UUID)
    .removeKeyword('uniqueItems')
    .addKeyword({ keyword: 'uniqueItems', type: 'array', schemaType: 'boolean', validate: isUnique });
}

/** Ajv's own compares every two items, and would take seconds for a long list of what is no item at all. */
const isUnique = (wanted: boolean, items: readonly unknown[]): boolean =>
  !wanted || new Set(items.map((item) => JSON.stringify(item))).size === items.length;

const refused = (errors: FieldError[]) => ({ error: new Refusal('validation-failed', undefined, errors) });

/** JSON can say a NUL, and no table can hold one. */
function textsWithNul(data: unknown, path: readonly string[] = []): FieldError[] {
  if (typeof data === 'string') {
    return data.includes('\0') ? [{ field: path.join('.'), message: '有认不出的字，请重新输入' }] : [];
  }
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data)
    .flatMap(([name, value]) => textsWithNul(value, [...path, name]))
    .slice(0, ERRORS_SHOWN_MAX);
}

/** Half of a character, as of an emoji that was cut through, becomes the sign for it: text columns would do so, JSON refuses it. */
function wellFormed(data: unknown): unknown {
  if (typeof data === 'string') return data.replace(/\p{Surrogate}/gu, '\uFFFD');
  if (Array.isArray(data)) return data.map(wellFormed);
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, wellFormed(value)]));
}

const ERRORS_SHOWN_MAX = 20;

function fieldErrors(errors: ErrorObject[]): FieldError[] {
  return errors
    .slice(0, ERRORS_SHOWN_MAX)
    .map((error) => ({ field: fieldOf(error), message: messageOf(error) }));
}

function fieldOf({ instancePath, params }: ErrorObject): string {
  const name = params['missingProperty'] ?? params['additionalProperty'];
  return [...instancePath.split('/').slice(1), ...(name ? [String(name)] : [])].join('.');
}

function messageOf({ keyword, params }: ErrorObject): string {
  const limit = params['limit'];
  switch (keyword) {
    case 'required':
      return '这一项要填';
    case 'additionalProperties':
      return '没有这一项';
    case 'minLength':
      return `至少 ${limit} 个字`;
    case 'maxLength':
      return `最多 ${limit} 个字`;
    case 'minimum':
      return `不能小于 ${limit}`;
    case 'maximum':
      return `不能大于 ${limit}`;
    case 'pattern':
      return params['pattern'] === NOT_BLANK ? '不能只填空格' : '格式不对';
    case 'enum':
      return '请从给出的选项里选';
    case 'uniqueItems':
      return '有重复的';
    case 'type':
      return TYPE_WORDS[String(params['type'])] ?? '类型不对';
    default:
      return '格式不对';
  }
}

const TYPE_WORDS: Record<string, string> = {
  integer: '要填整数',
  number: '要填数字',
  string: '要填文字',
  boolean: '只能是或否',
};
