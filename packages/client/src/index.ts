import type {
  BodyOf,
  Contracts,
  EndpointKey,
  ParamsOf,
  Problem,
  QueryOf,
  ResultOf,
} from '@shangju/contracts';

/** How a request travels: fetch, Taro.request, or a test's own way. Rejects where no answer came. */
export type Transport = (request: TransportRequest) => Promise<TransportReply>;

export interface TransportRequest {
  method: string;
  /** Path with its parameters filled in and the query appended. */
  path: string;
  headers: Record<string, string>;
  body: unknown;
}

export interface TransportReply {
  status: number;
  body: unknown;
}

type Part<Name extends string, Value> = [Value] extends [undefined] ? unknown : { [K in Name]: Value };

/** What an endpoint needs: just the parts its contract names, and the key where it changes something. */
export type CallOptions<K extends EndpointKey> = Part<'params', ParamsOf<Contracts[K]>> &
  ([QueryOf<Contracts[K]>] extends [undefined] ? unknown : { query?: QueryOf<Contracts[K]> }) &
  Part<'body', BodyOf<Contracts[K]>> &
  (Contracts[K] extends { idempotent: true } ? { idempotencyKey: string } : unknown);

export type CallResult<K extends EndpointKey> = ResultOf<Contracts[K]>;

/** The API said no: `problem.code` is stable, `problem.detail` is the sentence for the person. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  constructor(readonly problem: Problem) {
    super(`${problem.status} ${problem.code}`);
  }
}

export interface Client {
  call<K extends EndpointKey>(key: K, options: CallOptions<K>): Promise<CallResult<K>>;
}

/**
 * A client typed by the contracts; only their types, so that no schema travels to the phone.
 * @param accessToken asked before each request; undefined sends none.
 */
export function createClient(parts: {
  transport: Transport;
  accessToken?: () => string | undefined | Promise<string | undefined>;
}): Client {
  return {
    async call(key, options) {
      const request = buildRequest(key, options as LooseOptions);
      const token = await parts.accessToken?.();
      if (token) request.headers['authorization'] = `Bearer ${token}`;
      const reply = await parts.transport(request);
      if (reply.status >= 200 && reply.status < 300) return reply.body as never;
      throw new ApiProblem(asProblem(reply));
    },
  };
}

interface LooseOptions {
  params?: Record<string, string>;
  query?: Record<string, string | number | boolean | undefined>;
  body?: unknown;
  idempotencyKey?: string;
}

function buildRequest(key: string, options: LooseOptions): TransportRequest {
  const [method, template] = key.split(' ') as [string, string];
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(options.params?.[name] ?? ''),
  );
  const query = Object.entries(options.query ?? {})
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
    .join('&');
  const headers: Record<string, string> = { accept: 'application/json, application/problem+json' };
  if (options.body !== undefined) headers['content-type'] = 'application/json';
  if (options.idempotencyKey) headers['idempotency-key'] = options.idempotencyKey;
  return { method, path: query ? `${path}?${query}` : path, headers, body: options.body };
}

function asProblem({ status, body }: TransportReply): Problem {
  if (isProblem(body)) return body;
  return {
    type: 'about:blank',
    title: '没有看懂回答',
    status,
    detail: '服务暂时没有正常回答，没有任何改动，请稍后再试。',
    code: 'answer-unreadable',
    requestId: '',
  };
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'code' in body && 'detail' in body;
}
