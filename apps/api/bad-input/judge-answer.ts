import { Problem, problemCatalogue } from '@shangju/contracts';
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import type { Answer } from './answer-reader.ts';
import type { Exchange } from './raw-connection.ts';
import type { BadRequest } from './request-bytes.ts';
import { type Operation, PROBLEM, type Schema } from './served-operations.ts';

/** What must not be in an exchange, in words; empty where all is well. */
export function complaintsOf(request: BadRequest, { answer, fault }: Exchange): string[] {
  if (fault !== undefined) return [fault];
  if (!answer) return [];
  if (answer.status >= 500) return [`answered ${answer.status}: ${codeOf(answer)}`];
  return [...complaintsOfHeaders(answer), ...complaintsOfContent(request, answer)];
}

/** Where we send people: pages that a scanned code opens, and the reader of the documentation, which wants its slash. */
const OUR_PLACES = /^(\/#\/packages\/.*|\/docs\/)$/;

function complaintsOfHeaders({ headers }: Answer): string[] {
  const injected = ['set-cookie', 'location'].filter(
    (name) => headers[name] !== undefined && !(name === 'location' && OUR_PLACES.test(headers[name])),
  );
  return injected.map((name) => `a header that nobody set: ${name}: ${headers[name]}`);
}

function complaintsOfContent({ method, operation }: BadRequest, answer: Answer): string[] {
  if (method === 'HEAD') return [];
  if (answer.status >= 400) return complaintsOfProblem(operation, answer);
  if (!operation) return [];
  const declared = operation.answers[answer.status];
  if (!declared) return [`answered ${answer.status}, which the document does not tell of`];
  const { mediaType, schema } = declared;
  if (!schema) return answer.body.length > 0 ? ['a body where the document tells of none'] : [];
  // The document tells of it as of a text; it is a stream of events.
  const isStream = mediaTypeOf(answer) === 'text/event-stream' && schema.type === 'string';
  if (isStream) return [];
  if (mediaTypeOf(answer) !== mediaType?.split(';')[0])
    return [`came as ${answer.headers['content-type']}, not as ${mediaType}`];
  // A text stands for a file, whatever is in it.
  return mediaType === 'application/json' && schema.type !== 'string' ? complaintsOfJson(schema, answer) : [];
}

/** What a process answers that has too much to do. */
export const OVERLOADED = 'overloaded';

const mediaTypeOf = ({ headers }: Answer): string | undefined => headers['content-type']?.split(';')[0];

/** What is refused before any endpoint is asked. */
const AT_THE_DOOR: readonly string[] = [
  'not-found',
  'request-unreadable',
  'headers-too-large',
  'address-too-long',
  'expectation-failed',
  'request-timeout',
  'body-too-large',
  'body-unreadable',
  'media-type-unsupported',
];

function complaintsOfProblem(operation: Operation | undefined, answer: Answer): string[] {
  if (mediaTypeOf(answer) !== PROBLEM)
    return [`refused with ${answer.status} as ${answer.headers['content-type']}, which is no problem`];
  const problem = parsed(answer);
  if (problem === undefined) return ['a problem that is no JSON'];
  const wrong = complaintsOfSchema(Problem as Schema, problem);
  if (wrong.length > 0) return wrong;
  const { status, code, detail } = problem as Problem;
  const known = problemCatalogue[code as keyof typeof problemCatalogue];
  const declared = operation?.answers[answer.status]?.codes ?? [];
  return [
    ...(status === answer.status ? [] : [`answered ${answer.status} with a problem of ${status}`]),
    ...(known ? [] : [`the catalogue has no ${code}`]),
    ...(/[\u4e00-\u9fff]{4}/.test(detail) ? [] : [`nothing for a person to read: ${detail}`]),
    ...(!operation || declared.includes(code) || AT_THE_DOOR.includes(code)
      ? []
      : [`refused with ${answer.status} ${code}, which the document does not tell of`]),
  ];
}

export const codeOf = (answer: Answer): string => {
  const problem = parsed(answer);
  return typeof problem === 'object' && problem !== null && 'code' in problem
    ? String(problem.code)
    : 'no problem';
};

function complaintsOfJson(schema: Schema, answer: Answer): string[] {
  const body = parsed(answer);
  return body === undefined ? ['an answer that is no JSON'] : complaintsOfSchema(schema, body);
}

function parsed({ body }: Answer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}

const ajv = formats(new Ajv({ allErrors: true, strict: false }), ['uuid', 'date', 'date-time']);
const validators = new WeakMap<object, ValidateFunction>();

function complaintsOfSchema(schema: Schema, value: unknown): string[] {
  const validate = validators.get(schema) ?? ajv.compile(schema);
  validators.set(schema, validate);
  return validate(value)
    ? []
    : [`not what the document says: ${ajv.errorsText(validate.errors).slice(0, 300)}`];
}
