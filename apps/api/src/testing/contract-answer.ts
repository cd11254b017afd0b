import { contracts, type Endpoint, type EndpointKey, Problem } from '@shangju/contracts';
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import { problemCodesOf } from '../http/openapi.ts';
import { must } from '../must.ts';

export const isStream = (key: EndpointKey): boolean => contractOf(key).stream !== undefined;

/** @throws when an endpoint answered what its contract does not say: a status, a body or a refusal. */
export function checkAnswer(
  key: EndpointKey,
  answer: { status: number; contentType: string | undefined; body: unknown },
): void {
  const contract = contractOf(key);
  if (answer.status in contract.responses) checkGoodAnswer(key, contract, answer);
  else checkProblem(key, contract, answer);
}

/** @throws when an event of a stream is not what the contract says. */
export function checkEvent(key: EndpointKey, event: unknown): void {
  check(`${key} event`, must(contractOf(key).stream), event);
}

function checkGoodAnswer(
  key: EndpointKey,
  contract: Endpoint,
  { status, contentType, body }: { status: number; contentType: string | undefined; body: unknown },
): void {
  const schema = contract.responses[status];
  const json = schema ? 'application/json' : undefined;
  const told = contract.stream ? 'text/event-stream' : (contract.file ?? json);
  if (contentType?.split(';')[0] !== told?.split(';')[0])
    throw new Error(`${key} ${status} came as ${contentType}`);
  if (contract.stream || contract.file) return;
  if (schema) check(`${key} ${status}`, schema, body);
  else if (body !== undefined) throw new Error(`${key} ${status} has a body`);
}

function checkProblem(
  key: EndpointKey,
  contract: Endpoint,
  { status, contentType, body }: { status: number; contentType: string | undefined; body: unknown },
): void {
  if (contentType?.split(';')[0] !== 'application/problem+json') {
    throw new Error(`${key} answered ${status} as ${contentType}, which its contract does not tell of`);
  }
  check(`${key} ${status}`, Problem, body);
  const problem = body as Problem;
  if (problem.status !== status)
    throw new Error(`${key} answered ${status} with a problem of ${problem.status}`);
  if (!problemCodesOf(contract).some((code) => code === problem.code)) {
    throw new Error(`${key} refused with ${problem.code}, which its contract does not tell of`);
  }
}

const ajv = formats(new Ajv({ allErrors: true, strict: false }), ['uuid', 'date', 'date-time']);
const validators = new WeakMap<object, ValidateFunction>();

function check(name: string, schema: object, value: unknown): void {
  const validate = validators.get(schema) ?? ajv.compile(schema);
  validators.set(schema, validate);
  if (validate(value)) return;
  throw new Error(
    `${name} is not what its contract says: ${ajv.errorsText(validate.errors)}: ${JSON.stringify(value)}`,
  );
}

export const contractOf = (key: EndpointKey): Endpoint => contracts[key];
