import { STATUS_CODES } from 'node:http';
import {
  type Access,
  type Endpoint,
  type LimitKind,
  Problem,
  type ProblemCode,
  problemCatalogue,
} from '@shangju/contracts';
import type { FastifySchema } from 'fastify';

/** The OpenAPI description of an endpoint, from its contract; fastify validates and serialises by the same value. */
export function routeDocumentation(
  key: string,
  contract: Endpoint,
): FastifySchema & { 'x-rate-limit': LimitKind } {
  const [method = '', path = ''] = key.split(' ');
  return {
    summary: contract.summary,
    operationId: operationId(method, path),
    tags: [path.split('/')[2] ?? 'v1'],
    description: `${describeAccess(contract.access)} ${describeLimit(contract)}`,
    'x-rate-limit': contract.limit ?? 'general',
    ...(contract.access.kind === 'public' ? {} : { security: [{ bearer: [] }] }),
    ...(contract.params ? { params: contract.params } : {}),
    ...(contract.query ? { querystring: contract.query } : {}),
    ...(contract.body ? { body: contract.body } : {}),
    ...(contract.upload ? { body: formWith(contract.upload) } : {}),
    ...(contract.idempotent ? { headers: IDEMPOTENCY_HEADER } : {}),
    response: { ...goodAnswers(contract), ...problemAnswers(contract) },
  };
}

/** Told to readers only: the adapter checks the header itself, so that its absence has a code of its own. */
const IDEMPOTENCY_HEADER = {
  type: 'object',
  properties: { 'idempotency-key': { type: 'string', description: '8 to 64 of A-Z a-z 0-9 _ -' } },
};

/** The media type of forms that carry files. */
export const FORM = 'multipart/form-data';

const formWith = ({ field, bytesMax }: NonNullable<Endpoint['upload']>) => ({
  content: {
    [FORM]: {
      schema: {
        type: 'object',
        required: [field],
        properties: {
          [field]: { type: 'string', format: 'binary', description: `At most ${bytesMax} bytes` },
        },
        additionalProperties: false,
      },
    },
  },
});

function operationId(method: string, path: string): string {
  const words = path.replace('/v1/', '').replace(/[{}]/g, '').split(/[/-]/);
  return [method.toLowerCase(), ...words].map((word, index) => (index ? capitalised(word) : word)).join('');
}

const capitalised = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

function describeAccess(access: Access): string {
  switch (access.kind) {
    case 'public':
      return 'Anybody may call this.';
    case 'person':
      return 'Anybody who is signed in may call this.';
    case 'roles': {
      const roles = access.roles.join(', ');
      const subject = access.subject ? 'the person it belongs to' : '';
      return `May call: ${[roles && `${roles} at this ${access.resource}'s place`, subject].filter(Boolean).join('; ')}.`;
    }
  }
}

const describeLimit = ({ limit }: Endpoint): string =>
  `Counts against the limit of ${LIMITED[limit ?? 'general']}.`;

const LIMITED: Readonly<Record<LimitKind, string>> = {
  general: 'requests',
  'log-in': 'log-ins that fail',
  scan: 'scans',
  redeem: 'redemptions',
  vote: 'votes',
};

function goodAnswers({ responses, file }: Endpoint): Record<number, unknown> {
  return Object.fromEntries(
    Object.entries(responses).map(([status, schema]) => {
      const description = STATUS_CODES[status] ?? '';
      if (!schema) return [status, { type: 'null', description }];
      return [status, file ? { description, content: { [file]: { schema } } } : schema];
    }),
  );
}

function problemAnswers(contract: Endpoint): Record<number, unknown> {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of problemCodesOf(contract)) {
    const { status } = problemCatalogue[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      { description: codes.join(' · '), content: { 'application/problem+json': { schema: Problem } } },
    ]),
  );
}

const OF_EVERY_ENDPOINT = ['rate-limited', 'internal', 'overloaded', 'temporarily-unavailable'] as const;

/** Every code that an endpoint may answer: its own and those that follow from what its contract asks. */
export function problemCodesOf(contract: Endpoint): ProblemCode[] {
  const codes = new Set<ProblemCode>([...contract.problems, ...OF_EVERY_ENDPOINT]);
  if (contract.params || contract.query || contract.body) codes.add('validation-failed');
  if (contract.body) codes.add('body-unreadable').add('body-too-large').add('media-type-unsupported');
  if (contract.upload) codes.add('body-unreadable').add('media-type-unsupported');
  if (contract.access.kind !== 'public')
    codes.add('unauthenticated').add('token-expired').add('session-ended');
  if (contract.access.kind === 'roles') codes.add('forbidden').add('not-found');
  if (contract.idempotent) {
    codes.add('idempotency-key-missing').add('idempotency-key-invalid');
    codes.add('idempotency-key-reused').add('request-in-progress');
  }
  return [...codes];
}
