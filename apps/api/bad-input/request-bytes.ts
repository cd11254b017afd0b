import type { Operation } from './served-operations.ts';

/** One thing that is sent, as bytes: much of it no client library would send. */
export interface BadRequest {
  /** What is wrong with it, or `sound`. */
  kind: string;
  method: string;
  /** The endpoint that it is meant for, if any. */
  operation?: Operation;
  bytes: Buffer;
  /** The connection is of no use to anybody afterwards. */
  endsConnection: boolean;
  /** The sender ends its side when all is sent and no answer comes. */
  halfCloses: boolean;
}

export interface Draft {
  kind: string;
  operation?: Operation;
  method: string;
  target: string;
  /** In order, names twice where they are sent twice. */
  headers: readonly (readonly [name: string, value: string])[];
  body?: Buffer;
}

export type Headers = Draft['headers'];

/** A request that keeps to HTTP/1.1, whatever it says. */
export function wellFramed({ kind, operation, method, target, headers, body }: Draft): BadRequest {
  const framed = [
    ['host', HOST] as const,
    ...headers,
    ...(body ? [['content-length', String(body.length)] as const] : []),
  ];
  return {
    kind,
    ...(operation ? { operation } : {}),
    method,
    bytes: Buffer.concat([head(`${method} ${target} HTTP/1.1`, framed), body ?? NOTHING]),
    endsConnection: false,
    halfCloses: false,
  };
}

/** Names that the API answers to are none of its business: proxies decide that. */
export const HOST = 'street.example';

const NOTHING = Buffer.alloc(0);

/** Characters beyond Latin-1 go out as UTF-8, as careless clients send them. */
export const head = (firstLine: string, headers: Headers): Buffer =>
  Buffer.from(
    `${firstLine}\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`,
    'utf8',
  );
